#include <algorithm>

#include "tests/tools/evaluate_rig.hpp"

/// `hesscut evaluate --clicks`.

namespace hesscut::command_tests {
namespace {

using EvaluateClicks = EvaluateTest;

TEST_F(EvaluateClicks, WriteARowAPhotoAndTheMean) {
  const CommandResult result = evaluate({"--clicks", "4", "--csv", csv_path()});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const auto rows = csv();
  ASSERT_EQ(rows.size(), count + 2U);
  const std::vector<std::string> header{"image",     "clicks85",  "clicks90", "clicks95",   "reached85",
                                        "reached90", "reached95", "ms_first", "ms_further", "gap",
                                        "iou1",      "iou2",      "iou3",     "iou4"};
  EXPECT_EQ(rows[0], header);
  for (int i = 0; i < count; ++i) {
    const auto& row = rows[static_cast<std::size_t>(i) + 1];
    EXPECT_EQ(row[0], scenes::scene_name(first + i));
    ASSERT_EQ(row.size(), header.size());
    EXPECT_GT(std::stod(row[7]), 0) << row[0];
    EXPECT_GT(std::stod(row[8]), 0) << row[0];
    EXPECT_LE(std::stod(row[9]), 1e-3) << row[0];
    EXPECT_GT(std::stod(row[13]), 0.5) << row[0];
    for (int share = 0; share < 3; ++share) {
      const double needed = 0.85 + 0.05 * share;
      const auto good = std::find_if(row.begin() + 10, row.end(),
                                     [needed](const std::string& iou) { return std::stod(iou) >= needed; });
      EXPECT_EQ(row[4 + share], good == row.end() ? "0" : "1") << row[0];
      EXPECT_EQ(row[1 + share], std::to_string(std::min<std::ptrdiff_t>(good - row.begin() - 9, 4))) << row[0];
    }
  }
  EXPECT_EQ(rows.back()[0], "mean");
  EXPECT_NE(result.out.find("\nmissed"), std::string::npos) << result.out;
}

TEST_F(EvaluateClicks, DoNotDependOnThreads) {
  ASSERT_EQ(evaluate({"--clicks", "3", "--csv", csv_path(), "--threads", "1"}).exit_code, 0);
  auto sequential = csv();
  ASSERT_EQ(evaluate({"--clicks", "3", "--csv", csv_path(), "--threads", "2"}).exit_code, 0);
  auto parallel = csv();
  for (auto* rows : {&sequential, &parallel}) {
    for (auto& row : *rows) row[7] = row[8] = "";  // the milliseconds
  }
  EXPECT_EQ(parallel, sequential);
}

TEST_F(EvaluateClicks, BeginAlikeWarmAndCold) {
  ASSERT_EQ(evaluate({"--clicks", "3", "--csv", csv_path()}).exit_code, 0);
  const auto warm = csv();
  ASSERT_EQ(evaluate({"--clicks", "3", "--cold", "--csv", csv_path()}).exit_code, 0);
  const auto cold = csv();
  bool differs = false;
  for (std::size_t i = 1; i < warm.size(); ++i) {
    EXPECT_EQ(warm[i][10], cold[i][10]) << warm[i][0];
    differs = differs || warm[i][9] != cold[i][9];
  }
  EXPECT_TRUE(differs);
}

TEST_F(EvaluateClicks, KnowEveryMethod) {
  for (const char* method : {"product", "paper", "rci", "tv", "yzd", "grabcut"}) {
    const CommandResult result =
        evaluate({"--clicks", "2", "--method", method, "--set", "working_side=64", "--csv", csv_path()});
    EXPECT_EQ(result.exit_code, 0) << method << result.err;
    EXPECT_EQ(csv().size(), count + 2U);
    EXPECT_EQ(csv()[1][9].empty(), std::string(method) == "grabcut") << method;
  }
}

TEST_F(EvaluateClicks, RefuseWhatMakesNoSense) {
  expect_error(evaluate({"--clicks", "0"}), 2, "--clicks");
  expect_error(evaluate({"--clicks", "3", "--box"}), 2, "--box");
  expect_error(evaluate({"--box", "--cold"}), 2, "--cold");
  expect_error(evaluate({"--clicks", "3", "--cold", "--method", "grabcut"}), 2, "--cold");
}

TEST_F(EvaluateClicks, NameThePhotoWithoutAProduct) {
  write_truth(std::string(scenes::scene_name(first)), Image(scene_width, scene_height, 1));
  const CommandResult result = evaluate({"--clicks", "2", "--csv", csv_path()});
  expect_error(result, 3, "no product");
  EXPECT_EQ(csv().size(), count + 1U);
  EXPECT_NE(result.out.find("1 of 3 photos failed"), std::string::npos) << result.out;
}

TEST_F(EvaluateClicks, SayWhenTheTableCannotBeWritten) {
  expect_error(evaluate({"--clicks", "1", "--csv", (folder / "truth").string()}), 75, "truth");
}

}  // namespace
}  // namespace hesscut::command_tests
