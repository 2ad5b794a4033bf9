#include "host/segment/level.hpp"

namespace hesscut::segment {

Level::Level(device::Device& device, kernels::Operations& queue, const kernels::Shape& largest, Boundary boundary)
    : shape_(largest),
      batch_(largest.batch),
      l_(device, largest),
      a_(device, largest),
      b_(device, largest),
      grey_(device, largest),
      colour_g2_(device, largest),
      alpha_(device, largest),
      beta_(device, largest),
      r_(device, largest),
      data_(device, largest),
      selective_(device, largest),
      prior_(device, largest),
      relaxed_(device, largest),
      scratch_{{device, largest}, {device, largest}, {device, largest}},
      known_(device, largest),
      seeds_(device, largest),
      labels_(device, largest),
      tables_(device, kernels::ColourTables::cells * largest.batch),
      means_(device, static_cast<std::size_t>(2 * 3) * largest.batch),
      per_image_(device, largest.batch),
      border_coefficients_(device, static_cast<std::size_t>(18) * largest.batch),
      solver_(device, queue, largest, boundary) {}

std::size_t Level::bytes_per_image(const kernels::Shape& shape) {
  constexpr std::size_t float_fields = 12 + scratch_fields + 8;  // with the solver's
  constexpr std::size_t byte_fields = 3;
  return shape.pixels() * (float_fields * sizeof(float) + byte_fields) + kernels::ColourTables::cells * sizeof(float);
}

}  // namespace hesscut::segment
