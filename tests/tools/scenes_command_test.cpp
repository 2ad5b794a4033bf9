#include "host/image/codec.hpp"
#include "tests/tools/command.hpp"

namespace hesscut::command_tests {
namespace {

using RandomScenesCommand = CommandTest;

CommandResult scenes_command(const fs::path& folder, std::vector<std::string> more) {
  more.insert(more.begin(), {HESSCUT_SCENES_COMMAND, folder.string(), "--size", "40x32"});
  return support::run_command(more);
}

TEST_F(RandomScenesCommand, WritesPhotosAndTruth) {
  ASSERT_EQ(scenes_command(folder / "a", {"--random", "3", "--seed", "7", "--first", "5"}).exit_code, 0);
  const std::vector<std::string> names{"scene_00005.png", "scene_00006.png", "scene_00007.png"};
  EXPECT_EQ(support::names_in(folder / "a/images"), names);
  EXPECT_EQ(support::names_in(folder / "a/truth"), names);
  const scenes::Scene scene = scenes::render_random(7, 6, 40, 32);
  EXPECT_EQ(image::read_photo(folder / "a/images/scene_00006.png").pixels, scene.photo.pixels);
  EXPECT_EQ(image::read_labels(folder / "a/truth/scene_00006.png").pixels, scene.truth.pixels);

  ASSERT_EQ(scenes_command(folder / "b", {"--random", "1", "--seed", "7", "--first", "6", "--shares"}).exit_code, 0);
  EXPECT_EQ(image::read_photo(folder / "b/truth/scene_00006.png").pixels[0], scene.alpha.pixels[0]);
  ASSERT_EQ(scenes_command(folder / "c", {"--random", "1", "--backdrops"}).exit_code, 0);
  EXPECT_EQ(support::names_in(folder / "c/images"), std::vector<std::string>{"backdrop_00000.png"});
}

TEST_F(RandomScenesCommand, RefusesOptionsThatNeedRandom) {
  for (const char* option : {"--backdrops", "--seed=3", "--first=3"}) {
    EXPECT_EQ(scenes_command(folder / "a", {option}).exit_code, 2) << option;
  }
  EXPECT_EQ(scenes_command(folder / "a", {"--random", "0"}).exit_code, 2);
}

}  // namespace
}  // namespace hesscut::command_tests
