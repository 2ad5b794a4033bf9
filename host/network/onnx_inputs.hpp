#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hesscut::network {

/// An input of an ONNX model that is not one of its own weights.
struct OnnxInput {
  std::string name;
  std::vector<std::int64_t> sizes;  ///< of each dimension, 0 where the model leaves it open
};

/// The inputs that the model declares; nothing where the bytes are no ONNX model. OpenCV's importer reads them, too,
/// but tells nobody.
[[nodiscard]] std::optional<std::vector<OnnxInput>> onnx_inputs(std::span<const std::uint8_t> model);

}  // namespace hesscut::network
