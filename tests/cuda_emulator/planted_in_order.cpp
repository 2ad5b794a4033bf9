#include <numeric>

#include "tests/cuda_emulator/planted_defects.hpp"
#include "tests/cuda_emulator/rig.hpp"

// What is missing here, unless `sound`, is an order between streams, or between a stream and the host.

namespace cuda_emulation::test {
namespace {

using hesscut::kernels::cuda::launch;

constexpr unsigned size = 64;

__global__ void count_up(float* out) {
  out[threadIdx.x] = static_cast<float>(threadIdx.x);
}
__global__ void add_one(const float* in, float* out) {
  out[threadIdx.x] = in[threadIdx.x] + 1;
}

void enqueue_count_up(cudaStream_t stream, const DeviceArray<float>& out) {
  launch({.name = "count_up", .grid = 1, .block = size, .stream = stream}, count_up, out.data());
}
void enqueue_add_one(cudaStream_t stream, const DeviceArray<float>& in, const DeviceArray<float>& out) {
  launch({.name = "add_one", .grid = 1, .block = size, .stream = stream}, add_one, in.data(), out.data());
}

std::vector<float> other_stream(bool sound) {
  const Stream writer;
  const Stream reader;
  const Event written;
  const DeviceArray<float> between(size);
  const DeviceArray<float> out(size);
  enqueue_count_up(writer, between);
  HESSCUT_CUDA(cudaEventRecord(written, writer));
  if (sound) HESSCUT_CUDA(cudaStreamWaitEvent(reader, written));
  enqueue_add_one(reader, between, out);
  return out.download(reader);
}

std::vector<float> host_reads(bool sound) {
  const Stream stream;
  const DeviceArray<float> out(size);
  const PinnedArray<float> host(size);
  enqueue_count_up(stream, out);
  HESSCUT_CUDA(cudaMemcpyAsync(host.data(), out.data(), out.bytes(), cudaMemcpyDeviceToHost, stream));
  if (sound) stream.synchronize();
  return {host.data(), host.data() + size};
}

/// Two uploads through one piece of pinned memory.
std::vector<float> host_writes(bool sound) {
  const Stream stream;
  const DeviceArray<float> first(size);
  const DeviceArray<float> second(size);
  const PinnedArray<float> host(size);
  std::iota(host.data(), host.data() + size, 0.0F);
  HESSCUT_CUDA(cudaMemcpyAsync(first.data(), host.data(), first.bytes(), cudaMemcpyHostToDevice, stream));
  if (sound) stream.synchronize();
  std::iota(host.data(), host.data() + size, 1000.0F);
  HESSCUT_CUDA(cudaMemcpyAsync(second.data(), host.data(), second.bytes(), cudaMemcpyHostToDevice, stream));
  return first.download(stream);
}

/// A recorded fork whose branch reads what the stem writes after it.
std::vector<float> graph_branch(bool sound) {
  const Stream stem;
  const Stream branch;
  const Event forked;
  const Event joined;
  const DeviceArray<float> between(size);
  const DeviceArray<float> out(size);
  HESSCUT_CUDA(cudaStreamBeginCapture(stem, cudaStreamCaptureModeThreadLocal));
  HESSCUT_CUDA(cudaEventRecord(forked, stem));
  HESSCUT_CUDA(cudaStreamWaitEvent(branch, forked));
  enqueue_count_up(stem, between);
  if (sound) {
    HESSCUT_CUDA(cudaEventRecord(forked, stem));
    HESSCUT_CUDA(cudaStreamWaitEvent(branch, forked));
  }
  enqueue_add_one(branch, between, out);
  HESSCUT_CUDA(cudaEventRecord(joined, branch));
  HESSCUT_CUDA(cudaStreamWaitEvent(stem, joined));
  cudaGraph_t graph = nullptr;
  HESSCUT_CUDA(cudaStreamEndCapture(stem, &graph));
  cudaGraphExec_t executable = nullptr;
  HESSCUT_CUDA(cudaGraphInstantiate(&executable, graph));
  HESSCUT_CUDA(cudaGraphDestroy(graph));
  HESSCUT_CUDA(cudaGraphLaunch(executable, stem));
  std::vector<float> results = out.download(stem);
  HESSCUT_CUDA(cudaGraphExecDestroy(executable));
  return results;
}

constexpr PlantedDefect list[] = {
    {"no_wait_for_an_event", other_stream, "ls", false, true},
    {"no_wait_before_the_host_reads", host_reads, "ls", false, true},
    {"no_wait_before_the_host_overwrites", host_writes, "ls", false, true},
    {"no_edge_between_branches_of_a_graph", graph_branch, "ls", false, true},
};

}  // namespace

std::span<const PlantedDefect> defects_in_order() {
  return list;
}

}  // namespace cuda_emulation::test
