/// Runs whose input waits for somebody to say more.

#include <atomic>
#include <chrono>
#include <thread>

#include "tests/catalogue/work/run_rig.hpp"

namespace hesscut::catalogue_tests {
namespace {

/// Entries and then nothing, without an end, until it is released.
class Waiting : public Entries {
 public:
  using Entries::Entries;
  std::optional<Entry> next() override {
    if (auto entry = Entries::next()) return entry;
    while (!released) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return std::nullopt;
  }
  std::atomic<bool> released{false};
};

class RunInputTest : public RunTest {
 protected:
  RunInputTest() {
    options.threads = 1;
    for (int i = 0; i < 20; ++i) {
      const std::string name = std::to_string(i) + ".jpg";
      write_scene(name);
      entries.push_back(entry(name));
    }
  }

  std::vector<Entry> entries;
};

// Standard input ends when a stop is asked for; that is not the end of the list.
TEST_F(RunInputTest, AnInputThatEndsForAStopIsNotComplete) {
  for (int i = 0; i < 5; ++i) {
    out = std::to_string(i);
    Waiting source({entries[static_cast<std::size_t>(i)]});
    options.stop = [&] { return source.released.load(); };
    told.on_end = [&](const Record&) { source.released = true; };
    const RunOutcome outcome = run(source);
    EXPECT_EQ(outcome.tally.done, 1U);
    EXPECT_TRUE(outcome.stopped);
    EXPECT_FALSE(outcome.complete);
  }
}

TEST_F(RunInputTest, NoMoreIsWaitedForThanIsWanted) {
  Waiting source({entries[0], entries[1], entries[2]});
  options.input_over = [&] { source.released = true; };
  options.limit = 2;
  const RunOutcome outcome = run(source);
  EXPECT_EQ(outcome.tally.done, 2U);
  EXPECT_FALSE(outcome.complete);
}

TEST_F(RunInputTest, GivingUpEndsTheWaiting) {
  folder.write("out/images", std::string("a file where a folder should be"));
  entries.resize(10);  // the last one of which it gives up, so that it waits for the next
  Waiting source(entries);
  options.input_over = [&] { source.released = true; };
  const RunOutcome outcome = run(source);
  EXPECT_FALSE(outcome.given_up.empty());
  EXPECT_FALSE(outcome.complete);
}

// A reader that is far ahead reads no further when the run is over.
TEST_F(RunInputTest, TheRestIsNotRead) {
  Waiting source(entries);
  int given = 0;
  source.before = [&](const Entry&) {
    ++given;
    // The third is on its way when the run ends.
    while (given > 2 && !source.released) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  };
  options.input_over = [&] { source.released = true; };
  options.limit = 1;
  EXPECT_EQ(run(source).tally.done, 1U);
  EXPECT_EQ(given, 3);
}

}  // namespace
}  // namespace hesscut::catalogue_tests
