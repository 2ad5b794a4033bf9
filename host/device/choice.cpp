#include <charconv>
#include <hesscut/device.hpp>
#include <hesscut/error.hpp>
#include <optional>
#include <string_view>

#include "host/device/cuda/cuda.hpp"
#include "host/device/device.hpp"

namespace hesscut::device {

namespace {

constexpr std::string_view gpu_prefix = "cuda:";

Choice cpu_choice(int threads, const std::string& remark) {
  Choice choice;
  choice.devices.push_back(make_cpu_device(threads));
  choice.description = choice.devices.front()->description() + remark;
  return choice;
}

Choice gpu_choice(const std::vector<Gpu>& gpus) {
  Choice choice;
  for (const Gpu& gpu : gpus) {
    choice.devices.push_back(make_cuda_device(gpu));
    choice.description += (choice.description.empty() ? "" : "; ") + choice.devices.back()->description();
  }
  return choice;
}

Choice automatic_choice(int threads) {
  const CudaProbe probe = probe_cuda();
  std::string reason = probe.reason;
  try {
    if (!probe.gpus.empty()) return gpu_choice(probe.gpus);
  } catch (const Error& error) {
    reason = error.what();  // seen, but not to be had: taken by somebody else, or out of memory
  }
  return cpu_choice(threads, " (no GPU: " + reason + ")");
}

/// The N of "cuda:N".
std::optional<int> ordinal_in(std::string_view name) {
  if (!name.starts_with(gpu_prefix)) return std::nullopt;
  name.remove_prefix(gpu_prefix.size());
  int ordinal = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), ordinal);
  if (error != std::errc() || end != name.data() + name.size() || ordinal < 0) return std::nullopt;
  return ordinal;
}

Choice named_gpus(const std::string& name, std::optional<int> ordinal) {
  const CudaProbe probe = probe_cuda();
  std::string known;
  for (const Gpu& gpu : probe.gpus) {
    if (ordinal == gpu.ordinal) return gpu_choice({gpu});
    known += (known.empty() ? "usable here: cuda:" : ", cuda:") + std::to_string(gpu.ordinal);
  }
  if (!ordinal && !probe.gpus.empty()) return gpu_choice(probe.gpus);
  throw Error(ErrorKind::device, "device '" + name + "': " + (known.empty() ? probe.reason : "no such GPU; " + known));
}

}  // namespace

Choice choose_devices(const std::string& name, int threads) {
  if (name == "cpu") return cpu_choice(threads, "");
  if (name == "auto") return automatic_choice(threads);
  const std::optional<int> ordinal = ordinal_in(name);
  if (name == "cuda" || ordinal) return named_gpus(name, ordinal);
  throw Error(ErrorKind::usage, "device '" + name + "' is not one of auto, cpu, cuda, cuda:N");
}

}  // namespace hesscut::device

namespace hesscut {

std::vector<DeviceReport> device_reports() {
  std::vector<DeviceReport> reports = {{"cpu", true, device::make_cpu_device(0)->description()}};
  const device::CudaProbe probe = device::probe_cuda();
  for (const device::Gpu& gpu : probe.gpus) {
    reports.push_back({"cuda:" + std::to_string(gpu.ordinal), true, gpu.description()});
  }
  const std::string versions = device::cuda_versions();
  const std::string remark = versions.empty() || probe.reason.empty() ? versions : " [" + versions + "]";
  reports.push_back({"cuda", !probe.gpus.empty(), probe.reason + remark});
  return reports;
}

std::vector<std::string> gpus_of(const std::string& device) {
  if (device::ordinal_in(device)) return {device};
  if (device != "cuda" && device != "auto") return {};
  std::vector<std::string> names;
  for (const device::Gpu& gpu : device::probe_cuda().gpus) {
    names.push_back(std::string(device::gpu_prefix) + std::to_string(gpu.ordinal));
  }
  return names;
}

}  // namespace hesscut
