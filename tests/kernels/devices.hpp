#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <vector>

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

/// Every conformance test runs on each of these; a new device joins with one line.
inline const std::vector<NamedDevice>& devices_under_test() {
  static const std::vector<NamedDevice> devices = {
      {"cpu_one_thread", [] { return device::make_cpu_device(1); }},
      {"cpu_three_threads", [] { return device::make_cpu_device(3); }},
  };
  return devices;
}

}  // namespace hesscut::test
