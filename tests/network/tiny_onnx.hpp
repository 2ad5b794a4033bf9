#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// ONNX models of a few hundred bytes, written field by field: what they compute is plain.
namespace hesscut::test {

using Sizes = std::vector<std::int64_t>;

/// A model of one graph, opset 11.
class TinyOnnx {
 public:
  /// A size of 0 is left open, as a named one.
  TinyOnnx& input(const std::string& name, const Sizes& sizes);
  TinyOnnx& output(const std::string& name, const Sizes& sizes = {0, 1, 0, 0});
  TinyOnnx& weights(const std::string& name, const Sizes& sizes, const std::vector<float>& values);
  /// A Conv has a kernel of 1 x 1.
  TinyOnnx& node(const std::string& operation, const std::vector<std::string>& inputs, const std::string& output);

  [[nodiscard]] std::vector<std::uint8_t> bytes() const;

 private:
  std::string graph_;
};

/// A 1 x 1 convolution of three channels: value = a first + b second + c third + d at every pixel.
struct Weighing {
  float first = 0;
  float second = 0;
  float third = 0;
  float constant = 0;
};
[[nodiscard]] TinyOnnx weighing_model(const Weighing& weighing, const Sizes& input = {1, 3, 4, 5});

}  // namespace hesscut::test
