#pragma once

#include <cstddef>
#include <vector>

#include "runtime/capture.hpp"

namespace cuda_emulation {

[[nodiscard]] cudaGraph_t make_graph(std::vector<Node> nodes);
[[nodiscard]] std::size_t live_graphs();
[[nodiscard]] std::size_t live_graph_executables();

}  // namespace cuda_emulation
