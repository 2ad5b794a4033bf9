#include "tools/hesscut/device_turns.hpp"

#include <hesscut/device.hpp>

namespace hesscut::command {

DeviceTurns::DeviceTurns(const std::string& name) : names_{name} {
  if (name != "auto" && name != "cuda") return;
  std::vector<std::string> gpus;
  for (const DeviceReport& report : device_reports()) {
    if (report.usable && report.name.starts_with("cuda:")) gpus.push_back(report.name);
  }
  if (gpus.size() > 1) names_ = gpus;
}

}  // namespace hesscut::command
