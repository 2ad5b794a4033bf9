#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "host/catalogue/text/digest.hpp"
#include "host/image/codec.hpp"
#include "tests/network/tiny_onnx.hpp"
#include "tests/tools/command.hpp"

/// --prior of cut, evaluate and batch, with networks that look at a pixel's colour and nothing else.

namespace hesscut::command_tests {
namespace {

using test::Weighing;

/// A photo of a red rectangle on blue, far from the middle.
constexpr int width = 96;
constexpr int height = 72;
constexpr Weighing red_wins{30, 0, -30, 0};

Image red_on_blue() {
  Image photo(width, height, 3);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool red = x >= 60 && x < 90 && y >= 20 && y < 60;
      const auto shade = static_cast<std::uint8_t>(150 + (7 * x + 13 * y) % 23);
      photo.row(y)[3 * x] = red ? shade : 40;
      photo.row(y)[3 * x + 1] = 60;
      photo.row(y)[3 * x + 2] = red ? 40 : shade;
    }
  }
  return photo;
}

Image truth() {
  Image mask(width, height, 1);
  for (int y = 20; y < 60; ++y) std::fill_n(mask.row(y) + 60, 30, std::uint8_t{255});
  return mask;
}

class PriorOption : public CommandTest {
 protected:
  PriorOption() {
    folder.write("images/red.png", image::encode_png(red_on_blue().view()));
    folder.write("truth/red.png", image::encode_png(truth().view()));
  }

  fs::path model(const std::string& name, const Weighing& weighing, const test::Sizes& sizes = {1, 3, height, width}) {
    return folder.write(name, test::weighing_model(weighing, sizes).bytes());
  }

