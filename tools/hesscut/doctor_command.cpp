#include <fftw3.h>
#include <oneapi/tbb/version.h>
#include <openssl/crypto.h>
#include <png.h>
#include <webp/decode.h>
#include <webp/encode.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <cstdio>
#include <hesscut/device.hpp>
#include <hesscut/version.hpp>
#include <nlohmann/json.hpp>
#include <opencv2/core/utility.hpp>
#include <string>

#include "host/catalogue/work/machine.hpp"
#include "host/image/codec.hpp"
#include "tools/hesscut/commands.hpp"
#include "tools/hesscut/prior_options.hpp"

namespace hesscut::command {
namespace {

void line(const std::string& name, const std::string& value) {
  std::printf("  %-14s %s\n", name.c_str(), value.c_str());
}

/// A WebP version number, one byte a part.
std::string webp_version(int packed) {
  return std::to_string(packed >> 16 & 0xff) + "." + std::to_string(packed >> 8 & 0xff) + "." +
         std::to_string(packed & 0xff);
}

std::string json_version() {
  return std::to_string(NLOHMANN_JSON_VERSION_MAJOR) + "." + std::to_string(NLOHMANN_JSON_VERSION_MINOR) + "." +
         std::to_string(NLOHMANN_JSON_VERSION_PATCH);
}

void print_devices() {
  std::puts("Devices");
  for (const DeviceReport& device : device_reports()) {
    line(device.name, (device.usable ? "usable: " : "not usable: ") + device.detail);
  }
}

void print_limits() {
  const image::DecodeLimits limits;
  std::puts("Limits");
  line("cores", std::to_string(catalogue::usable_cores()));
  line("memory", std::to_string(catalogue::usable_memory() >> 20) + " MiB");
  line("photo", "at most " + std::to_string(limits.max_pixels / 1'000'000) + " megapixels, " +
                    std::to_string(limits.max_side) + " pixels a side");
  line("file", "at most " + std::to_string(limits.max_file_bytes >> 20) + " MiB");
}

void print_libraries() {
  std::puts("Libraries");
  line("OpenCV", cv::getVersionString());
  line("FFTW", fftwf_version);
  line("networks", has_networks() ? "read by OpenCV's dnn" : "not read: built without OpenCV's dnn module");
  line("oneTBB", TBB_runtime_version());
  line("libjpeg-turbo", HESSCUT_TURBOJPEG_VERSION " (headers)");
  line("libpng", png_get_libpng_ver(nullptr));
  line("libwebp", webp_version(WebPGetDecoderVersion()));
  line("libexif", HESSCUT_EXIF_VERSION " (headers)");
  line("CLI11", CLI11_VERSION);
  line("nlohmann-json", json_version());
  line("OpenSSL", OpenSSL_version(OPENSSL_VERSION_STRING));
}

int print_doctor() {
  std::puts("hesscut " HESSCUT_VERSION);
  line("compiler", HESSCUT_COMPILER);
  line("build", HESSCUT_BUILD);
  print_devices();
  print_limits();
  print_libraries();
  return 0;
}

}  // namespace

void add_doctor(CLI::App& app, Action& action) {
  app.add_subcommand("doctor", "Says what this build can use: devices, limits, libraries")->callback([&action] {
    action = print_doctor;
  });
}

}  // namespace hesscut::command
