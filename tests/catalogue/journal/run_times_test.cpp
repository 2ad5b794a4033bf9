#include "host/catalogue/journal/run_times.hpp"

#include <gtest/gtest.h>

#include <hesscut/error.hpp>
#include <random>

#include "host/catalogue/report/run_facts.hpp"

namespace hesscut::catalogue {
namespace {

RunTimes some_times() {
  RunTimes times;
  times.device = "cpu";
  times.threads = 8;
  times.wall_seconds = 100;
  times.items = 50;
  times.stages = {{"decode", 40, 1}, {"solve", 300, 6}};
  times.cpu_seconds = 600;
  times.cores = 8;
  times.cores_busy = 0.75;
  times.solver_busy = 0.5;
  times.bottleneck = "solve";
  times.peak_resident_bytes = 1000;
  return times;
}

RunTimes random_times(std::mt19937& random) {
  std::uniform_real_distribution<double> unit(0, 1);
  RunTimes times = some_times();
  times.device = random() % 2 == 0 ? "cpu" : "another";
  times.threads = static_cast<int>(random() % 64);
  times.wall_seconds = 1000 * unit(random);
  times.items = random();
  times.stages.clear();
  for (const char* name : {"read", "solve", "write"}) {
    if (random() % 3 > 0) times.stages.push_back({name, 100 * unit(random), 1.0 + static_cast<double>(random() % 8)});
  }
  times.cpu_seconds = unit(random);
  times.cores_busy = unit(random);
  times.solver_busy = unit(random);
  times.peak_resident_bytes = random();
  return times;
}

TEST(RunTimes, ComeBackFromJsonAsTheyWere) {
  std::mt19937 random(4);
  for (int i = 0; i < 100; ++i) {
    RunTimes times = random_times(random);
    times.processes = static_cast<int>(random() % 9);
    const RunTimes back = run_times_from_json(to_json(times));
    EXPECT_EQ(to_json(back), to_json(times));
    EXPECT_EQ(back.device, times.device);
    EXPECT_EQ(back.processes, times.processes);
    EXPECT_EQ(back.threads, times.threads);
    EXPECT_EQ(back.wall_seconds, times.wall_seconds);
    EXPECT_EQ(back.items, times.items);
    EXPECT_EQ(back.stages.size(), times.stages.size());
    EXPECT_EQ(back.cpu_seconds, times.cpu_seconds);
    EXPECT_EQ(back.cores, times.cores);
    EXPECT_EQ(back.cores_busy, times.cores_busy);
    EXPECT_EQ(back.solver_busy, times.solver_busy);
    EXPECT_EQ(back.bottleneck, times.bottleneck);
    EXPECT_EQ(back.peak_resident_bytes, times.peak_resident_bytes);
  }
}

TEST(RunTimes, RefuseWhatIsNone) {
  EXPECT_THROW(static_cast<void>(run_times_from_json("7")), Error);
  EXPECT_THROW(static_cast<void>(run_times_from_json(R"({"items":1})")), Error);
  EXPECT_THROW(static_cast<void>(run_times_from_json(R"({"items":1,"wall_seconds":1,"stages":[{}]})")), Error);
  EXPECT_EQ(run_times_from_json(R"({"items":1,"wall_seconds":2,"more":3})").processes, 1);
}

TEST(RunTimes, MergedOnesAddUp) {
  RunTimes other = some_times();
  other.device = "another";
  other.threads = 4;
  other.wall_seconds = 300;
  other.items = 150;
  other.stages = {{"solve", 100, 2}, {"write", 290, 1}};
  other.cores_busy = 0.25;
  other.solver_busy = 0.1;
  other.peak_resident_bytes = 3000;
  const RunTimes both = merge(some_times(), other);
  EXPECT_EQ(both.device, "another; cpu");
  EXPECT_EQ(both.processes, 2);
  EXPECT_EQ(both.threads, 8);
  EXPECT_EQ(both.wall_seconds, 400);
  EXPECT_EQ(both.items, 200);
  EXPECT_EQ(both.cpu_seconds, 1200);
  EXPECT_DOUBLE_EQ(both.cores_busy, 0.375);
  EXPECT_DOUBLE_EQ(both.solver_busy, 0.2);
  EXPECT_EQ(both.peak_resident_bytes, 3000);
  ASSERT_EQ(both.stages.size(), 3U);
  EXPECT_EQ(both.stages[0].name, "decode");
  EXPECT_DOUBLE_EQ(both.stages[0].capacity, 0.25);
  EXPECT_EQ(both.stages[1].name, "solve");
  EXPECT_DOUBLE_EQ(both.stages[1].busy_seconds, 400);
  EXPECT_DOUBLE_EQ(both.stages[1].capacity, 3);
  EXPECT_EQ(both.bottleneck, "write");  // 290 / 0.75
  EXPECT_DOUBLE_EQ(images_per_second(both), 0.5);
  EXPECT_EQ(images_per_second(RunTimes{}), 0);
}

TEST(RunTimes, MergingKnowsNoOrder) {
  std::mt19937 random(5);
  for (int i = 0; i < 100; ++i) {
    const RunTimes a = random_times(random);
    const RunTimes b = random_times(random);
    const RunTimes c = random_times(random);
    const RunTimes one = merge(merge(a, b), c);
    const RunTimes two = merge(c, merge(b, a));
    EXPECT_EQ(one.device, two.device);
    EXPECT_EQ(one.processes, 3);
    EXPECT_EQ(two.processes, 3);
    EXPECT_EQ(one.items, two.items);
    EXPECT_EQ(one.threads, two.threads);
    EXPECT_EQ(one.bottleneck, two.bottleneck);
    EXPECT_NEAR(one.cores_busy, two.cores_busy, 1e-12);
    EXPECT_NEAR(one.wall_seconds, two.wall_seconds, 1e-9);
  }
}

TEST(RunFacts, OfShardsSpanFromTheFirstToTheLast) {
  RunFacts a;
  a.name = "run";
  a.shard = "0/2";
  a.started = "2026-01-31T10:00:00Z";
  a.finished = "2026-01-31T12:00:00Z";
  a.times = some_times();
  RunFacts b = a;
  b.shard = "1/2";
  b.started = "2026-01-31T09:00:00Z";
  b.finished = "2026-01-31T11:00:00Z";
  b.complete = false;
  const RunFacts both = merge(a, b);
  EXPECT_EQ(both.name, "run");
  EXPECT_EQ(both.shard, "");
  EXPECT_EQ(both.started, "2026-01-31T09:00:00Z");
  EXPECT_EQ(both.finished, "2026-01-31T12:00:00Z");
  EXPECT_FALSE(both.complete);
  EXPECT_EQ(both.times.items, 100);
  a.started.clear();
  EXPECT_EQ(merge(a, b).started, "2026-01-31T09:00:00Z");
}

}  // namespace
}  // namespace hesscut::catalogue
