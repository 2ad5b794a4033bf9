#pragma once

#include <cstddef>

namespace hesscut::bench {

/// Bytes per second that std::memcpy moves, those read and those written, between the two halves of `bytes` of memory
/// on each of `threads` threads at once; the median of several measurements.
[[nodiscard]] double copy_bandwidth(std::size_t bytes, int threads);

}  // namespace hesscut::bench
