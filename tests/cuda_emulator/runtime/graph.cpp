#include "runtime/graph.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "runtime/call.hpp"
#include "runtime/device.hpp"
#include "runtime/order.hpp"

struct CUgraph_st {
  std::vector<cuda_emulation::Node> nodes;
};

/// A graph that can be launched. Nodes on different lanes are ordered by the graph's edges alone.
struct CUgraphExec_st {
  std::vector<cuda_emulation::Node> nodes;
  std::vector<cuda_emulation::Lane*> lanes;  ///< of each node; null: that of the stream
  std::vector<char> orders;                  ///< their addresses order a node before those after it
  std::vector<std::unique_ptr<cuda_emulation::Lane>> own_lanes;
};

namespace cuda_emulation {
namespace {

std::set<cudaGraph_t> graphs;
std::set<cudaGraphExec_t> executables;

/// The first node after another one continues on its lane; every other one begins a lane of its own.
void choose_lanes(CUgraphExec_st& graph) {
  std::vector<bool> continued(graph.nodes.size());
  bool stream_taken = false;
  for (const Node& node : graph.nodes) {
    if (node.after.empty() && !stream_taken) {
      stream_taken = true;
      graph.lanes.push_back(nullptr);
    } else if (!node.after.empty() && !continued[node.after.front()]) {
      continued[node.after.front()] = true;
      graph.lanes.push_back(graph.lanes[node.after.front()]);
    } else {
      graph.own_lanes.push_back(std::make_unique<Lane>());
      graph.lanes.push_back(graph.own_lanes.back().get());
    }
  }
}

void run_node(CUgraphExec_st& graph, std::size_t index, Lane& stream, char& begin, char& end) {
  Lane& lane = graph.lanes[index] == nullptr ? stream : *graph.lanes[index];
  void* const before = sanitizers::current_thread();
  if (sanitizers::logical_threads) sanitizers::become(lane.logical_thread());
  sanitizers::acquire(&begin);
  for (const std::size_t other : graph.nodes[index].after) sanitizers::acquire(&graph.orders[other]);
  graph.nodes[index].task(lane);
  sanitizers::release(&graph.orders[index]);
  sanitizers::release(&end);
  if (sanitizers::logical_threads) sanitizers::become(before);
}

/// Runs the nodes in an order that the edges allow: the recorded one when streams are eager, else a random one.
void run_graph(CUgraphExec_st& graph, Lane& stream) {
  auto begin = std::make_unique<char>();
  auto end = std::make_unique<char>();
  sanitizers::release(begin.get());
  std::vector<bool> done(graph.nodes.size());
  for (std::size_t count = 0; count < graph.nodes.size(); ++count) {
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
      const std::vector<std::size_t>& after = graph.nodes[i].after;
      if (!done[i] && std::all_of(after.begin(), after.end(), [&](std::size_t other) { return done[other]; })) {
        ready.push_back(i);
      }
    }
    const std::size_t chosen = stream_mode() == StreamMode::eager ? ready.front() : ready[random_below(ready.size())];
    run_node(graph, chosen, stream, *begin, *end);
    done[chosen] = true;
  }
  sanitizers::acquire(end.get());
}

}  // namespace

cudaGraph_t make_graph(std::vector<Node> nodes) {
  auto* const graph = new CUgraph_st{std::move(nodes)};
  graphs.insert(graph);
  return graph;
}

std::size_t live_graphs() {
  return graphs.size();
}
std::size_t live_graph_executables() {
  return executables.size();
}

}  // namespace cuda_emulation

using cuda_emulation::call;
using cuda_emulation::freeing_call;

cudaError_t cudaGraphInstantiate(cudaGraphExec_t* executable, cudaGraph_t graph, unsigned long long /*flags*/) {
  return call([&] {
    if (!cuda_emulation::graphs.contains(graph)) return cudaErrorInvalidValue;
    auto made = std::make_unique<CUgraphExec_st>();
    made->nodes = graph->nodes;
    made->orders.resize(made->nodes.size());
    cuda_emulation::choose_lanes(*made);
    cuda_emulation::executables.insert(made.get());
    *executable = made.release();
    return cudaSuccess;
  });
}

cudaError_t cudaGraphLaunch(cudaGraphExec_t executable, cudaStream_t stream) {
  return call([&] {
    if (!cuda_emulation::executables.contains(executable)) return cudaErrorInvalidValue;
    return cuda_emulation::enqueue(
        stream, [executable](cuda_emulation::Lane& lane) { cuda_emulation::run_graph(*executable, lane); });
  });
}

cudaError_t cudaGraphDestroy(cudaGraph_t graph) {
  return freeing_call([&] {
    if (cuda_emulation::graphs.erase(graph) == 0) return cudaErrorInvalidValue;
    delete graph;
    return cudaSuccess;
  });
}

// Launches that have not run yet still do, so they run now.
cudaError_t cudaGraphExecDestroy(cudaGraphExec_t executable) {
  return freeing_call([&] {
    if (cuda_emulation::executables.erase(executable) == 0) return cudaErrorInvalidValue;
    cuda_emulation::finish_device(cuda_emulation::current_device());
    delete executable;
    return cudaSuccess;
  });
}
