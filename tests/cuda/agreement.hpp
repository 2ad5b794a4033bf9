#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <hesscut/hesscut.hpp>

#include "tests/kernels/devices.hpp"

namespace hesscut::test {

/// Tests of a GPU, emulated or real, are skipped where there is none.
class GpuTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!has_gpu()) GTEST_SKIP() << "no usable GPU here";
  }
};

/// A photo with markers and perhaps a prior, and the name it goes by in messages.
struct NamedJob {
  std::string name;
  Image photo;
  Markers markers;
  Prior prior = {};
};

/// Cuts all of them as one batch on the CPU and on the GPU, emulated or real, and compares: the masks differ in at most
/// one pixel of ten thousand of all photos together, and after the same number of iterations the gaps agree to 1e-5, as
/// do the certificates of masks that are the same.
void expect_devices_agree(const std::vector<NamedJob>& jobs, const Parameters& parameters);

}  // namespace hesscut::test
