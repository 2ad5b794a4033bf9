#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "runtime/stream.hpp"

namespace cuda_emulation {

/// Where an event stands in a recording.
struct CapturedPlace {
  std::shared_ptr<Capture> capture;
  std::vector<std::size_t> nodes;
};

[[nodiscard]] std::size_t live_events();

}  // namespace cuda_emulation

/// The last recording of an event; destroying it changes nothing for those who wait already.
struct CUevent_st {
  bool timed = true;
  std::shared_ptr<cuda_emulation::Moment> moment;
  cuda_emulation::CapturedPlace captured;
};
