#include <cstdlib>

#include "host/image/codec.hpp"
#include "tests/image/samples.hpp"
#include "tests/tools/command.hpp"

namespace hesscut::command_tests {
namespace {

class CutErrors : public CommandTest {
 protected:
  /// Cuts the photo between two good ones: it alone fails, with one line that names it and gives the reason.
  void expect_costs_only_itself(const fs::path& bad, const std::string& reason,
                                const std::vector<std::string>& more = {}) {
    const fs::path first = write_scene("good1.jpg", 6);
    const fs::path last = write_scene("good2.jpg", 2);
    const CommandResult result = cut({first, bad, last}, more);
    expect_error(result, 3, bad.filename().string());
    expect_error(result, 3, reason);
    EXPECT_NE(result.out.find("2 of 3 photos"), std::string::npos) << result.out;
    expect_whole_results("good1", scene_width, scene_height);
    expect_whole_results("good2", scene_width, scene_height);
    expect_no_results("bad");
  }
};

TEST_F(CutErrors, MissingPhoto) {
  expect_costs_only_itself(folder / "bad.jpg", "No such file");
}

TEST_F(CutErrors, MissingPhotoAlone) {
  expect_error(cut({folder / "bad.jpg"}), 3, "bad.jpg");
  EXPECT_TRUE(support::names_in(out()).empty());
}

TEST_F(CutErrors, EmptyPhoto) {
  expect_costs_only_itself(folder.write("bad.jpg", ""), "bad.jpg");
}

TEST_F(CutErrors, NoPhotoAtAll) {
  expect_costs_only_itself(folder.write("bad.png", "wibble wibble wibble"), "bad.png");
}

TEST_F(CutErrors, TruncatedJpeg) {
  samples::Bytes bytes = image::encode_jpeg(scene(6).photo.view());
  bytes.resize(bytes.size() / 10 * 9);
  expect_costs_only_itself(folder.write("bad.jpg", bytes), "bad.jpg");
}

TEST_F(CutErrors, TruncatedPng) {
  samples::Bytes bytes = image::encode_png(scene(6).photo.view());
  bytes.resize(bytes.size() / 2);
  expect_costs_only_itself(folder.write("bad.png", bytes), "bad.png");
}

TEST_F(CutErrors, PngBomb) {
  expect_costs_only_itself(folder.write("bad.png", samples::png_claiming(60000, 60000)), "over the limit");
}

TEST_F(CutErrors, NameWithALineBreak) {
  const CommandResult result = cut({folder.write("bad\n1.png", "wibble")});
  expect_error(result, 3, "bad?1.png");
}

TEST_F(CutErrors, MarkerOutsideThePhoto) {
  const fs::path small = folder.write("bad.png", image::encode_png(samples::picture(20, 20, 3).view()));
  expect_costs_only_itself(small, "outside", {"--fg", "48,40"});
}

TEST_F(CutErrors, NegativeMarker) {
  expect_error(cut({write_scene("a.jpg")}, {"--fg", "-5,3"}), 3, "outside");
}

TEST_F(CutErrors, BoxOutsideThePhoto) {
  expect_error(cut({write_scene("a.jpg")}, {"--box", "90,60,40,40"}), 3, "outside");
}

TEST_F(CutErrors, ContradictoryMarkers) {
  const CommandResult result = cut({write_scene("bad.jpg")}, {"--fg", "40,40", "--bg", "40,40"});
  expect_error(result, 3, "contradict");
  expect_no_results("bad");
}

TEST_F(CutErrors, MarkerImageOfAnotherSize) {
  const fs::path markers = folder.write("m.png", image::encode_png(Image(20, 20, 1, 128).view()));
  expect_error(cut({write_scene("a.jpg")}, {"--markers", markers.string()}), 3, "20 x 20");
}

TEST_F(CutErrors, MarkerImageOfOtherValues) {
  const fs::path markers = folder.write("m.png", image::encode_png(Image(scene_width, scene_height, 1, 77).view()));
  expect_error(cut({write_scene("a.jpg")}, {"--markers", markers.string()}), 3, "77");
}

TEST_F(CutErrors, NoMarkerImageForOneOfThePhotos) {
  for (const char* name : {"m/good1.png", "m/good2.png"}) {
    Image markers(scene_width, scene_height, 1, 128);
    markers.row(36)[48] = 255;
    folder.write(name, image::encode_png(markers.view()));
  }
  expect_costs_only_itself(write_scene("bad.jpg"), "no markers", {"--markers", (folder / "m").string()});
}

TEST_F(CutErrors, OutputUnderAFile) {
  folder.write("out", "a file where the folder should be");
  expect_error(cut({write_scene("a.jpg")}), 75, "out");
}

TEST_F(CutErrors, OutputNameTaken) {
  fs::create_directories(out("a.mask.png"));
  expect_error(cut({write_scene("a.jpg")}), 75, "a.mask.png");
  EXPECT_EQ(support::names_in(out()), std::vector<std::string>{"a.mask.png"});
}

TEST_F(CutErrors, FullDisk) {
  const CommandOptions options{.largest_file = 4096, .err_is_terminal = false, .terminate_when = {}};
  const CommandResult result = cut({write_scene("a.jpg")}, {}, options);
  expect_error(result, 75, "a.");
  for (const std::string& name : support::names_in(out())) {
    EXPECT_LE(fs::file_size(out(name)), 4096U) << name;
    EXPECT_FALSE(name.starts_with('.')) << name;
    EXPECT_NO_THROW(static_cast<void>(image::read_labels(out(name)))) << name;
  }
}

TEST_F(CutErrors, TwoPhotosOfOneName) {
  const fs::path one = write_scene("1/shoe.jpg");
  const fs::path two = write_scene("2/shoe.jpg");
  expect_error(cut({one, two}), 2, "shoe.jpg");
  EXPECT_FALSE(fs::exists(out()));
}

}  // namespace
}  // namespace hesscut::command_tests
