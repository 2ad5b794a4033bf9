#include "tools/hesscut/device_turns.hpp"

#include <hesscut/device.hpp>

namespace hesscut::command {

DeviceTurns::DeviceTurns(const std::string& name) : names_(gpus_of(name)) {
  if (names_.size() < 2) names_ = {name};
}

}  // namespace hesscut::command
