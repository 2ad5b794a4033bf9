#include <algorithm>

#include "tests/tools/evaluate_rig.hpp"

namespace hesscut::command_tests {
namespace {

using Evaluate = EvaluateTest;

TEST_F(Evaluate, WritesARowAPhotoAndTheMean) {
  const CommandResult result = evaluate({"--points", "5", "--csv", csv_path()});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const auto rows = csv();
  ASSERT_EQ(rows.size(), count + 2U);
  const std::vector<std::string> header{"image", "iou", "dsc", "hd", "hd95", "assd", "bf2", "iterations", "gap", "ms"};
  EXPECT_EQ(rows[0], header);
  for (int i = 0; i < count; ++i) {
    const auto& row = rows[static_cast<std::size_t>(i) + 1];
    EXPECT_EQ(row[0], scenes::scene_name(first + i));
    ASSERT_EQ(row.size(), header.size());
    EXPECT_GT(std::stod(row[1]), 0.5) << row[0];
    EXPECT_LE(std::stod(row[8]), 1e-3) << row[0];
    EXPECT_GT(std::stod(row[9]), 0) << row[0];
  }
  EXPECT_EQ(rows.back()[0], "mean");
  EXPECT_NE(result.out.find("\nmean"), std::string::npos) << result.out;
}

TEST_F(Evaluate, DoesNotDependOnThreads) {
  ASSERT_EQ(evaluate({"--box", "--csv", csv_path(), "--threads", "1"}).exit_code, 0);
  auto sequential = csv();
  ASSERT_EQ(evaluate({"--box", "--csv", csv_path(), "--threads", "2"}).exit_code, 0);
  auto parallel = csv();
  for (auto* rows : {&sequential, &parallel}) {
    for (auto& row : *rows) row.pop_back();  // the milliseconds
  }
  EXPECT_EQ(parallel, sequential);
}

TEST_F(Evaluate, KnowsEveryMethod) {
  for (const char* method : {"product", "paper", "rci", "tv", "yzd", "grabcut"}) {
    const CommandResult result = evaluate({"--points", "3", "--method", method, "--set", "working_side=64"});
    EXPECT_EQ(result.exit_code, 0) << method << result.err;
  }
  expect_error(evaluate({"--points", "3", "--method", "wibble"}), 2, "wibble");
}

TEST_F(Evaluate, KnowsEverySourceOfMarkers) {
  EXPECT_EQ(evaluate({"--auto"}).exit_code, 0);
  for (int index = first; index < first + count; ++index) {
    Image markers = scene(index).truth;
    for (std::uint8_t& value : markers.pixels) value = value == 255 ? 255 : 128;
    std::fill(markers.row(0), markers.row(1), std::uint8_t{0});
    folder.write("markers/" + std::string(scenes::scene_name(index)) + ".png", image::encode_png(markers.view()));
  }
  const CommandResult result = evaluate({"--markers", (folder / "markers").string(), "--csv", csv_path()});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  expect_error(evaluate({}), 2, "--points");
  expect_error(evaluate({"--auto", "--box"}), 2, "--box");
  expect_error(evaluate({"--points", "0"}), 2, "--points");
}

TEST_F(Evaluate, RunsGrabcutFiveTimesWithoutACertificate) {
  for (const char* markers : {"--box", "--points=3"}) {
    ASSERT_EQ(evaluate({markers, "--method", "grabcut", "--csv", csv_path()}).exit_code, 0);
    const auto rows = csv();
    EXPECT_EQ(rows[1][7], "5.0");
    EXPECT_EQ(rows[1][8], "");
  }
  expect_error(evaluate({"--auto", "--method", "grabcut"}), 2, "--auto");
  expect_error(evaluate({"--box", "--method", "grabcut", "--set", "lambda=1"}), 2, "lambda");
}

TEST_F(Evaluate, IgnoresTheBandOfUnknownTruth) {
  for (int index = first; index < first + count; ++index) {
    Image unknown = scene(index).truth;
    for (std::uint8_t& value : unknown.pixels) value = value == 255 ? 255 : 128;
    write_truth(std::string(scenes::scene_name(index)), unknown);
  }
  ASSERT_EQ(evaluate({"--points", "3", "--csv", csv_path()}).exit_code, 0);
  for (const auto& row : csv()) {
    if (row[0] == "image") continue;
    EXPECT_GT(std::stod(row[1]), 0.5) << row[0];
    EXPECT_GE(std::stod(row[2]), std::stod(row[1])) << row[0];
  }
}

TEST_F(Evaluate, NamesThePhotoWithoutTruth) {
  const std::string name(scenes::scene_name(first));
  fs::remove(folder / "truth" / (name + ".png"));
  const CommandResult result = evaluate({"--points", "3", "--csv", csv_path()});
  expect_error(result, 3, name + ".jpg");
  expect_error(result, 3, "no truth");
  EXPECT_EQ(csv().size(), count + 1U);
}

TEST_F(Evaluate, NamesThePhotoWhoseTruthHasAnotherSize) {
  const std::string name(scenes::scene_name(first));
  write_truth(name, Image(30, 20, 1, 255));
  expect_error(evaluate({"--points", "3"}), 3, "30 x 20");
}

TEST_F(Evaluate, NamesThePhotoWithoutAProduct) {
  write_truth(std::string(scenes::scene_name(first)), Image(scene_width, scene_height, 1));
  expect_error(evaluate({"--points", "3"}), 3, "no product");
}

TEST_F(Evaluate, RefusesFoldersThatAreNotThere) {
  expect_error(hesscut({"evaluate", "--images", "/nowhere", "--truth", folder.path().string(), "--auto"}), 2,
               "/nowhere");
  expect_error(evaluate({"--markers", (folder / "nowhere").string()}), 2, "nowhere");
}

TEST_F(Evaluate, SaysWhenTheTableCannotBeWritten) {
  expect_error(evaluate({"--auto", "--csv", (folder / "truth").string()}), 75, "truth");
}

}  // namespace
}  // namespace hesscut::command_tests
