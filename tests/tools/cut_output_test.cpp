#include <algorithm>
#include <hesscut/version.hpp>
#include <map>
#include <nlohmann/json.hpp>

#include "host/image/codec.hpp"
#include "tests/tools/command.hpp"

namespace hesscut::command_tests {
namespace {

class CutOutput : public CommandTest {
 protected:
  [[nodiscard]] nlohmann::json report(const std::string& name) const {
    return nlohmann::json::parse(support::file_bytes(out(name + ".json")));
  }

  /// Every picture in the output folder.
  [[nodiscard]] std::map<std::string, std::vector<std::uint8_t>> pictures() const {
    std::map<std::string, std::vector<std::uint8_t>> result;
    for (const std::string& name : support::names_in(out())) {
      if (!name.ends_with(".json")) result[name] = support::file_bytes(out(name));
    }
    return result;
  }
};

TEST_F(CutOutput, IsFiveFilesAPhoto) {
  const CommandResult result = cut({write_scene("mug.jpg")});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(support::names_in(out()), (std::vector<std::string>{"mug.cutout.png", "mug.json", "mug.mask.png",
                                                                "mug.overlay.jpg", "mug.white.jpg"}));
  expect_whole_results("mug", scene_width, scene_height);
  EXPECT_NE(result.out.find("1 of 1 photos"), std::string::npos) << result.out;
}

TEST_F(CutOutput, ReportsStatusCertificateTimesAndParameters) {
  const fs::path photo = write_scene("mug.jpg");
  ASSERT_EQ(cut({photo}, {"--set", "lambda=0.25", "--set", "working_side=64", "--device", "cpu"}).exit_code, 0);
  const nlohmann::json json = report("mug");
  EXPECT_EQ(json.at("photo"), photo.string());
  EXPECT_EQ(json.at("status"), "solved");
  EXPECT_GE(json.at("certificate").at("gap").get<double>(), 0);
  EXPECT_LE(json.at("certificate").at("gap").get<double>(), json.at("certificate").at("tolerance").get<double>());
  EXPECT_GE(json.at("certificate").at("mask_certificate").get<double>(), 0);
  EXPECT_GT(json.at("iterations").get<int>(), 0);
  EXPECT_GT(json.at("milliseconds").at("solve").get<double>(), 0);
  EXPECT_GT(json.at("milliseconds").at("markers_to_mask").get<double>(), 0);
  EXPECT_EQ(json.at("preset"), "product");
  EXPECT_EQ(json.at("parameters").at("lambda"), 0.25);
  EXPECT_EQ(json.at("parameters").at("working_side"), 64);
  EXPECT_LE(json.at("working_size").at("width").get<int>(), 64);
  EXPECT_EQ(json.at("version"), HESSCUT_VERSION);
  EXPECT_FALSE(json.at("device").get<std::string>().empty());
  EXPECT_EQ(json.at("automatic_markers"), true);
}

TEST_F(CutOutput, HoldsTheMarkedProduct) {
  ASSERT_EQ(cut({write_scene("mug.jpg")}, {"--fg", "47,45", "--bg", "5,5"}).exit_code, 0);
  const Image mask = image::read_labels(out("mug.mask.png"));
  EXPECT_EQ(mask.row(45)[47], 255);
  EXPECT_EQ(mask.row(5)[5], 0);
  EXPECT_EQ(report("mug").at("automatic_markers"), false);
  const Image& truth = scene(6).truth;
  double both = 0;
  double either = 0;
  for (std::size_t i = 0; i < mask.pixels.size(); ++i) {
    both += mask.pixels[i] == 255 && truth.pixels[i] == 255;
    either += mask.pixels[i] == 255 || truth.pixels[i] == 255;
  }
  EXPECT_GT(both / either, 0.7);
}

TEST_F(CutOutput, TakesMarkerImagesByName) {
  Image markers(scene_width, scene_height, 1, 128);
  for (int y = 40; y < 50; ++y) std::fill(markers.row(y) + 40, markers.row(y) + 55, std::uint8_t{255});
  std::fill(markers.row(0), markers.row(2), std::uint8_t{0});
  const fs::path file = folder.write("m/mug.png", image::encode_png(markers.view()));
  const fs::path photo = write_scene("mug.jpg");
  ASSERT_EQ(cut({photo}, {"--markers", file.string()}).exit_code, 0);
  const auto by_file = pictures();
  ASSERT_EQ(cut({photo}, {"--markers", (folder / "m").string()}).exit_code, 0);
  EXPECT_EQ(pictures(), by_file);
  EXPECT_EQ(report("mug").at("automatic_markers"), false);
}

TEST_F(CutOutput, TakesAFolderAndDoesNotDependOnThreads) {
  for (int index = 0; index < 5; ++index) {
    write_scene("in/" + std::string(scenes::scene_name(index)) + ".jpg", index);
  }
  const CommandResult one = cut({folder / "in"}, {"--threads", "1"});
  EXPECT_EQ(one.exit_code, 0) << one.err;
  EXPECT_NE(one.out.find("5 of 5 photos"), std::string::npos) << one.out;
  EXPECT_EQ(one.err, "");
  const auto sequential = pictures();
  EXPECT_EQ(sequential.size(), 20U);
  fs::remove_all(out());
  EXPECT_EQ(cut({folder / "in"}, {"--threads", "2"}).exit_code, 0);
  EXPECT_EQ(pictures(), sequential);
}

TEST_F(CutOutput, KeepsPhotosOfOneStemApart) {
  const fs::path one = write_scene("shoe.jpg");
  const fs::path two = folder.write("shoe.png", image::encode_png(scene(2).photo.view()));
  ASSERT_EQ(cut({one, two}).exit_code, 0);
  expect_whole_results("shoe.jpg", scene_width, scene_height);
  expect_whole_results("shoe.png", scene_width, scene_height);
  EXPECT_FALSE(fs::exists(out("shoe.json")));
}

TEST_F(CutOutput, ShowsProgressOnATerminalOnly) {
  const fs::path photo = write_scene("mug.jpg");
  EXPECT_EQ(cut({photo}).err, "");
  const CommandOptions options{.largest_file = {}, .err_is_terminal = true, .terminate_when = {}};
  const CommandResult result = cut({photo}, {}, options);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.err.find("1/1"), std::string::npos) << result.err;
}

TEST_F(CutOutput, IsWholeAfterAStopOnRequest) {
  constexpr int copies = 40;
  for (int i = 0; i < copies; ++i) write_scene("in/" + std::to_string(100 + i) + ".jpg");
  const CommandOptions options{
      .largest_file = {}, .err_is_terminal = false, .terminate_when = [this] { return fs::exists(out("100.json")); }};
  const CommandResult result = cut({folder / "in"}, {"--threads", "1"}, options);
  EXPECT_EQ(result.exit_code, 143);
  EXPECT_NE(result.out.find("stopped"), std::string::npos) << result.out;
  const std::vector<std::string> names = support::names_in(out());
  EXPECT_EQ(names.size() % 5, 0U);
  EXPECT_LT(names.size(), 5U * copies);
  EXPECT_TRUE(std::ranges::none_of(names, [](const std::string& name) { return name.starts_with('.'); }));
}

}  // namespace
}  // namespace hesscut::command_tests