  [[nodiscard]] CommandResult evaluate(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments{"evaluate", "--images", (folder / "images").string(), "--truth",
                                       (folder / "truth").string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return hesscut(arguments);
  }

  [[nodiscard]] CommandResult batch(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments{"batch", (folder / "images").string(), "--out", (folder / "run").string(),
                                       "--quiet"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return hesscut(arguments);
  }

  [[nodiscard]] nlohmann::json results_line() const {
    return nlohmann::json::parse(support::file_bytes(folder / "run/results.jsonl"));
  }
};

/// The IoU of the only photo in a printed table.
double printed_iou(const CommandResult& result) {
  std::istringstream lines(result.out);
  std::string line;
  std::getline(lines, line);
  std::string name;
  double iou = -1;
  lines >> name >> iou;
  return iou;
}

double share_of_product(const fs::path& mask) {
  const Image labels = image::read_labels(mask);
  const auto product = std::ranges::count(labels.pixels, 255);
  return static_cast<double>(product) / static_cast<double>(labels.pixels.size());
}

constexpr double true_share = 30.0 * 40.0 / (width * height);

TEST_F(PriorOption, TheNetworkAloneIsAMethod) {
  const std::string red = model("red.onnx", red_wins).string();
  EXPECT_EQ(printed_iou(evaluate({"--auto", "--method", "network", "--prior", red})), 1);
  EXPECT_EQ(printed_iou(evaluate({"--box", "--method", "network", "--prior", red})), 1);
  // The same weights for blue first: what is red is background, and the rest product.
  const CommandResult turned =
      evaluate({"--auto", "--method", "network", "--prior", red, "--prior-set", "channels=bgr"});
  EXPECT_EQ(printed_iou(turned), 0);
}

TEST_F(PriorOption, ReadsEverySetting) {
  // value = 30 (255 r - 120) / 50 - 30 (255 b - 100) / 70: of red's logits 30 at least, of blue's -30 at most.
  const std::string open = model("open.onnx", red_wins, {0, 3, 0, 0}).string();
  const auto network = [&](const std::vector<std::string>& settings) {
    std::vector<std::string> arguments{"--auto", "--method", "network", "--prior", open};
    for (const std::string& setting : settings) arguments.insert(arguments.end(), {"--prior-set", setting});
    return evaluate(arguments);
  };
  EXPECT_EQ(printed_iou(network({"size=96x72", "range=255", "mean=120,110,100", "deviation=50,60,70", "values=logits",
                                 "output=map", "channels=rgb"})),
            1);
  expect_error(network({}), 2, "open.onnx: leaves its input's width open");
  expect_error(network({"size=96"}), 2, "--prior-set size=96: a size is WIDTHxHEIGHT");
  expect_error(network({"size=96x72", "mean=1,2"}), 2, "--prior-set mean=1,2: three numbers");
  expect_error(network({"size=96x72", "range=x"}), 2, "--prior-set range=x");
  expect_error(network({"size=96x72", "wibble=1"}), 2, "--prior-set wibble=1: one of size=");
  expect_error(network({"size=96x72", "channels=grb"}), 2, "--prior-set channels=grb");
  expect_error(network({"size"}), 2, "--prior-set size: a setting is name=value");
  expect_error(network({"size=96x72", "output=mask"}), 2, "open.onnx: has no output 'mask'");
}

TEST_F(PriorOption, NamesTheProductWhereNothingIsMarked) {
  const std::string red = model("red.onnx", red_wins).string();
  const CommandResult result = cut({folder / "images/red.png"}, {"--prior", red});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NEAR(share_of_product(out("red.mask.png")), true_share, 0.01);
  const auto report = nlohmann::json::parse(support::file_bytes(out("red.json")));
  EXPECT_EQ(report.at("automatic_markers"), false);
  EXPECT_EQ(report.at("prior_unsure"), false);
  EXPECT_GT(printed_iou(evaluate({"--auto", "--prior", red})), 0.97);
  // All that matters is the prior where its weight is beyond everything.
  const std::string blue = model("blue.onnx", {-30, 0, 30, 0}).string();
  EXPECT_LT(printed_iou(evaluate({"--auto", "--prior", blue, "--set", "mu=100"})), 0.05);
}

TEST_F(PriorOption, SaysWhenTheNetworkIsUnsure) {
  const std::string unsure = model("unsure.onnx", {0, 0, 0, 0.5F}).string();
  ASSERT_EQ(cut({folder / "images/red.png"}, {"--prior", unsure}).exit_code, 0);
  const auto report = nlohmann::json::parse(support::file_bytes(out("red.json")));
  EXPECT_EQ(report.at("automatic_markers"), true);
  EXPECT_EQ(report.at("prior_unsure"), true);
}

TEST_F(PriorOption, RefusesWhatCannotBeUsed) {
  const fs::path text = folder.write("text.onnx", "no network");
  const std::string photo = (folder / "images/red.png").string();
  expect_error(cut({photo}, {"--prior", text.string()}), 2, "--prior " + text.string() + ": is no ONNX model");
  expect_error(cut({photo}, {"--prior", (folder / "none.onnx").string()}), 2, "none.onnx");
  expect_error(batch({"--prior", text.string()}), 2, "text.onnx: is no ONNX model");
  expect_error(evaluate({"--auto", "--method", "network"}), 2, "--method network needs --prior");
  const std::string red = model("red.onnx", red_wins).string();
  expect_error(evaluate({"--auto", "--method", "network", "--prior", red, "--set", "lambda=1"}), 2, "lambda=1");
  expect_error(evaluate({"--box", "--method", "grabcut", "--prior", red}), 2, "--prior");
  EXPECT_EQ(cut({photo}, {"--prior-set", "range=255"}).exit_code, 2);
  EXPECT_FALSE(fs::exists(folder / "run"));
}

TEST_F(PriorOption, IsASettingOfARun) {
  const fs::path red = model("red.onnx", red_wins);
  ASSERT_EQ(batch({"--write", "mask", "--prior", red.string()}).exit_code, 0);
  EXPECT_NEAR(share_of_product(folder / "run/images/red.png.mask.png"), true_share, 0.01);
  EXPECT_EQ(results_line().at("products").at(0).at("automatic_markers"), false);
  const auto settings = nlohmann::json::parse(support::file_bytes(folder / "run/run.json"));
  EXPECT_EQ(settings.at("prior"), red.string());
  EXPECT_EQ(settings.at("prior-sha256"), catalogue::sha256(support::file_bytes(red)));
  EXPECT_EQ(batch({"--write", "mask", "--prior", red.string()}).exit_code, 0);

  expect_error(batch({"--write", "mask"}), 2, "prior was " + red.string() + ", now nothing");
  expect_error(batch({"--write", "mask", "--prior", red.string(), "--prior-set", "channels=bgr"}), 2,
               "prior-set was nothing, now channels=bgr");
  model("red.onnx", {20, 0, -20, 0});
  expect_error(batch({"--write", "mask", "--prior", red.string()}), 2, "prior-sha256 was");
  expect_error(hesscut({"retry", (folder / "run").string(), "--failed"}), 2,
               "red.onnx: is not the network that this run was begun with");
}

TEST_F(PriorOption, OfARunThatIsRetriedIsTheSame) {
  const fs::path red = model("red.onnx", red_wins, {0, 3, 0, 0});
  const auto photo = folder.write("images/late.png", "not yet a photo");
  const std::vector<std::string> options{"--write",     "mask",       "--prior",     red.string(),
                                         "--prior-set", "size=96x72", "--prior-set", "values=logits"};
  EXPECT_EQ(batch(options).exit_code, 3);
  folder.write("images/late.png", image::encode_png(red_on_blue().view()));
  EXPECT_EQ(hesscut({"retry", (folder / "run").string(), "--failed", "--quiet"}).exit_code, 0);
  EXPECT_EQ(support::file_bytes(folder / "run/images/late.png.mask.png"),
            support::file_bytes(folder / "run/images/red.png.mask.png"));
}

TEST_F(PriorOption, UnsureNetworksAreFlagged) {
  const std::string unsure = model("unsure.onnx", {0, 0, 0, 0.5F}).string();
  ASSERT_EQ(batch({"--write", "mask", "--prior", unsure}).exit_code, 0);
  const auto flags = results_line().at("products").at(0).at("flags");
  EXPECT_NE(std::find(flags.begin(), flags.end(), "prior_unsure"), flags.end()) << flags;
}

TEST_F(PriorOption, BatchAndCutAgreeForAnyThreads) {
  for (int i = 0; i < 4; ++i) write_scene("images/scene" + std::to_string(i) + ".jpg", 2 * i);
  const std::string model_file = model("colour.onnx", {14, -6, -9, -1}, {0, 3, 48, 64}).string();
  std::vector<fs::path> photos;
  for (const std::string& name : support::names_in(folder / "images")) photos.push_back(folder / "images" / name);
  ASSERT_EQ(cut(photos, {"--prior", model_file, "--threads", "3"}).exit_code, 0);
  ASSERT_EQ(batch({"--write", "mask", "--prior", model_file, "--threads", "2", "--batch", "3"}).exit_code, 0);
  for (const fs::path& photo : photos) {
    const std::string mask = ".mask.png";
    EXPECT_EQ(support::file_bytes(out(photo.stem().string() + mask)),
              support::file_bytes(folder / "run/images" / (photo.filename().string() + mask)))
        << photo;
  }
}

}  // namespace
}  // namespace hesscut::command_tests
