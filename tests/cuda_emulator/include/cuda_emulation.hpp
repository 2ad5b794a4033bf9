#pragma once

#include <type_traits>

#include "cuda_emulation/atomics.hpp"
#include "cuda_emulation/threads.hpp"

/// What kernels/cuda/compat.cuh builds on.

namespace cuda_emulation {

/// Names the kernel that this host thread launches next, for reports and counters.
void name_next_launch(const char* name);

}  // namespace cuda_emulation

/// A variable of the block: CUDA_EMULATION_SHARED(tile, float[10][18]).
#define CUDA_EMULATION_SHARED(name, ...)                                                             \
  static const char name##_key = 0;                                                                  \
  auto& name = *static_cast<::std::type_identity_t<__VA_ARGS__>*>(::cuda_emulation::shared_variable( \
      &name##_key, sizeof(::std::type_identity_t<__VA_ARGS__>), alignof(::std::type_identity_t<__VA_ARGS__>)))

/// T* name: the block's dynamic shared memory.
// NOLINTBEGIN(bugprone-macro-parentheses): a type has none
#define CUDA_EMULATION_DYNAMIC_SHARED(T, name) \
  auto* const name = static_cast<::std::add_pointer_t<T>>(::cuda_emulation::dynamic_shared())
// NOLINTEND(bugprone-macro-parentheses)
