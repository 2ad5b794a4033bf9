#include <algorithm>

#include "host/image/codec.hpp"
#include "tests/image/samples.hpp"
#include "tests/tools/command.hpp"

namespace hesscut::command_tests {
namespace {

class CutFormats : public CommandTest {
 protected:
  void expect_cut(const std::string& name, const samples::Bytes& bytes, int width, int height,
                  const std::vector<std::string>& more = {}) {
    const CommandResult result = cut({folder.write(name, bytes)}, more);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.err, "");
    expect_whole_results(fs::path(name).stem().string(), width, height);
  }
};

TEST_F(CutFormats, Jpeg) {
  expect_cut("grey.jpg", samples::jpeg(samples::picture(60, 40, 1)), 60, 40);
  expect_cut("colour.jpg", samples::jpeg(samples::picture(60, 40, 3), samples::Jpeg::progressive), 60, 40);
  expect_cut("cmyk.jpg", samples::jpeg(samples::picture(60, 40, 4)), 60, 40);
}

TEST_F(CutFormats, Png) {
  const samples::Bytes rows16(static_cast<std::size_t>(60) * 40 * 6, 0x55);
  expect_cut("deep.png", samples::png(60, 40, {.depth = 16, .colour_type = 2}, rows16), 60, 40);
  expect_cut("grey.png", samples::png(samples::picture(60, 40, 1)), 60, 40);
  expect_cut("alpha.png", samples::png(samples::picture(60, 40, 4)), 60, 40);
}

TEST_F(CutFormats, Webp) {
  expect_cut("lossy.webp", samples::webp(samples::picture(60, 40, 3), samples::Webp::lossy), 60, 40);
}

TEST_F(CutFormats, OnePixel) {
  expect_cut("dot.png", samples::png(samples::picture(1, 1, 3)), 1, 1);
  expect_cut("marked.png", samples::png(samples::picture(1, 1, 3)), 1, 1, {"--fg", "0,0"});
  EXPECT_EQ(image::read_labels(out("marked.mask.png")).pixels[0], 255);
}

TEST_F(CutFormats, OnePixelWide) {
  expect_cut("thread.png", samples::png(samples::picture(1, 5000, 3)), 1, 5000);
  expect_cut("line.png", samples::png(samples::picture(5000, 1, 3)), 5000, 1, {"--fg", "2500,0"});
}

TEST_F(CutFormats, OneColour) {
  expect_cut("plain.png", samples::png(samples::plain(50, 50, {9, 90, 200})), 50, 50);
}

TEST_F(CutFormats, UprightByExif) {
  const samples::Bytes bytes = samples::jpeg_with_exif(samples::jpeg(samples::picture(60, 40, 3)), samples::exif(6));
  expect_cut("turned.jpg", bytes, 40, 60, {"--fg", "20,55"});
}

TEST_F(CutFormats, AllForeground) {
  const Image markers(scene_width, scene_height, 1, 255);
  const fs::path file = folder.write("m.png", image::encode_png(markers.view()));
  const CommandResult result = cut({write_scene("a.jpg")}, {"--markers", file.string()});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const Image mask = image::read_labels(out("a.mask.png"));
  EXPECT_TRUE(std::ranges::all_of(mask.pixels, [](std::uint8_t value) { return value == 255; }));
}

TEST_F(CutFormats, AllBackground) {
  const Image markers(scene_width, scene_height, 1, 0);
  const fs::path file = folder.write("m.png", image::encode_png(markers.view()));
  const CommandResult result = cut({write_scene("a.jpg")}, {"--markers", file.string()});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const Image mask = image::read_labels(out("a.mask.png"));
  EXPECT_TRUE(std::ranges::all_of(mask.pixels, [](std::uint8_t value) { return value == 0; }));
}

}  // namespace
}  // namespace hesscut::command_tests
