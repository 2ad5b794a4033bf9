#include "tests/tools/command.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "host/image/codec.hpp"

namespace hesscut::command_tests {

CommandResult CommandTest::hesscut(std::vector<std::string> arguments, const CommandOptions& options) {
  arguments.insert(arguments.begin(), HESSCUT_COMMAND);
  return support::run_command(arguments, options);
}

CommandResult CommandTest::cut(const std::vector<fs::path>& photos, const std::vector<std::string>& more,
                               const CommandOptions& options) const {
  std::vector<std::string> arguments{"cut"};
  for (const fs::path& photo : photos) arguments.push_back(photo.string());
  arguments.insert(arguments.end(), {"--out", (folder / "out").string()});
  arguments.insert(arguments.end(), more.begin(), more.end());
  return hesscut(arguments, options);
}

const scenes::Scene& CommandTest::scene(int index) {
  static std::map<int, scenes::Scene> rendered;
  const auto found = rendered.find(index);
  if (found != rendered.end()) return found->second;
  return rendered.emplace(index, scenes::render(index, scene_width, scene_height)).first->second;
}

fs::path CommandTest::write_scene(const fs::path& name, int index) {
  return folder.write(name, image::encode_jpeg(scene(index).photo.view()));
}

void CommandTest::expect_whole_results(const std::string& name, int width, int height) const {
  const auto expect_size = [&](const Image& image) {
    EXPECT_EQ(image.width, width);
    EXPECT_EQ(image.height, height);
  };
  const Image mask = image::read_labels(out(name + ".mask.png"));
  expect_size(mask);
  EXPECT_TRUE(std::ranges::all_of(mask.pixels, [](std::uint8_t value) { return value == 0 || value == 255; }));
  for (const char* ending : {".cutout.png", ".white.jpg", ".overlay.jpg"}) {
    SCOPED_TRACE(name + ending);
    expect_size(image::read_photo(out(name + ending)));
  }
  const auto bytes = support::file_bytes(out(name + ".json"));
  const nlohmann::json report = nlohmann::json::parse(bytes);
  EXPECT_EQ(report.at("size").at("width"), width);
  EXPECT_EQ(report.at("size").at("height"), height);
}

void CommandTest::expect_no_results(const std::string& name) const {
  if (!fs::exists(out())) return;
  for (const std::string& file : support::names_in(out())) {
    EXPECT_EQ(file.find(name + "."), std::string::npos) << file;
  }
}

void expect_error(const CommandResult& result, int exit_code, const std::string& text) {
  EXPECT_EQ(result.exit_code, exit_code);
  EXPECT_TRUE(result.err.starts_with("hesscut: ")) << result.err;
  EXPECT_EQ(std::ranges::count(result.err, '\n'), 1) << result.err;
  EXPECT_NE(result.err.find(text), std::string::npos) << result.err;
}

}  // namespace hesscut::command_tests
