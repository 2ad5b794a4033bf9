/// What becomes of the items of a run: in one pass, and in the passes after it.

#include <algorithm>
#include <atomic>
#include <fstream>
#include <hesscut/error.hpp>

#include "host/catalogue/journal/journal.hpp"
#include "host/catalogue/work/failed_items.hpp"
#include "host/catalogue/work/merge.hpp"
#include "host/catalogue/work/verify.hpp"
#include "host/image/codec.hpp"
#include "tests/catalogue/work/run_rig.hpp"

namespace hesscut::catalogue_tests {
namespace {

using Statuses = std::map<std::string, std::string>;

TEST_F(RunTest, WritesWhatIsAskedFor) {
  write_scene("a/shoe.jpg");
  settings.write = {OutputKind::mask, OutputKind::crop};
  const RunOutcome outcome = run();
  EXPECT_EQ(outcome.tally.done, 1U);
  EXPECT_TRUE(outcome.complete);
  std::vector<std::string> names;
  for (const auto& [name, digest] : outputs()) names.push_back(name);
  EXPECT_EQ(names, (std::vector<std::string>{"images/a/shoe.jpg.crop.jpg", "images/a/shoe.jpg.mask.png",
                                             "thumbnails/a/shoe.jpg.jpg"}));
  const Image mask = image::read_labels(folder / "out/images/a/shoe.jpg.mask.png");
  EXPECT_EQ(mask.width, 96);
  EXPECT_EQ(mask.height, 72);
  for (const char* file : {"run.json", "results.jsonl", "summary.json", "metrics.prom", "report.html"}) {
    EXPECT_TRUE(fs::exists(folder / "out" / file)) << file;
  }
}

TEST_F(RunTest, OneBadPhotoCostsOnePhoto) {
  for (const char* name : {"a.jpg", "b.jpg", "f.jpg", "g.jpg"}) write_scene(name);
  const auto whole = support::file_bytes(folder / "photos/a.jpg");
  folder.write("photos/c.jpg", std::span(whole).first(whole.size() / 2));
  folder.write("photos/d.jpg", std::string("no photo at all"));
  folder.write("photos/e.png", std::string());
  for (const int batch : {1, 3, 16}) {
    out = "out of " + std::to_string(batch);
    options.batch = batch;
    const RunOutcome outcome = run();
    EXPECT_EQ(told.statuses(), (Statuses{{"a.jpg", "done"},
                                         {"b.jpg", "done"},
                                         {"c.jpg", "failed"},
                                         {"d.jpg", "failed"},
                                         {"e.png", "failed"},
                                         {"f.jpg", "done"},
                                         {"g.jpg", "done"}}));
    EXPECT_TRUE(outcome.complete);
    EXPECT_EQ(outcome.tally.failed, 3U);
    const std::string photo = (folder / "photos/c.jpg").string();
    EXPECT_TRUE(told.of("c.jpg").reason.starts_with(photo + ": truncated JPEG")) << told.of("c.jpg").reason;
    EXPECT_EQ(told.of("c.jpg").kind, "input");
    EXPECT_EQ(outputs(out).size(), 4 * 4U);
  }
}

TEST_F(RunTest, APhotoMayVanishBeforeItIsRead) {
  for (const char* name : {"a.jpg", "b.jpg", "c.jpg"}) write_scene(name);
  Entries source({entry("a.jpg"), entry("b.jpg"), entry("c.jpg")});
  source.before = [](const Entry& next) {
    if (next.id == "b.jpg") fs::remove(next.photo);
  };
  run(source);
  EXPECT_EQ(told.statuses(), (Statuses{{"a.jpg", "done"}, {"b.jpg", "failed"}, {"c.jpg", "done"}}));
  EXPECT_EQ(told.of("b.jpg").reason, (folder / "photos/b.jpg").string() + ": No such file or directory");
}

TEST_F(RunTest, MarkersThatContradictEachOtherCostOnePhoto) {
  write_scene("a.jpg");
  write_scene("b.jpg");
  Entry bad = entry("a.jpg");
  bad.products.resize(1);
  bad.products[0].markers.add_point(Label::foreground, {5000, 10});
  Entries source({bad, entry("b.jpg")});
  run(source);
  EXPECT_EQ(told.statuses(), (Statuses{{"a.jpg", "failed"}, {"b.jpg", "done"}}));
  EXPECT_TRUE(told.of("a.jpg").reason.starts_with(bad.photo.string() + ": ")) << told.of("a.jpg").reason;
}

TEST_F(RunTest, EveryProductHasItsOwnOutputs) {
  write_scene("pair.jpg");
  Entry pair = entry("pair.jpg");
  pair.products.resize(2);
  pair.products[0].name = "left";
  pair.products[0].markers.box = Box{5, 5, 40, 60};
  pair.products[1].name = "right";
  pair.products[1].markers.box = Box{50, 5, 40, 60};
  pair.write = {OutputKind::mask};
  Entries source({pair});
  run(source);
  ASSERT_EQ(told.of("pair.jpg").products.size(), 2U);
  EXPECT_EQ(told.of("pair.jpg").products[1].name, "right");
  const Image left = image::read_labels(folder / "out/images/pair.jpg~left.mask.png");
  const Image right = image::read_labels(folder / "out/images/pair.jpg~right.mask.png");
  EXPECT_NE(left.pixels, right.pixels);
  for (int y = 0; y < left.height; ++y) {
    for (int x = 50; x < left.width; ++x) ASSERT_EQ(left.row(y)[x], 0) << "outside the left box";
  }
}

TEST_F(RunTest, FinishedItemsAreSkipped) {
  write_scene("a.jpg");
  write_scene("b.jpg");
  run();
  const auto before = outputs();
  write_scene("c.jpg");
  const RunOutcome outcome = run();
  std::ranges::sort(told.skips);
  EXPECT_EQ(told.skips, (std::vector<std::string>{"a.jpg", "b.jpg"}));
  EXPECT_EQ(told.statuses(), (Statuses{{"c.jpg", "done"}}));
  EXPECT_EQ(outcome.tally.skipped, 2U);
  for (const auto& [name, digest] : before) EXPECT_EQ(outputs().at(name), digest) << name;
  EXPECT_EQ(read_journal(folder / "out/journal/0-of-1.journal").lines, 3U);
}

TEST_F(RunTest, DamagedOutputsAreMadeAgain) {
  write_scene("a.jpg");
  write_scene("b.jpg");
  run();
  const auto whole = outputs();
  for (const auto& [name, digest] : whole) {
    std::ofstream(folder / "out" / name, std::ios::binary | std::ios::app) << "x";
    std::vector<std::string> damaged;
    const Verified verified =
        verify_run(RunFolder(folder / "out"), 2, [&](const std::string& path) { damaged.push_back(path); });
    EXPECT_EQ(verified.items, 2U);
    EXPECT_EQ(verified.files, whole.size());
    EXPECT_EQ(damaged, std::vector<std::string>{(folder / "out" / name).string()});
    run();
    EXPECT_EQ(told.records.size(), 1U) << name;
    EXPECT_EQ(told.skips.size(), 1U) << name;
    ASSERT_EQ(told.warnings.size(), 1U) << name;
    EXPECT_TRUE(told.warnings[0].starts_with(name)) << told.warnings[0];
    EXPECT_EQ(outputs(), whole) << name;
  }
  fs::remove(folder / "out" / whole.begin()->first);
  run();
  EXPECT_EQ(outputs(), whole);
}

TEST_F(RunTest, ChangedPhotosAndMarkersAreDoneAgain) {
  write_scene("a.jpg", 6);
  write_scene("b.jpg", 6);
  run();
  const auto first = outputs();
  write_scene("a.jpg", 2);
  run();
  EXPECT_EQ(told.statuses(), (Statuses{{"a.jpg", "done"}}));
  EXPECT_NE(outputs().at("images/a.jpg.mask.png"), first.at("images/a.jpg.mask.png"));

  fs::last_write_time(folder / "photos/b.jpg", fs::file_time_type::clock::now() + std::chrono::hours(1));
  run();
  EXPECT_TRUE(told.records.empty()) << "the same bytes at another time are the same photo";

  Entry marked = entry("b.jpg");
  marked.products.resize(1);
  marked.products[0].markers.add_point(Label::foreground, {48, 36});
  Entries source({entry("a.jpg"), marked});
  run(source);
  EXPECT_EQ(told.statuses(), (Statuses{{"b.jpg", "done"}}));
}

TEST_F(RunTest, ChangedImagesOfMarkersAreNoticed) {
  write_scene("a.jpg");
  settings.markers = folder / "markers";
  Image labels(96, 72, 1, static_cast<std::uint8_t>(Label::unmarked));
  labels.row(36)[48] = static_cast<std::uint8_t>(Label::foreground);
  folder.write("markers/a.png", image::encode_png(labels.view()));
  run();
  EXPECT_FALSE(told.of("a.jpg").products.at(0).automatic_markers);
  run();
  EXPECT_EQ(told.skips.size(), 1U);
  labels.row(2)[2] = static_cast<std::uint8_t>(Label::background);
  folder.write("markers/a.png", image::encode_png(labels.view()));
  run();
  EXPECT_EQ(told.statuses(), (Statuses{{"a.jpg", "done"}}));
}

TEST_F(RunTest, FailedItemsAreTriedAgainWhenAsked) {
  write_scene("a.jpg");
  folder.write("photos/b.jpg", std::string("no photo"));
  EXPECT_TRUE(run().complete);
  RunOutcome outcome = run();
  EXPECT_EQ(outcome.passed_over, 1U);
  EXPECT_TRUE(told.records.empty());

  FailedItems failed(RunFolder(folder / "out"), {});
  options.retry_failed = true;
  outcome = run(failed, Coverage::some);
  EXPECT_EQ(told.statuses(), (Statuses{{"b.jpg", "failed"}}));
  EXPECT_TRUE(outcome.complete) << "it was before";

  options.retry_failed = false;
  write_scene("b.jpg");  // mended: no asking is needed
  run();
  EXPECT_EQ(told.statuses(), (Statuses{{"b.jpg", "done"}}));
  EXPECT_EQ(run().passed_over, 0U);
}

TEST_F(RunTest, ALineThatIsMendedCountsNoMore) {
  write_scene("a.jpg");
  const std::string manifest = (folder / "items.csv").string();
  folder.write("items.csv", std::string("id,path,box\none,photos/a.jpg,wibble\n"));
  run({manifest});
  EXPECT_EQ(told.statuses(), (Statuses{{manifest + ":2", "failed"}}));
  EXPECT_TRUE(told.records[0].reason.starts_with(manifest + ":2: ")) << told.records[0].reason;
  EXPECT_EQ(run({manifest}).passed_over, 1U) << "said once";

  folder.write("items.csv", std::string("id,path,box\none,photos/a.jpg,\"10,10,50,50\"\n"));
  run({manifest});
  EXPECT_EQ(told.statuses(), (Statuses{{"one", "done"}}));
  const RunState state = merge_run(RunFolder(folder / "out"));
  EXPECT_EQ(state.done, 1U);
  EXPECT_EQ(state.failed, 0U);
}

TEST_F(RunTest, AnIdComesOnce) {
  write_scene("a.jpg", 6);
  write_scene("b.jpg", 2);
  const std::string manifest = (folder / "items.csv").string();
  folder.write("items.csv", std::string("id,path\none,photos/a.jpg\none,photos/b.jpg\n"));
  run({manifest});
  EXPECT_EQ(told.statuses(), (Statuses{{"one", "done"}, {manifest + ":3", "failed"}}));
  EXPECT_EQ(told.of("one").photo, (folder / "photos/a.jpg").string());
  run({manifest});
  EXPECT_TRUE(told.records.empty());
}

TEST_F(RunTest, AStopLosesNothing) {
  for (int i = 0; i < 8; ++i) write_scene(std::to_string(i) + ".jpg", i);
  run();
  const auto whole = outputs();
  out = "stopped";
  std::atomic<bool> stop = false;
  options.stop = [&] { return stop.load(); };
  told.on_end = [&](const Record&) { stop = true; };
  const RunOutcome stopped = run();
  EXPECT_TRUE(stopped.stopped);
  EXPECT_FALSE(stopped.complete);
  EXPECT_GE(stopped.tally.done, 1U);
  EXPECT_LT(stopped.tally.done, 8U);
  EXPECT_EQ(missing_shards(RunFolder(folder / out)), std::vector<int>{0});
  told.on_end = nullptr;
  stop = false;
  const RunOutcome resumed = run();
  EXPECT_EQ(resumed.tally.skipped, stopped.tally.done);
  EXPECT_EQ(resumed.tally.done, 8 - stopped.tally.done);
  EXPECT_TRUE(resumed.complete);
  EXPECT_EQ(outputs(out), whole);
}

// A run that was complete, then killed on its way through photos that came later, is not complete.
TEST_F(RunTest, APassThatWasKilledIsNotTheOneBefore) {
  write_scene("a.jpg");
  EXPECT_TRUE(run().complete);
  EXPECT_TRUE(missing_shards(RunFolder(folder / out)).empty());
  write_scene("b.jpg");
  told.on_end = [](const Record&) { throw std::runtime_error("killed"); };
  EXPECT_ANY_THROW(run());
  told.on_end = nullptr;
  EXPECT_EQ(missing_shards(RunFolder(folder / out)), std::vector<int>{0});
  EXPECT_EQ(merge_run(RunFolder(folder / out)).missing, std::vector<int>{0});
  EXPECT_TRUE(run().complete);
  EXPECT_TRUE(missing_shards(RunFolder(folder / out)).empty());
}

TEST_F(RunTest, ALimitIsPartOfTheRun) {
  for (int i = 0; i < 5; ++i) write_scene(std::to_string(i) + ".jpg", i);
  options.limit = 2;
  std::size_t done = 0;
  for (const std::size_t expected : {2, 2, 1, 0}) {
    const RunOutcome outcome = run();
    EXPECT_EQ(outcome.tally.done, expected);
    EXPECT_EQ(outcome.tally.skipped, done);
    done += expected;
    EXPECT_EQ(outcome.complete, done == 5) << done;
  }
}

TEST_F(RunTest, OtherSettingsAreRefused) {
  write_scene("a.jpg");
  run();
  settings.quality = 50;
  try {
    run();
    FAIL() << "taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_NE(std::string(error.what()).find("quality was 92, now 50"), std::string::npos) << error.what();
  }
}

TEST_F(RunTest, AnEntryMayHaveSettingsOfItsOwn) {
  write_scene("a.jpg");
  write_scene("b.jpg");
  Entry own = entry("a.jpg");
  own.settings = {{"working_side", "32"}};
  own.write = {OutputKind::overlay};
  Entries source({own, entry("b.jpg")});
  run(source);
  EXPECT_EQ(told.of("a.jpg").working_width, 32);
  EXPECT_EQ(told.of("a.jpg").products[0].outputs.size(), 1U);
  EXPECT_EQ(told.of("b.jpg").working_width, 64);
}

TEST_F(RunTest, SmallerPhotosTakeTheirMarkersWithThem) {
  write_scene("a.jpg", 6, 192, 144);
  settings.max_side = 96;
  Entry boxed = entry("a.jpg");
  boxed.products.resize(1);
  boxed.products[0].markers.box = Box{96, 0, 96, 144};  // the right half
  Entries source({boxed});
  run(source);
  EXPECT_EQ(told.of("a.jpg").width, 96);
  EXPECT_EQ(told.of("a.jpg").height, 72);
  const Image mask = image::read_labels(folder / "out/images/a.jpg.mask.png");
  for (int y = 0; y < mask.height; ++y) {
    for (int x = 0; x < 48; ++x) ASSERT_EQ(mask.row(y)[x], 0) << "outside the box";
  }
}

}  // namespace
}  // namespace hesscut::catalogue_tests
