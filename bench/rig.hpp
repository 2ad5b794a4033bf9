#pragma once

#include <memory>
#include <string>

#include "host/segment/level.hpp"

namespace hesscut::bench {

/// Photos in the middle of being cut, on a device: a disk in noise with a marker in it, the border as background, on
/// two grids, both solved for some iterations. Holds what operations need, and fields for what they make: an operation
/// that writes to `out`, `byte_out` and `coarse_out` alone does the same work whenever it is run.
class Rig {
 public:
  /// device: a name of SegmenterOptions::device; the CPU works with one thread. shape: sides of at least 16 pixels.
  Rig(const std::string& device_name, const kernels::Shape& shape);

  [[nodiscard]] const kernels::Shape& shape() const { return shape_; }
  /// Share of the pixels that lie in the band around the disk's edge.
  [[nodiscard]] double band_share() const { return band_share_; }
  [[nodiscard]] kernels::LinearMap<float> map() const {
    return {map_r_.field(), map_g_.field(), map_b_.field(), map_offset_.field()};
  }
  [[nodiscard]] kernels::Field<const kernels::Rgb8> photo() const { return {photo_.field().data, shape_}; }
  [[nodiscard]] std::size_t field_bytes() const { return shape_.count() * sizeof(float); }

 private:
  kernels::Shape shape_;
  double band_share_ = 0;
  device::Choice choice_;

 public:
  device::Device& device;
  std::unique_ptr<kernels::Operations> queue;
  segment::Level fine, coarse;
  device::FieldArray<float> cost, likelihood_g2;  ///< of the geodesic distance
  device::FieldArray<float> kept_rhs, rhs;        ///< the first for the second, which the spectral solve destroys
  device::FieldArray<std::uint8_t> mask, band;    ///< the disk; 128 near its edge
  device::FieldArray<float> out[2], coarse_out;
  device::FieldArray<std::uint8_t> byte_out;
  device::Array<kernels::CertificateSums> sums;
  device::Array<kernels::RegionScale> scales;
  std::unique_ptr<kernels::SpectralPlan> plan;

 private:
  void load_photo();
  void load_markers(const segment::Level& level) const;
  void model();
  void solve();

  device::FieldArray<kernels::Rgb8> photo_;
  device::FieldArray<float> map_r_, map_g_, map_b_, map_offset_;
};

}  // namespace hesscut::bench
