#pragma once

#include "host/device/array.hpp"
#include "host/solver/solver.hpp"
#include "kernels/operations.hpp"

namespace hesscut::segment {

/// Everything that one grid of the coarse-to-fine solve keeps on the device, for batches up to shape.batch.
class Level {
 public:
  Level(device::Device& device, kernels::Operations& queue, const kernels::Shape& largest, Boundary boundary);

  /// Device memory for each image on a grid of that shape.
  [[nodiscard]] static std::size_t bytes_per_image(const kernels::Shape& shape);

  /// Restricts the fields to the images of this batch; to be called before the accessors below.
  void set_batch(int batch) { batch_ = batch; }
  [[nodiscard]] int batch() const { return batch_; }
  [[nodiscard]] kernels::Shape shape() const { return shape_.with_batch(batch_); }

  [[nodiscard]] kernels::Planes<float> lab() const { return {l_.field(batch_), a_.field(batch_), b_.field(batch_)}; }
  [[nodiscard]] kernels::FloatField grey() const { return grey_.field(batch_); }  ///< z in [0, 1]
  /// Squared gradient of the smoothed colours: sum over L, a, b.
  [[nodiscard]] kernels::FloatField colour_g2() const { return colour_g2_.field(batch_); }
  [[nodiscard]] kernels::ByteField known() const { return known_.field(batch_); }    ///< hard markers
  [[nodiscard]] kernels::ByteField seeds() const { return seeds_.field(batch_); }    ///< where distances start
  [[nodiscard]] kernels::ByteField labels() const { return labels_.field(batch_); }  ///< what models are fitted to
  [[nodiscard]] kernels::Problem problem() const {
    return {alpha_.field(batch_), beta_.field(batch_), r_.field(batch_)};
  }
  [[nodiscard]] kernels::FloatField data() const { return data_.field(batch_); }
  [[nodiscard]] kernels::FloatField selective() const { return selective_.field(batch_); }
  [[nodiscard]] kernels::FloatField prior() const { return prior_.field(batch_); }  ///< given, or of automatic markers
  [[nodiscard]] kernels::FloatField relaxed() const { return relaxed_.field(batch_); }  ///< u in natural order
  [[nodiscard]] kernels::FloatField scratch(int i) const { return scratch_[i].field(batch_); }
  static constexpr int scratch_fields = 3;

  [[nodiscard]] kernels::ColourTables tables() const { return {tables_.data()}; }
  /// Means (c1, c2) of each image for a channel: [batch, 2]; channels follow each other.
  [[nodiscard]] float* means(int channel) const {
    return means_.data() + 2 * static_cast<std::size_t>(channel) * batch_;
  }
  [[nodiscard]] float* per_image() const { return per_image_.data(); }                      ///< [batch] of anything
  [[nodiscard]] float* border_coefficients() const { return border_coefficients_.data(); }  ///< [batch, 18]
  [[nodiscard]] solver::Solver& solver() { return solver_; }

 private:
  kernels::Shape shape_;
  int batch_;
  device::FieldArray<float> l_, a_, b_, grey_, colour_g2_, alpha_, beta_, r_, data_, selective_, prior_, relaxed_;
  device::FieldArray<float> scratch_[scratch_fields];
  device::FieldArray<std::uint8_t> known_, seeds_, labels_;
  device::Array<float> tables_, means_, per_image_, border_coefficients_;
  solver::Solver solver_;
};

}  // namespace hesscut::segment
