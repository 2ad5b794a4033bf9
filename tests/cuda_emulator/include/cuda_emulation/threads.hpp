#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "cuda_emulation/vector_types.hpp"

/// What a kernel sees of its thread, its block and the other threads. Places are those of the call, for reports.

extern uint3 threadIdx;
extern uint3 blockIdx;
extern dim3 blockDim;
extern dim3 gridDim;
inline constexpr int warpSize = 32;

namespace cuda_emulation {

struct Place {
  const char* file;
  int line;
  const char* what;
};

/// Waits for all threads of the block; what they handed in, counted.
int block_barrier(int predicate, const Place& place);
/// Waits for the lanes of `mask` and returns the value that `source_lane` brought; -1 in every bit from a lane that is
/// not in the mask.
std::uint64_t warp_shuffle(unsigned mask, std::uint64_t value, int source_lane, const Place& place);
unsigned warp_ballot(unsigned mask, int predicate, const Place& place);
void warp_barrier(unsigned mask, const Place& place);
int lane();

/// The block's variable that `key` stands for.
void* shared_variable(const void* key, std::size_t bytes, std::size_t alignment);
void* dynamic_shared();

template <class T>
T shuffle(unsigned mask, T value, int source_lane, const Place& place) {
  static_assert(sizeof(T) <= 8);
  std::uint64_t word = 0;
  std::memcpy(&word, &value, sizeof value);
  word = warp_shuffle(mask, word, source_lane, place);
  std::memcpy(&value, &word, sizeof value);
  return value;
}

}  // namespace cuda_emulation

#define CUDA_EMULATION_PLACE const char *file = __builtin_FILE(), int line = __builtin_LINE()

inline void __syncthreads(CUDA_EMULATION_PLACE) {
  cuda_emulation::block_barrier(0, {file, line, "__syncthreads"});
}
inline int __syncthreads_count(int predicate, CUDA_EMULATION_PLACE) {
  return cuda_emulation::block_barrier(predicate != 0, {file, line, "__syncthreads_count"});
}
inline int __syncthreads_or(int predicate, CUDA_EMULATION_PLACE) {
  return cuda_emulation::block_barrier(predicate != 0, {file, line, "__syncthreads_or"}) != 0;
}
inline int __syncthreads_and(int predicate, CUDA_EMULATION_PLACE) {
  return cuda_emulation::block_barrier(predicate == 0, {file, line, "__syncthreads_and"}) == 0;
}
inline void __syncwarp(unsigned mask = 0xffffffffU, CUDA_EMULATION_PLACE) {
  cuda_emulation::warp_barrier(mask, {file, line, "__syncwarp"});
}
inline unsigned __ballot_sync(unsigned mask, int predicate, CUDA_EMULATION_PLACE) {
  return cuda_emulation::warp_ballot(mask, predicate, {file, line, "__ballot_sync"});
}
inline int __any_sync(unsigned mask, int predicate, CUDA_EMULATION_PLACE) {
  return cuda_emulation::warp_ballot(mask, predicate, {file, line, "__any_sync"}) != 0;
}
inline int __all_sync(unsigned mask, int predicate, CUDA_EMULATION_PLACE) {
  return cuda_emulation::warp_ballot(mask, predicate == 0, {file, line, "__all_sync"}) == 0;
}

template <class T>
T __shfl_sync(unsigned mask, T value, int source, int width = warpSize, CUDA_EMULATION_PLACE) {
  const int base = cuda_emulation::lane() & ~(width - 1);
  return cuda_emulation::shuffle(mask, value, base + (source & (width - 1)), {file, line, "__shfl_sync"});
}
template <class T>
T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = warpSize, CUDA_EMULATION_PLACE) {
  const int lane = cuda_emulation::lane(), base = lane & ~(width - 1), source = lane - static_cast<int>(delta);
  return cuda_emulation::shuffle(mask, value, source < base ? lane : source, {file, line, "__shfl_up_sync"});
}
template <class T>
T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = warpSize, CUDA_EMULATION_PLACE) {
  const int lane = cuda_emulation::lane(), last = lane | (width - 1), source = lane + static_cast<int>(delta);
  return cuda_emulation::shuffle(mask, value, source > last ? lane : source, {file, line, "__shfl_down_sync"});
}
template <class T>
T __shfl_xor_sync(unsigned mask, T value, int lane_mask, int width = warpSize, CUDA_EMULATION_PLACE) {
  const int lane = cuda_emulation::lane(), last = lane | (width - 1), source = lane ^ lane_mask;
  return cuda_emulation::shuffle(mask, value, source > last ? lane : source, {file, line, "__shfl_xor_sync"});
}

// Order memory only, which fibers of one machine thread have anyway.
inline void __threadfence() {}
inline void __threadfence_block() {}
inline void __threadfence_system() {}

#undef CUDA_EMULATION_PLACE
