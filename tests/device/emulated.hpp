#pragma once

#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <vector>

#include <cuda_emulation/control.hpp>

#include "tests/segment/checks.hpp"

/// What tests of the CUDA device's host side share. They run on the emulated GPU, which fails when it is told to.

namespace hesscut::test {

/// A machine with one sound GPU, before and after.
class Emulated : public testing::Test {
 protected:
  Emulated() { restore(); }
  ~Emulated() override {
    EXPECT_EQ(cuda_emulation::live_objects().total(), 0U) << "something was left on the device";
    restore();
  }

 private:
  static void restore() {
    cuda_emulation::stop_failing();
    cuda_emulation::set_driver(cuda_emulation::Driver::present);
    cuda_emulation::set_device_count(1);
    cuda_emulation::set_memory_limit(std::size_t{1} << 30U);
  }
};

/// A solve of few calls, for tests that repeat it for each of them.
inline SegmenterOptions short_solve(const std::string& device = "cuda") {
  SegmenterOptions options;
  options.device = device;
  options.threads = 1;
  options.parameters.levels = 1;
  options.parameters.refits = 1;
  options.parameters.max_iterations = 2;
  return options;
}

/// Small photos of one working shape, each another one, with a point on the product.
class SmallJobs {
 public:
  explicit SmallJobs(int count, int width = 20, int height = 15) {
    for (int i = 0; i < count; ++i) disks_.push_back(disk_photo(width, height, i + 1));
    for (const DiskPhoto& disk : disks_) jobs_.push_back({disk.photo.view(), point_in(disk)});
  }
  [[nodiscard]] const std::vector<Job>& jobs() const { return jobs_; }

 private:
  std::vector<DiskPhoto> disks_;
  std::vector<Job> jobs_;
};

/// One line with the error's name, or cuFFT's own for it, and the place and text of the call; or, where a device was
/// not to be had at all, its name.
inline testing::AssertionResult tells(const std::string& message, const std::string& error) {
  static const std::regex call(R"(^\w+\.(cpp|hpp|cu|cuh):\d+: .+: \w+ \(.+\)$)");
  const bool names_error = message.find(error) != std::string::npos || message.find(": CUFFT_") != std::string::npos;
  if (names_error && (message.starts_with("device 'cuda") || std::regex_match(message, call))) {
    return testing::AssertionSuccess();
  }
  return testing::AssertionFailure() << message << ", expected " << error;
}

}  // namespace hesscut::test
