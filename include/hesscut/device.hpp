#pragma once

#include <string>
#include <vector>

namespace hesscut {

/// One line of `hesscut doctor`.
struct DeviceReport {
  std::string name;  ///< "cpu", "cuda:0", ...; "cuda" stands for all GPUs together
  bool usable = false;
  std::string detail;  ///< what it is, or why it cannot be used; of "cuda" the versions in use
};

/// Every device there is, usable or not. Looks for GPUs, which takes a moment.
[[nodiscard]] std::vector<DeviceReport> device_reports();

/// The GPUs that a name of SegmenterOptions::device means, each by a name of its own; none where it means the CPU, or
/// where no GPU can be used. Looks for GPUs unless the name is that of one device.
[[nodiscard]] std::vector<std::string> gpus_of(const std::string& device);

}  // namespace hesscut
