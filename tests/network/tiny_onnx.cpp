#include "tests/network/tiny_onnx.hpp"

#include <cstring>

namespace hesscut::test {

namespace {

// Protocol buffers, as much as is needed. Field numbers are those of onnx.proto.
std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value > 127; value >>= 7U) bytes += static_cast<char>((value & 127U) | 128U);
  return bytes + static_cast<char>(value);
}
std::string number(unsigned field, std::uint64_t value) {
  return varint(field << 3U) + varint(value);
}
std::string message(unsigned field, const std::string& content) {
  return varint(field << 3U | 2U) + varint(content.size()) + content;
}

std::string value_info(const std::string& name, const Sizes& sizes) {
  constexpr std::uint64_t float_type = 1;
  std::string shape;
  for (const std::int64_t size : sizes) {
    shape += message(1, size > 0 ? number(1, static_cast<std::uint64_t>(size)) : message(2, "open"));
  }
  return message(1, name) + message(2, message(1, number(1, float_type) + message(2, shape)));
}

}  // namespace

TinyOnnx& TinyOnnx::input(const std::string& name, const Sizes& sizes) {
  graph_ += message(11, value_info(name, sizes));
  return *this;
}

TinyOnnx& TinyOnnx::output(const std::string& name, const Sizes& sizes) {
  graph_ += message(12, value_info(name, sizes));
  return *this;
}

TinyOnnx& TinyOnnx::weights(const std::string& name, const Sizes& sizes, const std::vector<float>& values) {
  std::string tensor;
  for (const std::int64_t size : sizes) tensor += number(1, static_cast<std::uint64_t>(size));
  std::string raw(values.size() * sizeof(float), '\0');
  std::memcpy(raw.data(), values.data(), raw.size());
  graph_ += message(5, tensor + number(2, 1) + message(8, name) + message(9, raw));
  return *this;
}

TinyOnnx& TinyOnnx::node(const std::string& operation, const std::vector<std::string>& inputs,
                         const std::string& output) {
  std::string node;
  for (const std::string& name : inputs) node += message(1, name);
  node += message(2, output) + message(3, "make_" + output) + message(4, operation);
  if (operation == "Conv") {
    constexpr std::uint64_t list_of_integers = 7;
    node += message(5, message(1, "kernel_shape") + number(8, 1) + number(8, 1) + number(20, list_of_integers));
  }
  graph_ += message(1, node);
  return *this;
}

std::vector<std::uint8_t> TinyOnnx::bytes() const {
  constexpr std::uint64_t format_version = 6;
  constexpr std::uint64_t operations_version = 11;
  const std::string model =
      number(1, format_version) + message(7, message(2, "tiny") + graph_) + message(8, number(2, operations_version));
  return {model.begin(), model.end()};
}

TinyOnnx weighing_model(const Weighing& weighing, const Sizes& input) {
  TinyOnnx model;
  model.input("photo", input)
      .weights("kernel", {1, 3, 1, 1}, {weighing.first, weighing.second, weighing.third})
      .weights("constant", {1}, {weighing.constant})
      .node("Conv", {"photo", "kernel", "constant"}, "map")
      .output("map");
  return model;
}

}  // namespace hesscut::test
