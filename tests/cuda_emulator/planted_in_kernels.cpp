#include "tests/cuda_emulator/planted_defects.hpp"
#include "tests/cuda_emulator/rig.hpp"

// What is missing in these kernels, unless `sound`, is an order between threads.

namespace cuda_emulation::test {
namespace {

using hesscut::kernels::cuda::launch;

constexpr unsigned threads = 64;
constexpr unsigned blocks = 4;

/// The results of kernel(in, out, sound), one number per thread.
std::vector<float> results_of(void (*kernel)(const float*, float*, bool), bool sound, dim3 grid = 1) {
  const Stream stream;
  std::vector<float> values(grid.x * grid.y * threads);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>((i * 37) % 101);
  const DeviceArray<float> in(values, stream);
  const DeviceArray<float> out(values.size());
  HESSCUT_CUDA(cudaMemsetAsync(out.data(), 0, out.bytes(), stream));
  launch({.name = "planted", .grid = grid, .block = threads, .stream = stream}, kernel, in.data(), out.data(), sound);
  return out.download(stream);
}

__device__ unsigned left_of(unsigned i) {
  return (i + threads - 1) % threads;
}
__device__ unsigned right_of(unsigned i) {
  return (i + 1) % threads;
}

__global__ void read_halo(const float* in, float* out, bool sound) {
  HESSCUT_SHARED(tile, float[threads]);
  const unsigned i = threadIdx.x;
  tile[i] = in[i];
  if (sound) __syncthreads();
  out[i] = tile[left_of(i)] + tile[right_of(i)];
}

__global__ void overwrite_tile(const float* in, float* out, bool sound) {
  HESSCUT_SHARED(tile, float[threads]);
  const unsigned i = threadIdx.x;
  tile[i] = in[i];
  __syncthreads();
  const float sum = tile[left_of(i)] + tile[right_of(i)];
  if (sound) __syncthreads();
  tile[i] = 2 * sum;
  __syncthreads();
  out[i] = tile[left_of(i)] + tile[right_of(i)];
}

__global__ void reduce(const float* in, float* out, bool sound) {
  HESSCUT_SHARED(sums, float[threads]);
  const unsigned i = threadIdx.x;
  sums[i] = in[i];
  __syncthreads();
  for (unsigned half = threads / 2; half > 0; half /= 2) {
    if (i < half) sums[i] += sums[i + half];
    if (sound) __syncthreads();
  }
  if (i == 0) out[0] = sums[0];
}

/// Each becomes the smallest of itself and its neighbours plus one, until nothing changes: in any order of reads and
/// writes the same numbers in the end.
__global__ void sweep_to_fixed_point(const float* in, float* out, bool sound) {
  HESSCUT_SHARED(tile, float[threads]);
  const unsigned i = threadIdx.x;
  tile[i] = in[i];
  int changed = 1;
  while (changed != 0) {
    __syncthreads();
    const float best = min(tile[left_of(i)], tile[right_of(i)]) + 1;
    if (sound) __syncthreads();
    const bool better = best < tile[i];
    if (better) tile[i] = best;
    changed = __syncthreads_or(better);
  }
  out[i] = tile[i];
}

__global__ void trust_a_shuffle(const float* in, float* out, bool sound) {
  HESSCUT_SHARED(tile, float[threads]);
  const unsigned i = threadIdx.x;
  tile[i] = in[i];
  const float other = __shfl_xor_sync(0xffffffffU, in[i], 1);
  if (sound) __syncwarp();
  out[i] = other + tile[i ^ 2U];
}

__global__ void add_from_all_blocks(const float* in, float* out, bool sound) {
  if (threadIdx.x != 0) return;
  const float value = in[blockIdx.x];
  if (sound)
    atomicAdd(out, value);
  else
    *out += value;
}

/// Of the first column alone.
__global__ void add_from_a_column_of_blocks(const float* in, float* out, bool sound) {
  if (blockIdx.x == 0) add_from_all_blocks(in, out, sound);
}

/// Shared memory keeps nothing from the block before, and starts as nothing.
__global__ void read_before_writing(const float* in, float* out, bool sound) {
  HESSCUT_SHARED(sum, float);
  if (threadIdx.x != 0) return;
  if (sound) sum = 0;
  for (unsigned i = 0; i < threads; ++i) sum += in[i];
  out[0] = sum;
}

constexpr PlantedDefect list[] = {
    {"no_barrier_before_a_halo_is_read", [](bool sound) { return results_of(read_halo, sound); }, "frRls", false, true},
    {"no_barrier_before_a_tile_is_overwritten", [](bool sound) { return results_of(overwrite_tile, sound); }, "frRls",
     false, true},
    {"no_barrier_in_a_reduction", [](bool sound) { return results_of(reduce, sound); }, "fRls", false, true},
    {"no_barrier_in_a_fixed_point_sweep", [](bool sound) { return results_of(sweep_to_fixed_point, sound); }, "", false,
     true},
    {"shuffle_taken_for_a_barrier", [](bool sound) { return results_of(trust_a_shuffle, sound); }, "", false, true},
    {"race_between_blocks", [](bool sound) { return results_of(add_from_all_blocks, sound, blocks); }, "", false, true},
    {"race_between_blocks_of_a_column",
     [](bool sound) {
       return results_of(add_from_a_column_of_blocks, sound, {2, blocks});
     },
     "", false, true},
    {"shared_memory_read_before_it_is_written", [](bool sound) { return results_of(read_before_writing, sound); },
     "frRls", false, false},
};

}  // namespace

std::span<const PlantedDefect> defects_in_kernels() {
  return list;
}

}  // namespace cuda_emulation::test
