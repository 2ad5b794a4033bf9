#pragma once

#include <cstddef>
#include <functional>

namespace hesscut::command {

/// What one worker does with item `index`; it owns what it needs from item to item.
using Work = std::function<void(std::size_t index)>;

/// Handles items 0 .. count - 1, each once, by `threads` workers that `make_worker` sets up, one thread each.
/// After an exception (the first one is thrown again here) or a stop signal no further item is begun.
void run_workers(std::size_t count, int threads, const std::function<Work()>& make_worker);

}  // namespace hesscut::command
