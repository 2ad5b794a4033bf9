#include "host/image/failure.hpp"

#include <algorithm>
#include <hesscut/error.hpp>

namespace hesscut::image {
namespace {

std::string one_line(const std::string& name, const std::string& reason) {
  std::string line = name + ": " + reason;
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
  return line;
}

}  // namespace

void refuse(const std::string& name, const std::string& reason) {
  throw Error(ErrorKind::input, one_line(name, reason));
}

void cannot_write(const std::string& name, const std::string& reason) {
  throw Error(ErrorKind::output, one_line(name, reason));
}

void check_size(const std::string& name, std::int64_t width, std::int64_t height, const DecodeLimits& limits) {
  const std::string size = std::to_string(width) + " x " + std::to_string(height) + " pixels";
  if (width < 1 || height < 1) refuse(name, size);
  if (width > limits.max_side || height > limits.max_side) {
    refuse(name, size + " is over the limit of " + std::to_string(limits.max_side) + " a side");
  }
  if (width * height > limits.max_pixels) {
    refuse(name, size + " is over the limit of " + std::to_string(limits.max_pixels));
  }
}

}  // namespace hesscut::image
