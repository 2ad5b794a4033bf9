#pragma once

#include <cstdint>

#include "kernels/cuda/per_pixel.cuh"
#include "kernels/cuda/run_counter.cuh"
#include "kernels/cuda/scratch.hpp"

/// Exact order statistics of every image: the digits of the sought key one after the other, each found in a histogram
/// of the keys that agree in the digits before. Counts are integers, so that the order of threads does not matter.
///
/// Keys say what is sought:
///   bool find(index, key&)   the key of a pixel, by its index in the field; false: it does not take part
///   rank(count)              which of `count` > 0 keys is sought, from 0
///   finish(image, found)     takes the digits found, the bits of the last pass lowest; called by one thread; an image
///                            without keys finds 0

namespace hesscut::kernels::cuda {

/// The bits of the key that one pass finds.
struct Digit {
  int shift, bits;
};

inline constexpr int select_threads = 256;
inline constexpr int select_bins = 4096;  ///< no digit has more than 12 bits
inline constexpr int select_chunk = select_threads * 64;

/// What is known of the sought key after some digits.
struct Selection {
  std::uint64_t rank;    ///< among the keys with these digits
  std::uint32_t digits;  ///< found so far
};

/// Scratch memory of a selection.
struct SelectionScratch {
  unsigned* counts;  ///< [batch, select_bins]
  Selection* selections;

  SelectionScratch(Carver& carver, const Shape& shape)
      : counts(carver.take<unsigned>(static_cast<std::size_t>(shape.batch) * select_bins)),
        selections(carver.take<Selection>(shape.batch)) {}
};

template <class Keys>
__global__ void __launch_bounds__(select_threads)
    count_digits(Shape shape, Keys keys, Digit digit, const Selection* __restrict__ selections,
                 unsigned* __restrict__ counts) {
  HESSCUT_SHARED(own, unsigned[select_bins]);
  const int image = image_here();
  if (image >= shape.batch) return;
  for (unsigned bin = threadIdx.x; bin < select_bins; bin += select_threads) own[bin] = 0;
  __syncthreads();
  const std::size_t pixels = pixels_of(shape);
  const std::uint32_t known = selections[image].digits;
  RunCounter counter;
  for (int i = 0; i < select_chunk; i += select_threads) {
    const std::size_t pixel = static_cast<std::size_t>(blockIdx.x) * select_chunk + i + threadIdx.x;
    std::uint32_t key = 0;
    if (pixel >= pixels || !keys.find(image * pixels + pixel, key)) continue;
    const std::uint64_t wide = key;  // a shift by all its 32 bits is allowed
    if (wide >> (digit.shift + digit.bits) == known) counter.add(own + (key >> digit.shift & ((1U << digit.bits) - 1)));
  }
  counter.flush();
  __syncthreads();
  unsigned* all = counts + static_cast<std::size_t>(image) * select_bins;
  for (unsigned bin = threadIdx.x; bin < select_bins; bin += select_threads) {
    if (own[bin] > 0) atomicAdd(all + bin, own[bin]);
  }
}

/// Sums of `values` over the threads up to and with each one.
__device__ inline std::uint64_t running_sum(std::uint64_t value, std::uint64_t& total) {
  HESSCUT_SHARED(sums, std::uint64_t[select_threads]);
  const unsigned thread = threadIdx.x;
  sums[thread] = value;
  __syncthreads();
  for (unsigned distance = 1; distance < select_threads; distance *= 2) {
    if (thread >= distance) value += sums[thread - distance];
    __syncthreads();
    sums[thread] = value;
    __syncthreads();
  }
  total = sums[select_threads - 1];
  return value;
}

/// Finds one digit from its histogram, which is 0 afterwards.
template <class Keys>
__global__ void __launch_bounds__(select_threads)
    find_digit(Keys keys, Digit digit, bool first, bool last, unsigned* __restrict__ counts,
               Selection* __restrict__ selections) {
  constexpr int own_bins = select_bins / select_threads;
  const int image = static_cast<int>(blockIdx.x);
  unsigned* own = counts + static_cast<std::size_t>(image) * select_bins + threadIdx.x * own_bins;
  unsigned count[own_bins];
  std::uint64_t sum = 0;
  for (int i = 0; i < own_bins; ++i) {
    sum += count[i] = own[i];
    own[i] = 0;
  }
  const Selection known = selections[image];
  std::uint64_t total = 0;
  std::uint64_t before = running_sum(sum, total) - sum;  // its barriers part the reading of `known` from the writing
  const std::uint64_t rank = first && total > 0 ? keys.rank(total) : known.rank;
  if (last && total == 0 && threadIdx.x == 0) keys.finish(image, 0);
  if (rank < before || rank >= before + sum) return;  // another thread's
  std::uint32_t found = known.digits << digit.bits | threadIdx.x * own_bins;
  for (int i = 0; rank >= before + count[i]; ++i) {
    before += count[i];
    ++found;
  }
  selections[image] = {rank - before, found};
  if (last) keys.finish(image, found);
}

/// Enqueues the selection; digits: from the highest.
template <class Keys, int passes>
void select_keys(const char* name, cudaStream_t stream, const Shape& shape, const Keys& keys,
                 const Digit (&digits)[passes], const SelectionScratch& scratch) {
  const auto images = static_cast<std::size_t>(shape.batch);
  HESSCUT_CUDA(cudaMemsetAsync(scratch.counts, 0, images * select_bins * sizeof(unsigned), stream));
  HESSCUT_CUDA(cudaMemsetAsync(scratch.selections, 0, images * sizeof(Selection), stream));
  const dim3 grid = image_grid(blocks_for(shape.pixels(), select_chunk), shape.batch);
  for (int pass = 0; pass < passes; ++pass) {
    launch({name, grid, select_threads, stream}, count_digits<Keys>, shape, keys, digits[pass], scratch.selections,
           scratch.counts);
    launch({name, static_cast<unsigned>(shape.batch), select_threads, stream}, find_digit<Keys>, keys, digits[pass],
           pass == 0, pass == passes - 1, scratch.counts, scratch.selections);
  }
}

}  // namespace hesscut::kernels::cuda
