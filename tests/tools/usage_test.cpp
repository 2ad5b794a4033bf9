#include <hesscut/version.hpp>

#include "tests/tools/command.hpp"

namespace hesscut::command_tests {
namespace {

class Usage : public CommandTest {};

TEST_F(Usage, SaysItsVersion) {
  const CommandResult result = hesscut({"--version"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out, "hesscut " HESSCUT_VERSION "\n");
}

TEST_F(Usage, HelpsWithEverySubcommand) {
  EXPECT_EQ(hesscut({"--help"}).exit_code, 0);
  for (const char* command : {"cut", "batch", "retry", "verify", "merge", "evaluate", "presets", "doctor"}) {
    const CommandResult result = hesscut({command, "--help"});
    EXPECT_EQ(result.exit_code, 0) << command;
    EXPECT_NE(result.out.find("Usage:"), std::string::npos) << command;
  }
}

TEST_F(Usage, NeedsASubcommand) {
  expect_error(hesscut({}), 2, "subcommand");
  expect_error(hesscut({"wibble"}), 2, "subcommand");
}

TEST_F(Usage, RefusesUnknownOptions) {
  const fs::path photo = write_scene("a.jpg");
  expect_error(cut({photo}, {"--wibble"}), 2, "--wibble");
  expect_error(cut({photo}, {"--wibble", "3"}), 2, "--wibble");
  expect_error(hesscut({"cut", photo.string()}), 2, "--out");
  expect_error(hesscut({"cut", "--out", out().string()}), 2, "PHOTO");
  EXPECT_FALSE(fs::exists(out()));
}

TEST_F(Usage, RefusesWhatABatchCannotBe) {
  write_scene("photos/a.jpg");
  const std::string photos = (folder / "photos").string();
  const auto batch = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"batch", photos, "--out", out().string()});
    return hesscut(more);
  };
  expect_error(batch({"--write", "mask,wibble"}), 2, "--write: outputs 'mask,wibble': 'wibble' is not one of mask,");
  expect_error(batch({"--shard", "3/3"}), 2, "--shard 3/3");
  expect_error(batch({"--max-memory", "4X"}), 2, "--max-memory 4X");
  expect_error(batch({"--background", "#12"}), 2, "--background");
  expect_error(batch({"--fill", "1.5"}), 2, "--fill");
  expect_error(batch({"--preset", "wibble"}), 2, "wibble");
  expect_error(batch({"--markers", (folder / "none").string()}), 2, "none: no such folder");
  expect_error(hesscut({"batch", photos, "--out", photos + "/out"}), 2, "would be taken for photos");
  expect_error(hesscut({"batch", photos + "/none", "--out", out().string()}), 2, "none: No such file");
  expect_error(hesscut({"merge", photos}), 2, "holds no run");
  expect_error(hesscut({"retry", photos}), 2, "--failed");
  EXPECT_FALSE(fs::exists(out()));
}

TEST_F(Usage, RefusesUnknownNames) {
  const fs::path photo = write_scene("a.jpg");
  expect_error(cut({photo}, {"--preset", "wibble"}), 2, "wibble");
  expect_error(cut({photo}, {"--set", "wibble=1"}), 2, "wibble");
  for (const char* device : {"wibble", "cuda:", "cuda:x", "cuda:-1", "cuda:1x"}) {
    expect_error(cut({photo}, {"--device", device}), 2, device);
  }
}

TEST_F(Usage, RefusesValuesThatCannotBe) {
  const fs::path photo = write_scene("a.jpg");
  expect_error(cut({photo}, {"--set", "lambda=nan"}), 2, "lambda");
  expect_error(cut({photo}, {"--set", "lambda=-1"}), 2, "lambda");
  expect_error(cut({photo}, {"--set", "lambda"}), 2, "lambda");
  expect_error(cut({photo}, {"--set", "gamma=2"}), 2, "gamma");
  expect_error(cut({photo}, {"--fg", "nan,3"}), 2, "--fg");
  expect_error(cut({photo}, {"--bg", "3"}), 2, "--bg");
  expect_error(cut({photo}, {"--box", "1,2,3"}), 2, "--box");
  expect_error(cut({photo}, {"--threads", "-1"}), 2, "--threads");
  expect_error(cut({photo}, {"--quality", "0"}), 2, "--quality");
  expect_error(cut({photo}, {"--markers", (folder / "missing.png").string()}), 2, "missing.png");
}

TEST_F(Usage, RefusesAFolderWithoutPhotos) {
  folder.write("in/notes.txt", "no photo");
  expect_error(cut({folder / "in"}), 2, "no photos");
}

TEST_F(Usage, RefusesResultsAmongThePhotos) {
  write_scene("out/a.jpg");
  expect_error(cut({out()}), 2, "--out");
  EXPECT_EQ(support::names_in(out()), std::vector<std::string>{"a.jpg"});
}

TEST_F(Usage, RefusesOneMarkerImageForManyPhotos) {
  const fs::path photo = write_scene("a.jpg");
  const fs::path other = write_scene("b.jpg");
  const fs::path markers = folder.write("m.png", "x");
  expect_error(cut({photo, other}, {"--markers", markers.string()}), 2, "m.png");
}

TEST_F(Usage, ShowsEveryPresetWithItsParameters) {
  const CommandResult result = hesscut({"presets"});
  EXPECT_EQ(result.exit_code, 0);
  for (const char* name :
       {"product", "paper", "yzd", "rci", "tv", "lambda", "theta", "alpha", "beta", "c1", "c2", "rho", "gamma"}) {
    EXPECT_NE(result.out.find(name), std::string::npos) << name;
  }
}

TEST_F(Usage, ShowsDevicesLimitsAndLibraries) {
  const CommandResult result = hesscut({"doctor"});
  EXPECT_EQ(result.exit_code, 0);
  for (const char* name : {HESSCUT_VERSION, "compiler", "cpu", "usable", "cores", "megapixels", "OpenCV", "FFTW",
                           "oneTBB", "libjpeg-turbo", "libpng", "libwebp", "libexif"}) {
    EXPECT_NE(result.out.find(name), std::string::npos) << name;
  }
}

// Known, and not to be had here: nothing is cut on another device instead, and trying again elsewhere may help.
TEST_F(Usage, SaysWhyADeviceCannotBeHad) {
  const CommandResult result = cut({write_scene("a.jpg")}, {"--device", "cuda:99"});
  expect_error(result, 75, "device 'cuda:99': ");
  EXPECT_TRUE(support::names_in(out()).empty());
}

TEST_F(Usage, DrawsTheSampleScenes) {
  const CommandResult result =
      support::run_command({HESSCUT_SCENES_COMMAND, (folder / "samples").string(), "--size", "32x24"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(support::names_in(folder / "samples/images").size(), scenes::scene_count);
  EXPECT_EQ(support::names_in(folder / "samples/truth").size(), scenes::scene_count);
  EXPECT_EQ(support::names_in(folder / "samples/alpha").size(), scenes::scene_count);
  EXPECT_EQ(support::run_command({HESSCUT_SCENES_COMMAND, (folder / "s").string(), "--size", "1x1"}).exit_code, 2);
}

}  // namespace
}  // namespace hesscut::command_tests
