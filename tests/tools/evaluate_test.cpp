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
  const std::vector<std::string> header{"image", "iou",        "dsc", "hd", "hd95", "assd", "bf1",
                                        "bf2",   "iterations", "gap", "ms", "sad",  "mse",  "gradient"};
  EXPECT_EQ(rows[0], header);
  for (int i = 0; i < count; ++i) {
    const auto& row = rows[static_cast<std::size_t>(i) + 1];
    EXPECT_EQ(row[0], scenes::scene_name(first + i));
    ASSERT_EQ(row.size(), header.size() - 1);  // that the last one is empty does not show here
    EXPECT_EQ(row[11] + row[12], "") << "no exact alpha, no figures of it";
    EXPECT_GT(std::stod(row[1]), 0.5) << row[0];
    EXPECT_LE(std::stod(row[9]), 1e-3) << row[0];
    EXPECT_GT(std::stod(row[10]), 0) << row[0];
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
    for (auto& row : *rows) row.erase(row.begin() + 10);  // the milliseconds
  }
  EXPECT_EQ(parallel, sequential);
}

TEST_F(Evaluate, KnowsEveryMethod) {
  for (const char* method : {"product", "paper", "rci", "tv", "yzd", "grabcut", "watershed"}) {
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
    EXPECT_EQ(rows[1][8], "5.0");
    EXPECT_EQ(rows[1][9], "");
  }
}

TEST_F(Evaluate, RefusesWhatPeersDoNotKnow) {
  for (const std::string peer : {"grabcut", "watershed"}) {
    const CommandResult automatic = evaluate({"--auto", "--method", peer});
    expect_error(automatic, 2, "--auto");
    expect_error(automatic, 2, peer);
    expect_error(evaluate({"--box", "--method", peer, "--set", "lambda=1"}), 2, "lambda");
  }
  expect_error(evaluate({"--box", "--feather", "1"}), 2, "--feather");
  expect_error(evaluate({"--box", "--method", "grabcut", "--feather", "-1"}), 2, "--feather");
}

TEST_F(Evaluate, ComparesSoftEdgesWithTheExactAlpha) {
  for (int index = first; index < first + count; ++index) {
    folder.write("alpha/" + std::string(scenes::scene_name(index)) + ".png",
                 image::encode_png(scene(index).matte.view()));
  }
  const std::string alpha = (folder / "alpha").string();
  const auto mean_sad = [&](const std::vector<std::string>& method) {
    std::vector<std::string> arguments{"--box", "--alpha-truth", alpha, "--csv", csv_path()};
    arguments.insert(arguments.end(), method.begin(), method.end());
    const CommandResult result = evaluate(arguments);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.out.find(" gradient"), std::string::npos);
    const auto rows = csv();
    EXPECT_EQ(rows.back().size(), 14U);
    return std::stod(rows.back()[11]);
  };
  EXPECT_GT(mean_sad({}), 0);
  const double hard = mean_sad({"--method", "grabcut", "--feather", "0"});
  EXPECT_LT(mean_sad({"--method", "grabcut", "--feather", "1"}), hard);
  EXPECT_GT(mean_sad({"--method", "grabcut", "--feather", "20"}), 2 * hard);
  fs::remove(folder / "alpha" / (std::string(scenes::scene_name(first)) + ".png"));
  expect_error(evaluate({"--box", "--alpha-truth", alpha}), 3, "exact alpha");
  expect_error(evaluate({"--box", "--alpha-truth", "/nowhere"}), 2, "--alpha-truth");
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
