#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <hesscut/device.hpp>

#include "host/device/device.hpp"

namespace hesscut::test {

struct NamedDevice {
  std::string name;
  std::unique_ptr<device::Device> (*make)();
};

/// For GoogleTest, which would print the bytes.
inline void PrintTo(const NamedDevice& device, std::ostream* out) {
  *out << device.name;
}

/// The first GPU, real or emulated.
inline std::unique_ptr<device::Device> make_gpu() {
  return std::move(device::choose_devices("cuda", 1).devices.front());
}

inline bool has_gpu() {
  for (const DeviceReport& report : device_reports()) {
    if (report.name == "cuda") return report.usable;
  }
  return false;
}

/// Every conformance test runs on each of these; a new device joins with one line. A program that is linked with the
/// emulated GPU tests that one alone, any other the CPU and the real GPU where there is one.
inline const std::vector<NamedDevice>& devices_under_test() {
#ifdef HESSCUT_EMULATED_CUDA
  static const std::vector<NamedDevice> devices = {{"cuda_emulated", make_gpu}};
#else
  static const std::vector<NamedDevice> devices = [] {
    std::vector<NamedDevice> out = {
        {"cpu_one_thread", [] { return device::make_cpu_device(1); }},
        {"cpu_three_threads", [] { return device::make_cpu_device(3); }},
    };
    if (has_gpu()) out.push_back({"cuda", make_gpu});
    return out;
  }();
#endif
  return devices;
}

}  // namespace hesscut::test
