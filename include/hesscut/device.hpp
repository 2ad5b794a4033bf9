#pragma once

#include <string>
#include <vector>

namespace hesscut {

/// One line of `hesscut doctor`.
struct DeviceReport {
  std::string name;  ///< "cpu", "cuda"
  bool usable = false;
  std::string detail;  ///< what it is, or why it cannot be used
};

/// Every device this build knows of, usable or not.
[[nodiscard]] std::vector<DeviceReport> device_reports();

}  // namespace hesscut
