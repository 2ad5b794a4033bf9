#pragma once

#include <oneapi/tbb/cache_aligned_allocator.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <cstdint>
#include <vector>

#include "kernels/cpu/bucket_queue.hpp"
#include "kernels/operations.hpp"

namespace hesscut::kernels::cpu {

inline constexpr std::size_t quantile_bins = 4096;

/// Pixels of the frame that the geodesic distance is computed in.
[[nodiscard]] inline std::size_t framed_size(int height, int width) {
  return static_cast<std::size_t>(height + 4) * (width + 2);
}

/// Memory of one thread, grown by reserve() and by the first use.
class Scratch {
 public:
  /// Row buffers of the stencils, uninitialised, aligned for vector loads.
  float* row_buffers(std::size_t floats) { return grown(rows_, floats); }
  /// The half spectrum of one image.
  float* spectrum_buffer(std::size_t floats) { return grown(spectrum_, floats); }
  /// Distances and costs with a frame of one pixel, or tables of colours.
  float* work_buffer(std::size_t floats) { return grown(work_, floats); }

  BucketQueue marching;               ///< geodesic distance
  std::vector<std::uint8_t> queued;   ///< geodesic distance: pixels that wait in the queue
  std::vector<std::uint32_t> counts;  ///< quantiles

 private:
  using Aligned = std::vector<float, oneapi::tbb::cache_aligned_allocator<float>>;
  static float* grown(Aligned& buffer, std::size_t floats) {
    if (buffer.size() < floats) buffer.resize(floats);
    return buffer.data();
  }

  Aligned rows_, spectrum_, work_;
};

/// The operations on the CPU. Each call is complete when it returns; images of a batch are spread over the threads.
class Queue final : public Operations {
 public:
  explicit Queue(int threads);

  void reserve(const Shape& largest) override;
  [[nodiscard]] std::unique_ptr<SpectralPlan> make_spectral_plan(const Shape& shape, Boundary boundary) override;
  void upload(void* device, const void* host, std::size_t bytes) override;
  void download(void* host, const void* device, std::size_t bytes) override;
  void copy(void* to, const void* from, std::size_t bytes) override;
  void fill(FloatField field, float value) override;
  void synchronize() override {}

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

 private:
  /// Calls body(image, scratch) for every image, in parallel. The body must not depend on the order.
  template <class Body>
  void for_each_image(int batch, const Body& body) {
    if (scratch_.size() == 1 || batch == 1) {
      for (int b = 0; b < batch; ++b) body(b, scratch_[0]);
      return;
    }
    arena_.execute([&] {
      oneapi::tbb::parallel_for(
          0, batch, [&](int b) { body(b, scratch_[oneapi::tbb::this_task_arena::current_thread_index()]); },
          oneapi::tbb::simple_partitioner{});
    });
  }

  /// Calls body(i) for every index of fields of that shape.
  template <class Body>
  void for_each_pixel(const Shape& shape, const Body& body) {
    for_each_image(shape.batch, [&](int b, Scratch&) {
      const std::size_t end = (b + 1) * shape.pixels();
      for (std::size_t i = b * shape.pixels(); i < end; ++i) body(i);
    });
  }

  std::vector<Scratch> scratch_;  ///< one for each thread of the arena
  oneapi::tbb::task_arena arena_;
};

}  // namespace hesscut::kernels::cpu
