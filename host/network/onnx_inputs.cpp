#include "host/network/onnx_inputs.hpp"

#include <algorithm>
#include <set>

namespace hesscut::network {

namespace {

using Bytes = std::span<const std::uint8_t>;

// Field numbers of onnx.proto. They are part of the format and never change.
constexpr std::uint64_t model_graph = 7;
constexpr std::uint64_t graph_initializer = 5;
constexpr std::uint64_t graph_input = 11;
constexpr std::uint64_t tensor_name = 8;
constexpr std::uint64_t value_name = 1;
constexpr std::uint64_t value_type = 2;
constexpr std::uint64_t type_tensor = 1;
constexpr std::uint64_t tensor_type_shape = 2;
constexpr std::uint64_t shape_dimension = 1;
constexpr std::uint64_t dimension_value = 1;

/// One field of a message of protocol buffers.
struct Field {
  std::uint64_t number = 0;
  std::uint64_t value = 0;  ///< of a number
  Bytes bytes;              ///< of a text or message
};

/// Takes field after field off a message. What is no such message leaves damaged() behind.
class Message {
 public:
  explicit Message(Bytes bytes) : rest_(bytes) {}

  [[nodiscard]] std::optional<Field> next() {
    if (rest_.empty() || damaged_) return std::nullopt;
    const std::uint64_t key = varint();
    Field field{key >> 3U, 0, {}};
    switch (key & 7U) {
      case 0:
        field.value = varint();
        break;
      case 1:
        field.bytes = take(8);
        break;
      case 2:
        field.bytes = take(varint());
        break;
      case 5:
        field.bytes = take(4);
        break;
      default:
        damaged_ = true;
    }
    if (field.number == 0) damaged_ = true;
    if (damaged_) return std::nullopt;
    return field;
  }
  [[nodiscard]] bool damaged() const { return damaged_; }

 private:
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) break;
      const std::uint8_t byte = rest_.front();
      rest_ = rest_.subspan(1);
      value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
      if ((byte & 0x80U) == 0) return value;
    }
    damaged_ = true;
    return 0;
  }
  Bytes take(std::uint64_t count) {
    if (count > rest_.size()) {
      damaged_ = true;
      return {};
    }
    const Bytes taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }

  Bytes rest_;
  bool damaged_ = false;
};

/// Calls visit(field) for each field; whether it was a message from end to end.
template <typename Visit>
bool for_fields(Bytes bytes, const Visit& visit) {
  Message message(bytes);
  while (const std::optional<Field> field = message.next()) visit(*field);
  return !message.damaged();
}

Bytes last_of(Bytes bytes, std::uint64_t number) {
  Bytes found;
  for_fields(bytes, [&](const Field& field) {
    if (field.number == number) found = field.bytes;
  });
  return found;
}

std::string text_of(Bytes bytes) {
  return {bytes.begin(), bytes.end()};
}

std::vector<std::int64_t> sizes_of(Bytes value) {
  const Bytes shape = last_of(last_of(last_of(value, value_type), type_tensor), tensor_type_shape);
  std::vector<std::int64_t> sizes;
  for_fields(shape, [&](const Field& field) {
    if (field.number != shape_dimension) return;
    sizes.push_back(0);
    for_fields(field.bytes, [&](const Field& part) {
      if (part.number == dimension_value)
        sizes.back() = std::max<std::int64_t>(0, static_cast<std::int64_t>(part.value));
    });
  });
  return sizes;
}

}  // namespace

std::optional<std::vector<OnnxInput>> onnx_inputs(std::span<const std::uint8_t> model) {
  Bytes graph;
  const bool whole = for_fields(model, [&](const Field& field) {
    if (field.number == model_graph) graph = field.bytes;
  });
  if (!whole || graph.empty()) return std::nullopt;
  std::vector<OnnxInput> inputs;
  std::set<std::string> weights;
  const bool whole_graph = for_fields(graph, [&](const Field& field) {
    if (field.number == graph_initializer) weights.insert(text_of(last_of(field.bytes, tensor_name)));
    if (field.number == graph_input)
      inputs.push_back({text_of(last_of(field.bytes, value_name)), sizes_of(field.bytes)});
  });
  if (!whole_graph) return std::nullopt;
  std::erase_if(inputs, [&](const OnnxInput& input) { return weights.contains(input.name); });
  return inputs;
}

}  // namespace hesscut::network
