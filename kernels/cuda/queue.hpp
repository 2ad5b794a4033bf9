#pragma once

#include <cuda_runtime.h>

#include <cstddef>

#include "kernels/operations.hpp"

namespace hesscut::kernels::cuda {

/// The operations of one CUDA stream. Memory is the business of the class derived (host/device/cuda): it owns the
/// stream and the scratch memory, and implements the operations of the section "memory".
class Queue : public Operations {
 public:
  explicit Queue(cudaStream_t stream) : stream_(stream) {}

  [[nodiscard]] cudaStream_t stream() const { return stream_; }

  void lab_from_rgb(Field<const Rgb8> rgb, Planes<float> lab) override;
  void grey_from_rgb(Field<const Rgb8> rgb, FloatField grey) override;
  void gaussian_blur(ConstFloatField in, FloatField out, double sigma) override;

  void gradient_square(ConstFloatField in, FloatField out, float scale, bool accumulate) override;
  void quantile(ConstFloatField field, double q, float* out) override;
  void edge_function_weights(ConstFloatField g2, const float* g2_reference, const EdgeFunction& function,
                             FloatField alpha, FloatField beta) override;
  void yzd_weights(ConstFloatField grey, Boundary boundary, float alpha_factor, float beta_factor, FloatField alpha,
                   FloatField beta) override;
  void rci_weights(ConstFloatField g2, float alpha_factor, FloatField alpha) override;

  void geodesic_distances(ConstFloatField cost, ConstByteField labels,
                          std::span<const SeededDistance> distances) override;
  void normalise_by_maximum(ConstFloatField in, FloatField out) override;
  void rci_cost(ConstFloatField g2, ConstFloatField euclidean, FloatField cost) override;
  void likelihood_cost(ConstFloatField likelihood_g2, ConstFloatField colour_g2, float floor, float likelihood_weight,
                       float colour_weight, FloatField cost) override;
  void two_sided_selective(ConstFloatField to_foreground, ConstFloatField to_background, FloatField out) override;
  void add_anti_marker_term(ConstFloatField to_background, FloatField out) override;

  void fit_colour_tables(Planes<const float> lab, ConstByteField labels, const ColourFit& fit,
                         ColourTables tables) override;
  void colour_data_term(Planes<const float> lab, ColourTables tables, FloatField data) override;
  void region_means(ConstFloatField field, ConstByteField labels, float* out) override;
  void means_data_term(ConstFloatField z, const float* means, float lambda_ratio, bool accumulate,
                       FloatField data) override;
  void divide_by_contrast(const float* means, int channels, FloatField data) override;

  void border_distance(Planes<const float> lab, const float* coefficients, FloatField distance) override;
  void border_data_term(ConstFloatField distance, const float* spread, FloatField data) override;

  void add_scaled(ConstFloatField in, float factor, FloatField out) override;
  void assemble_region(ConstFloatField data, ConstFloatField selective, ConstByteField labels, float lambda,
                       float theta, FloatField r) override;
  void region_scale(ConstFloatField r, RegionScale* out) override;

  void start_state(ConstFloatField u, Boundary boundary, const Penalties* penalties, const State& state) override;
  void multipliers(const ConstProblem& problem, const Penalties* penalties, const State& state) override;
  void admm_sweep(const ConstProblem& problem, Boundary boundary, const Penalties* penalties, ConstFloatField u,
                  const State& state, FloatField rhs) override;
  void spectral_solve(SpectralPlan& plan, const Penalties* penalties, FloatField rhs, FloatField u) override;
  void certificate(const ConstProblem& problem, Boundary boundary, const Penalties* penalties, ConstFloatField u,
                   const ConstState& state, float threshold, CertificateSums* out) override;

  void relaxed_mask(ConstFloatField u, ConstFloatField r, Boundary boundary, FloatField relaxed) override;
  void to_transform_order(ConstFloatField in, Boundary boundary, FloatField out) override;
  void labels_from_mask(ConstFloatField relaxed, ConstByteField known, float threshold, ByteField labels) override;
  void surest_foreground(ConstFloatField score, ConstByteField known, double fraction, ByteField labels) override;

  void guided_map(Field<const Rgb8> guide, ConstByteField mask, ConstByteField band, int radius, float epsilon,
                  const LinearMap<float>& map) override;
  void edge_alpha(Field<const Rgb8> photo, const LinearMap<const float>& map, ConstByteField band, float gain,
                  ByteField alpha) override;

  void restrict_by_two(ConstFloatField fine, float factor, FloatField coarse) override;
  void prolong_by_two(ConstFloatField coarse, float factor, FloatField fine) override;
  void swap_images(FloatField field, int i, int j) override;

 protected:
  /// What the operations of a solve need of scratch() for batches up to `largest`, transforms not included.
  [[nodiscard]] static std::size_t scratch_bytes(const Shape& largest);

  /// At least that many bytes of device memory, aligned to 256, for the operation that is being enqueued: what is
  /// enqueued next on this queue may use the same bytes. Allocates only beyond what was reserved.
  [[nodiscard]] virtual std::byte* scratch(std::size_t bytes) = 0;

 private:
  cudaStream_t stream_;
};

}  // namespace hesscut::kernels::cuda
