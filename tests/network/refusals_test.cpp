#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <limits>
#include <random>

#include <hesscut/error.hpp>
#include <hesscut/prior_network.hpp>

#include "host/network/onnx_inputs.hpp"
#include "tests/network/tiny_onnx.hpp"
#include "tests/support/temporary_folder.hpp"

/// Models and options that cannot be used, each with one line that says which and why.

namespace hesscut::test {
namespace {

constexpr Weighing plain{0.2F, 0.3F, 0.1F, 0.25F};

void expect_refusal(const std::function<void()>& call, ErrorKind kind, const std::vector<std::string>& words) {
  try {
    call();
    ADD_FAILURE() << "not refused: " << words.front();
  } catch (const Error& error) {
    const std::string text = error.what();
    EXPECT_EQ(error.kind(), kind) << text;
    EXPECT_EQ(text.find('\n'), std::string::npos) << text;
    for (const std::string& word : words) EXPECT_NE(text.find(word), std::string::npos) << word << " in: " << text;
  }
}

void expect_no_model(const TinyOnnx& model, const std::vector<std::string>& words,
                     const PriorNetworkOptions& options = {}, ErrorKind kind = ErrorKind::input) {
  std::vector<std::string> all{"tiny.onnx: "};
  all.insert(all.end(), words.begin(), words.end());
  expect_refusal([&] { const PriorNetwork network(model.bytes(), "tiny.onnx", options); }, kind, all);
}

TEST(PriorNetworkRefuses, FilesThatAreNoModels) {
  support::TemporaryFolder folder;
  for (const std::string text : {"", "hesscut", "a much longer text that is not a model either, not at all"}) {
    const auto file = folder.write("text.onnx", text);
    expect_refusal([&] { const PriorNetwork network(file); }, ErrorKind::input, {"text.onnx: is no ONNX model"});
  }
  expect_refusal([&] { const PriorNetwork network(folder / "none.onnx"); }, ErrorKind::input,
                 {"none.onnx: cannot be read"});
  expect_refusal([&] { const PriorNetwork network(folder.path()); }, ErrorKind::input, {"cannot be read"});
}

TEST(PriorNetworkRefuses, OtherInputs) {
  expect_no_model(weighing_model(plain, {1, 3, 4}), {"its input is 1 x 3 x 4 instead of batch x 3 x height x width"});
  expect_no_model(weighing_model(plain, {0, 4, 5, 3}), {"its input is any x 4 x 5 x 3"});
  expect_no_model(weighing_model(plain, {}), {"its input is no dimensions"});
  expect_no_model(weighing_model(plain, {1, 3, 4, 5000}), {"width is 5000"});
  expect_no_model(weighing_model(plain).input("second", {1, 3, 4, 5}), {"has 2 inputs instead of one"});
}

TEST(PriorNetworkRefuses, SizesThatDoNotFit) {
  PriorNetworkOptions options;
  options.width = 6;
  expect_no_model(weighing_model(plain), {"width is 5, not 6"}, options, ErrorKind::usage);
  expect_no_model(weighing_model(plain, {1, 3, 0, 0}), {"height open"}, options, ErrorKind::usage);
  options.width = 5000;
  EXPECT_THROW(PriorNetwork(weighing_model(plain).bytes(), "tiny.onnx", options), Error);
}

TEST(PriorNetworkRefuses, OptionsThatMakeNoSense) {
  const auto refused = [](const PriorNetworkOptions& options, const std::string& word) {
    expect_refusal([&] { const PriorNetwork network(weighing_model(plain).bytes(), "tiny.onnx", options); },
                   ErrorKind::usage, {word});
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  PriorNetworkOptions options;
  options.range = 0;
  refused(options, "range");
  options = {};
  options.mean[1] = nan;
  refused(options, "means");
  options = {};
  options.deviation[2] = 0;
  refused(options, "deviations");
  options = {};
  options.height = -1;
  refused(options, "size");
}

TEST(PriorNetworkRefuses, ModelsThatOpenCvDoesNotKnow) {
  TinyOnnx model;
  model.input("photo", {1, 3, 4, 5}).node("Wibble", {"photo"}, "map").output("map");
  expect_no_model(model, {"OpenCV cannot use this model"});
}

TEST(PriorNetworkRefuses, OutputsThatAreNoMaps) {
  PriorNetworkOptions options;
  options.output = "mask";
  expect_no_model(weighing_model(plain), {"has no output 'mask', but map"}, options);

  const Image photo(5, 4, 3, 100);
  TinyOnnx two;
  two.input("photo", {1, 3, 4, 5})
      .weights("kernel", {2, 3, 1, 1}, {1, 0, 0, 0, 1, 0})
      .node("Conv", {"photo", "kernel"}, "map")
      .output("map", {1, 2, 4, 5});
  PriorNetwork channels(two.bytes(), "two.onnx");
  expect_refusal([&] { static_cast<void>(channels.propose(photo.view())); }, ErrorKind::input,
                 {"two.onnx: its output 'map' is 1 x 2 x 4 x 5 instead of 1 x 1 x height x width"});

  PriorNetwork infinite(weighing_model({0, 0, 0, std::numeric_limits<float>::infinity()}).bytes(), "infinite.onnx");
  expect_refusal([&] { static_cast<void>(infinite.propose(photo.view())); }, ErrorKind::input,
                 {"infinite.onnx: its output holds values that are no numbers"});
}

TEST(PriorNetworkRefuses, PhotosThatAreNone) {
  PriorNetwork network(weighing_model(plain).bytes(), "tiny.onnx");
  expect_refusal([&] { static_cast<void>(network.propose(ImageView())); }, ErrorKind::input, {"photo is empty"});
  const Image two(5, 4, 2);
  expect_refusal([&] { static_cast<void>(network.propose(two.view())); }, ErrorKind::input, {"2 channels"});
}

// Whatever is cut off or changed: an error or a network, nothing else.
TEST(PriorNetworkRefuses, DamagedModels) {
  const std::vector<std::uint8_t> whole = weighing_model(plain).bytes();
  std::size_t refused = 0;
  const auto load = [&](const std::vector<std::uint8_t>& bytes) {
    try {
      const PriorNetwork network(bytes, "damaged.onnx");
    } catch (const Error& error) {
      ++refused;
      EXPECT_NE(std::string(error.what()).find("damaged.onnx: "), std::string::npos) << error.what();
    }
  };
  for (std::size_t length = 0; length < whole.size(); ++length) load({whole.begin(), whole.begin() + length});
  EXPECT_GT(refused, whole.size() * 9 / 10);
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::uint8_t> bytes = whole;
    bytes[random() % bytes.size()] ^= static_cast<std::uint8_t>(1U << random() % 8U);
    static_cast<void>(network::onnx_inputs(bytes));
  }
}

TEST(OnnxInputs, WeightsAreNoInputs) {
  TinyOnnx model = weighing_model(plain, {0, 3, 16, 0});
  model.input("kernel", {1, 3, 1, 1});  // as files before version 4 of the format have them
  const auto inputs = network::onnx_inputs(model.bytes());
  ASSERT_TRUE(inputs);
  ASSERT_EQ(inputs->size(), 1U);
  EXPECT_EQ(inputs->front().name, "photo");
  EXPECT_EQ(inputs->front().sizes, (Sizes{0, 3, 16, 0}));
}

}  // namespace
}  // namespace hesscut::test
