/// The same input gives the same bytes whatever the batch, the order, the threads or the shards.

#include <algorithm>
#include <random>

#include "host/catalogue/work/merge.hpp"
#include "tests/catalogue/work/run_rig.hpp"

namespace hesscut::catalogue_tests {
namespace {

class Determinism : public RunTest {
 protected:
  static constexpr int photos = 14;

  Determinism() {
    for (int i = 0; i < photos; ++i) {
      names.push_back("shelf " + std::to_string(i % 3) + "/" + std::to_string(i) + ".jpg");
      write_scene(names.back(), i % 12, i % 2 == 0 ? 96 : 72, i % 2 == 0 ? 72 : 96);
    }
    options.threads = 1;
    run();
    expected = outputs();
    EXPECT_EQ(expected.size(), 4U * photos);
  }

  std::vector<std::string> names;
  std::map<std::string, std::vector<std::uint8_t>> expected;
};

TEST_F(Determinism, BatchesAndThreadsMakeNoDifference) {
  for (const auto& [threads, batch] : {std::pair{1, 5}, {3, 1}, {4, 3}, {2, 16}}) {
    out = std::to_string(threads) + " threads, batches of " + std::to_string(batch);
    options.threads = threads;
    options.batch = batch;
    run();
    EXPECT_EQ(outputs(out), expected) << out;
  }
}

TEST_F(Determinism, TheOrderMakesNoDifference) {
  std::mt19937 random(3);
  options.batch = 4;
  for (int round = 0; round < 3; ++round) {
    std::ranges::shuffle(names, random);
    std::vector<Entry> entries;
    for (const std::string& name : names) entries.push_back(entry(name));
    Entries source(entries);
    out = "order " + std::to_string(round);
    run(source);
    EXPECT_EQ(outputs(out), expected) << out;
  }
}

TEST_F(Determinism, ShardsMakeTheWhole) {
  for (const int shards : {2, 5}) {
    out = std::to_string(shards) + " shards";
    settings.shards = shards;
    std::size_t done = 0;
    for (int shard = shards - 1; shard >= 0; --shard) {
      const std::vector<int> missing =
          shard == shards - 1 ? std::vector<int>() : missing_shards(RunFolder(folder / out));
      if (shard < shards - 1) {
        EXPECT_EQ(missing.size(), static_cast<std::size_t>(shard + 1));
      }
      options.shard = {shard, shards};
      done += run().tally.done;
    }
    EXPECT_EQ(done, static_cast<std::size_t>(photos)) << "each item belongs to one shard";
    EXPECT_EQ(outputs(out), expected) << out;
    const RunState state = merge_run(RunFolder(folder / out));
    EXPECT_EQ(state.done, static_cast<std::size_t>(photos));
    EXPECT_TRUE(state.missing.empty());
    EXPECT_TRUE(fs::exists(folder / out / "results.jsonl"));
  }
}

}  // namespace
}  // namespace hesscut::catalogue_tests
