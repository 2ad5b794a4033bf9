#include <cufft.h>

#include "tests/cuda_emulator/planted_defects.hpp"
#include "tests/cuda_emulator/rig.hpp"

// What is wrong here, unless `sound`, is where something is read or written, or that it has never been written.

namespace cuda_emulation::test {
namespace {

using hesscut::kernels::cuda::check;
using hesscut::kernels::cuda::launch;

constexpr unsigned size = 64;

/// The last thread stores at `last` besides, which is the last place or one too far.
__device__ void store(float* at, unsigned last) {
  at[threadIdx.x] = 1;
  if (threadIdx.x == size - 1) at[last] = 1;
}

__global__ void store_in_global(float* out, unsigned last) {
  store(out, last);
}
__global__ void store_in_shared(float* out, unsigned last) {
  HESSCUT_SHARED(tile, float[size]);
  store(tile, last);
  out[threadIdx.x] = tile[threadIdx.x];
}
__global__ void store_in_dynamic_shared(float* out, unsigned last) {
  HESSCUT_DYNAMIC_SHARED(float, tile);
  store(tile, last);
  out[threadIdx.x] = tile[threadIdx.x];
}

std::vector<float> results_of(void (*kernel)(float*, unsigned), bool sound, std::size_t shared_bytes = 0) {
  const Stream stream;
  const DeviceArray<float> out(size);
  launch({.name = "planted", .grid = 1, .block = size, .stream = stream, .dynamic_shared_bytes = shared_bytes}, kernel,
         out.data(), sound ? size - 1 : size);
  return out.download(stream);
}

std::vector<float> freed(bool sound) {
  const Stream stream;
  float* memory = nullptr;
  HESSCUT_CUDA(cudaMalloc(&memory, size * sizeof(float)));
  if (!sound) cudaFree(memory);
  launch({.name = "planted", .grid = 1, .block = size, .stream = stream}, store_in_global, memory, size - 1);
  stream.synchronize();
  if (sound) cudaFree(memory);
  return {};
}

std::vector<float> host_reads_device_memory(bool sound) {
  const Stream stream;
  const DeviceArray<float> out(std::vector<float>(size, 3.0F), stream);
  stream.synchronize();
  return sound ? out.download(stream) : std::vector<float>(out.data(), out.data() + size);
}

std::vector<float> never_written(bool sound) {
  const Stream stream;
  const DeviceArray<float> out(size);
  if (sound) HESSCUT_CUDA(cudaMemsetAsync(out.data(), 0, out.bytes(), stream));
  return out.download(stream);
}

/// An inverse transform leaves nothing of the spectrum.
std::vector<float> spectrum_used_twice(bool sound) {
  const Stream stream;
  const DeviceArray<float2> spectrum(std::vector<float2>(size / 2 + 1, {1, 0}), stream);
  const DeviceArray<float2> copy(spectrum.size());
  const DeviceArray<float> out(size);
  HESSCUT_CUDA(cudaMemcpyAsync(copy.data(), spectrum.data(), spectrum.bytes(), cudaMemcpyDeviceToDevice, stream));
  cufftHandle plan = 0;
  std::size_t work_bytes = 0;
  int n = size;
  HESSCUT_CUDA(cufftCreate(&plan));
  HESSCUT_CUDA(cufftMakePlanMany(plan, 1, &n, nullptr, 1, 0, nullptr, 1, 0, CUFFT_C2R, 1, &work_bytes));
  HESSCUT_CUDA(cufftSetStream(plan, stream));
  HESSCUT_CUDA(cufftExecC2R(plan, spectrum.data(), out.data()));
  HESSCUT_CUDA(cufftExecC2R(plan, sound ? copy.data() : spectrum.data(), out.data()));
  std::vector<float> results = out.download(stream);
  cufftDestroy(plan);
  return results;
}

constexpr PlantedDefect list[] = {
    {"global_memory_out_of_bounds", [](bool sound) { return results_of(store_in_global, sound); }, "", true, false},
    {"shared_memory_out_of_bounds", [](bool sound) { return results_of(store_in_shared, sound); }, "", true, false},
    {"dynamic_shared_memory_out_of_bounds",
     [](bool sound) { return results_of(store_in_dynamic_shared, sound, size * sizeof(float)); }, "", true, false},
    {"device_memory_used_after_free", freed, "", true, false},
    {"host_reads_device_memory", host_reads_device_memory, "", true, false},
    {"device_memory_read_before_it_is_written", never_written, "frRls", false, false},
    {"spectrum_used_after_its_inverse_transform", spectrum_used_twice, "frRls", false, false},
};

}  // namespace

std::span<const PlantedDefect> defects_in_memory() {
  return list;
}

}  // namespace cuda_emulation::test
