#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "tests/reference/grid.hpp"

namespace hesscut::reference {

/// Reads a NumPy file of version 1 that holds a two-dimensional little-endian float32 array, in either order.
[[nodiscard]] inline Grid read_npy(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (bytes.size() < 10 || bytes.compare(0, 7, "\x93NUMPY\x01") != 0) {
    throw std::runtime_error(path.string() + ": not a NumPy file of version 1");
  }
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const std::size_t data = 10U + byte(8) + 256U * byte(9);
  const std::string header = bytes.substr(10, data - 10);
  const std::size_t shape = header.find("'shape': (");
  if (header.find("'<f4'") == std::string::npos || shape == std::string::npos) {
    throw std::runtime_error(path.string() + ": not a float32 array");
  }
  const bool by_columns = header.find("'fortran_order': True") != std::string::npos;
  const int height = std::stoi(header.substr(shape + 10));
  const int width = std::stoi(header.substr(header.find(',', shape + 10) + 1));
  Grid out(height, width);
  if (bytes.size() != data + 4 * out.size()) throw std::runtime_error(path.string() + ": wrong size");
  for (std::size_t i = 0; i < out.size(); ++i) {
    float value = 0;
    std::copy_n(bytes.data() + data + 4 * i, 4, reinterpret_cast<char*>(&value));
    const int place = static_cast<int>(i);
    (by_columns ? out(place % height, place / height) : out.values[i]) = value;
  }
  return out;
}

}  // namespace hesscut::reference
