#include <hesscut/device.hpp>
#include <hesscut/error.hpp>

#include "host/device/device.hpp"

namespace hesscut::device {

std::unique_ptr<Device> make_device(const std::string& name, int threads) {
  if (name == "auto" || name == "cpu") return make_cpu_device(threads);
  throw Error(ErrorKind::usage, "device '" + name + "' is not one of auto, cpu");
}

}  // namespace hesscut::device

namespace hesscut {

std::vector<DeviceReport> device_reports() {
  return {{"cpu", true, device::make_cpu_device(0)->description()}, {"cuda", false, "not part of this build"}};
}

}  // namespace hesscut
