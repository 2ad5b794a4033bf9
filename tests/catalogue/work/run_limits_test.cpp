/// Runs that come to limits: memory, disks, devices, time.

#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <hesscut/error.hpp>
#include <thread>

#include "host/catalogue/work/memory_budget.hpp"
#include "tests/catalogue/work/run_rig.hpp"

namespace hesscut::catalogue_tests {
namespace {

constexpr std::uint64_t mebi = 1 << 20;

int open_descriptors() {
  int count = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator("/proc/self/fd")) ++count;
  return count;
}

// Whatever the batches and threads, photos in work wait for memory and none waits for ever.
TEST_F(RunTest, TightMemoryIsEnough) {
  for (int i = 0; i < 12; ++i) write_scene(std::to_string(i) + ".jpg", i % 3, 96 + 16 * (i % 3), 72);
  options.max_memory = 100 * mebi;  // room for one photo at a time
  for (const auto& [threads, batch] : {std::pair{1, 1}, {1, 4}, {4, 1}, {4, 4}}) {
    out = std::to_string(threads) + " " + std::to_string(batch);
    options.threads = threads;
    options.batch = batch;
    EXPECT_EQ(run().tally.done, 12U) << out;
    EXPECT_EQ(outputs(out), outputs("1 1")) << out;
  }
}

TEST_F(RunTest, APhotoThatNeedsMoreMemoryThanAllowedCostsItself) {
  write_scene("large.jpg", 6, 1600, 1200);
  write_scene("small.jpg");
  options.max_memory = 80 * mebi;
  run();
  EXPECT_EQ(told.statuses(), (std::map<std::string, std::string>{{"large.jpg", "failed"}, {"small.jpg", "done"}}));
  EXPECT_NE(told.of("large.jpg").reason.find("MiB of memory"), std::string::npos) << told.of("large.jpg").reason;
}

TEST_F(RunTest, ALoneShapeDoesNotWaitForEver) {
  write_scene("a.jpg");
  options.batch = 16;
  options.batch_wait = std::chrono::milliseconds(50);
  // A source that gives one photo and then nothing until that one is done.
  class Slow : public Entries {
   public:
    using Entries::Entries;
    std::optional<Entry> next() override {
      if (auto entry = Entries::next()) return entry;
      while (!done) std::this_thread::sleep_for(std::chrono::milliseconds(5));
      return std::nullopt;
    }
    std::atomic<bool> done{false};
  } source({entry("a.jpg")});
  told.on_end = [&](const Record&) { source.done = true; };
  EXPECT_EQ(run(source).tally.done, 1U);
}

TEST_F(RunTest, NoRoomForOutputsPutsOffAndGivesUp) {
  for (int i = 0; i < 30; ++i) write_scene((i < 10 ? "0" : "") + std::to_string(i) + ".jpg", i % 3);
  folder.write("out/images", std::string("a file where a folder should be"));
  options.threads = 1;
  const RunOutcome outcome = run();
  EXPECT_GE(outcome.tally.deferred, 10U);
  EXPECT_LT(outcome.tally.deferred, 15U) << "it goes no further";
  EXPECT_FALSE(outcome.given_up.empty());
  EXPECT_FALSE(outcome.complete);
  EXPECT_EQ(told.records[0].kind, "output");
  EXPECT_NE(told.records[0].reason.find("out/images"), std::string::npos) << told.records[0].reason;

  fs::remove(folder / "out/images");
  const RunOutcome later = run();
  EXPECT_EQ(later.tally.done, 30U);
  EXPECT_TRUE(later.complete);
}

TEST_F(RunTest, OneFolderThatCannotBeWrittenCostsWhatLiesInIt) {
  for (const char* name : {"a/1.jpg", "a/2.jpg", "b/1.jpg", "c/1.jpg"}) write_scene(name);
  folder.write("out/images/a", std::string("in the way"));
  const RunOutcome outcome = run();
  EXPECT_EQ(told.statuses(),
            (std::map<std::string, std::string>{
                {"a/1.jpg", "deferred"}, {"a/2.jpg", "deferred"}, {"b/1.jpg", "done"}, {"c/1.jpg", "done"}}));
  EXPECT_FALSE(outcome.complete);
}

TEST_F(RunTest, AFullDiskLosesNothing) {
  for (int i = 0; i < 6; ++i) write_scene(std::to_string(i) + ".jpg", i);
  run();
  const auto whole = outputs();
  rlimit old{};
  ::getrlimit(RLIMIT_FSIZE, &old);
  auto* const old_action = std::signal(SIGXFSZ, SIG_IGN);
  out = "full";
  const rlimit limit{2500, old.rlim_max};  // the journal is over it after a few records
  ::setrlimit(RLIMIT_FSIZE, &limit);
  EXPECT_THROW(run(), Error);
  ::setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, old_action);
  EXPECT_TRUE(run().complete);
  EXPECT_EQ(outputs(out), whole);
}

TEST_F(RunTest, LeavesNoDescriptorOpen) {
  for (int i = 0; i < 4; ++i) write_scene(std::to_string(i) + ".jpg", i);
  folder.write("photos/bad.jpg", std::string("no photo"));
  run();
  const int before = open_descriptors();
  for (int i = 0; i < 3; ++i) {
    out = "again " + std::to_string(i);
    run();
  }
  EXPECT_EQ(open_descriptors(), before);
}

TEST(MemoryBudget, EndsWaiting) {
  MemoryBudget budget(10);
  EXPECT_TRUE(budget.take(10));
  std::jthread ender([&] { budget.end(); });
  EXPECT_FALSE(budget.take(1));
}

}  // namespace
}  // namespace hesscut::catalogue_tests
