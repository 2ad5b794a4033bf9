#include "tests/cuda_emulator/planted_defects.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/run_command.hpp"

/// Which build finds which planted defect, and which it cannot find: the table in docs/cuda-emulator.md.

namespace cuda_emulation::test {
namespace {

#if CUDA_EMULATOR_ASAN
constexpr bool addresses = true, threads = false;
#elif CUDA_EMULATOR_TSAN
constexpr bool addresses = false, threads = true;
#else
constexpr bool addresses = false, threads = false;
#endif

struct Outcome {
  std::string results;
  bool reported;
  std::string err;
};

class PlantedDefectTest : public testing::TestWithParam<PlantedDefect> {
 protected:
  [[nodiscard]] static Outcome run(const Way& way, bool sound, int seed = first_seed) {
    const auto seeded = [seed](const char* value) { return std::string(value) + ":" + std::to_string(seed); };
    const auto result =
        hesscut::support::run_command({"/usr/bin/env", "HESSCUT_EMULATOR_THREADS=" + seeded(way.threads),
                                       "HESSCUT_EMULATOR_STREAMS=" + seeded(way.streams), PLANTED_DEFECT,
                                       GetParam().name, sound ? "sound" : "defective"});
    bool reported = false;
    for (const char* report : {"ThreadSanitizer: data race", "ERROR: AddressSanitizer", "runtime error: "}) {
      reported |= result.err.find(report) != std::string::npos;
    }
    EXPECT_EQ(result.exit_code != 0, reported) << result.err;
    return {result.out, reported, result.err};
  }

  /// The letters of the ways in which the results are wrong.
  [[nodiscard]] static std::string wrong_ways() {
    const std::string right = run(ways[0], true).results;
    std::string wrong;
    for (const Way& way : ways) {
      bool right_always = true;
      for (int i = 0; i < way.seeds && right_always; ++i) {
        right_always = run(way, false, first_seed + i).results == right;
      }
      if (!right_always) wrong += way.letter;
    }
    return wrong;
  }
};

INSTANTIATE_TEST_SUITE_P(Every, PlantedDefectTest, testing::ValuesIn(planted_defects()),
                         [](const auto& test) { return std::string(test.param.name); });

TEST_P(PlantedDefectTest, IsFoundAsTheTableSays) {
  if (!addresses && !threads) {
    EXPECT_EQ(wrong_ways(), GetParam().wrong_in);
    return;
  }
  const bool found = addresses ? GetParam().address_sanitizer_finds : GetParam().thread_sanitizer_finds;
  for (const Way& way : ways) {
    const Outcome outcome = run(way, false);
    EXPECT_EQ(outcome.reported, found) << way.letter << outcome.err;
  }
}

TEST_P(PlantedDefectTest, HasASoundVersionInWhichNothingIsFound) {
  const std::string right = run(ways[0], true).results;
  for (const Way& way : ways) {
    const Outcome outcome = run(way, true);
    EXPECT_EQ(outcome.results, right) << way.letter;
    EXPECT_FALSE(outcome.reported) << way.letter << outcome.err;
    EXPECT_EQ(outcome.err, "") << way.letter;
  }
}

}  // namespace
}  // namespace cuda_emulation::test
