#include "tests/tools/command.hpp"

namespace hesscut::command_tests {
namespace {

using NoNetworks = CommandTest;

TEST_F(NoNetworks, AreSaidSoInOneLine) {
  const fs::path photo = write_scene("a.jpg");
  const std::string text = "--prior model.onnx: this build reads no networks, it was made without OpenCV's dnn module";
  expect_error(cut({photo}, {"--prior", "model.onnx"}), 2, text);
  expect_error(hesscut({"batch", photo.string(), "--out", out().string(), "--prior", "model.onnx"}), 2, text);
  EXPECT_NE(hesscut({"doctor"}).out.find("built without OpenCV's dnn module"), std::string::npos);
}

}  // namespace
}  // namespace hesscut::command_tests
