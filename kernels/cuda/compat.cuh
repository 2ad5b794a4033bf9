#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <type_traits>

#include "kernels/cuda/check.hpp"

/// What kernels are written in. nvcc compiles them for the GPU; the tests compile the very same files with the host
/// compiler against an emulation of the runtime (tests/cuda_emulator), and this header is the only one that knows of
/// both. Hence the rules for everything in kernels/cuda:
///   - launch() below, never the <<<>>> syntax; kernel parameters are trivially copyable;
///   - HESSCUT_SHARED and HESSCUT_DYNAMIC_SHARED, never a bare __shared__;
///   - relaxed_load and relaxed_store where threads of several blocks meet on purpose; every other race is an error;
///   - an explicit stream everywhere; no grid-wide synchronisation, no waiting for another block, no inline PTX.

#if defined(__CUDACC__)

/// A variable in the block's shared memory: HESSCUT_SHARED(tile, float[10][18]). Uninitialised.
#define HESSCUT_SHARED(name, ...) __shared__ ::std::type_identity_t<__VA_ARGS__> name
/// T* name: the shared memory asked for at launch.
#define HESSCUT_DYNAMIC_SHARED(T, name)                          \
  extern __shared__ __align__(16) unsigned char hesscut_bytes[]; \
  T* const name = reinterpret_cast<T*>(hesscut_bytes)

#define HESSCUT_NAME_LAUNCH(name) static_cast<void>(name)

namespace hesscut::kernels::cuda {

template <class T>
__device__ inline T relaxed_load(const T* at) {
  return *static_cast<const volatile T*>(at);
}
template <class T>
__device__ inline void relaxed_store(T* at, T value) {
  *static_cast<volatile T*>(at) = value;
}

}  // namespace hesscut::kernels::cuda

#else

// Defines the same names for the emulation.
#include <cuda_emulation.hpp>

namespace hesscut::kernels::cuda {
using cuda_emulation::relaxed_load;
using cuda_emulation::relaxed_store;
}  // namespace hesscut::kernels::cuda

#define HESSCUT_SHARED(name, ...) CUDA_EMULATION_SHARED(name, __VA_ARGS__)
#define HESSCUT_DYNAMIC_SHARED(T, name) CUDA_EMULATION_DYNAMIC_SHARED(T, name)
#define HESSCUT_NAME_LAUNCH(name) ::cuda_emulation::name_next_launch(name)

#endif

namespace hesscut::kernels::cuda {

/// Where and how wide a kernel runs.
struct Launch {
  const char* name;  ///< of the kernel, for errors and counters
  dim3 grid, block;
  cudaStream_t stream;
  std::size_t dynamic_shared_bytes = 0;
  Place where = Place::current();
};

/// Enqueues kernel(args...). Nothing happens for an empty grid.
template <class... Parameters, class... Arguments>
void launch(const Launch& how, void (*kernel)(Parameters...), const Arguments&... args) {
  static_assert((std::is_trivially_copyable_v<Parameters> && ...));
  if (how.grid.x == 0 || how.grid.y == 0 || how.grid.z == 0) return;
  HESSCUT_NAME_LAUNCH(how.name);
  cudaLaunchConfig_t config{};
  config.gridDim = how.grid;
  config.blockDim = how.block;
  config.dynamicSmemBytes = how.dynamic_shared_bytes;
  config.stream = how.stream;
  check(cudaLaunchKernelEx(&config, kernel, static_cast<Parameters>(args)...), how.name, how.where);
}

/// Blocks of `block` threads that cover `count` things.
[[nodiscard]] inline unsigned blocks_for(std::size_t count, unsigned block) {
  return static_cast<unsigned>((count + block - 1) / block);
}

}  // namespace hesscut::kernels::cuda
