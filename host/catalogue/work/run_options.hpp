#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "host/catalogue/journal/shard.hpp"
#include "host/catalogue/work/proposers.hpp"

namespace hesscut::catalogue {

/// How a run is worked on; no output depends on it.
struct RunOptions {
  Shard shard;
  std::string device = "auto";                 ///< as in SegmenterOptions
  int threads = 0;                             ///< 0: one per core
  int batch = 0;                               ///< photos solved together; 0: 1 on the CPU, 16 on GPUs
  std::chrono::milliseconds batch_wait{2000};  ///< how long an unfilled batch waits for more of its shape
  std::uint64_t max_memory = 0;  ///< bytes for photos in work; 0: half of the machine's (or the container's)
  std::size_t limit = 0;         ///< items worked on in this pass; 0: all
  bool retry_failed = false;     ///< do items again that have failed for good
  ProposerMaker proposer = {};   ///< of the network that the settings name; empty where they name none
  std::function<bool()> stop = [] { return false; };  ///< asked often: begin nothing more, end what is in work
  std::function<void()> input_over = [] {};  ///< called when no more items are asked for: let a source that waits end
};

}  // namespace hesscut::catalogue
