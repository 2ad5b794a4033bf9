#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "kernels/operations.hpp"

namespace hesscut::kernels {

/// Hands every call to the queue behind it; what surrounds a call is up to the class derived.
class ForwardingQueue : public Operations {
 public:
  explicit ForwardingQueue(std::unique_ptr<Operations> inner) : inner_(std::move(inner)) {}

  void reserve(const Shape& largest) override { forward(&Operations::reserve, largest); }
  /// Not passed: it is no operation on fields.
  [[nodiscard]] std::unique_ptr<SpectralPlan> make_spectral_plan(const Shape& shape, Boundary boundary) override {
    return inner_->make_spectral_plan(shape, boundary);
  }
  void upload(void* device, const void* host, std::size_t bytes) override {
    forward(&Operations::upload, device, host, bytes);
  }
  void download(void* host, const void* device, std::size_t bytes) override {
    forward(&Operations::download, host, device, bytes);
  }
  void copy(void* to, const void* from, std::size_t bytes) override { forward(&Operations::copy, to, from, bytes); }
  void fill(FloatField field, float value) override { forward(&Operations::fill, field, value); }
  void synchronize() override { forward(&Operations::synchronize); }

  void lab_from_rgb(Field<const Rgb8> rgb, Planes<float> lab) override { forward(&Operations::lab_from_rgb, rgb, lab); }
  void grey_from_rgb(Field<const Rgb8> rgb, FloatField grey) override {
    forward(&Operations::grey_from_rgb, rgb, grey);
  }
  void gaussian_blur(ConstFloatField in, FloatField out, double sigma) override {
    forward(&Operations::gaussian_blur, in, out, sigma);
  }

  void gradient_square(ConstFloatField in, FloatField out, float scale, bool accumulate) override {
    forward(&Operations::gradient_square, in, out, scale, accumulate);
  }
  void quantile(ConstFloatField field, double q, float* out) override { forward(&Operations::quantile, field, q, out); }
  void edge_function_weights(ConstFloatField g2, const float* g2_reference, const EdgeFunction& function,
                             FloatField alpha, FloatField beta) override {
    forward(&Operations::edge_function_weights, g2, g2_reference, function, alpha, beta);
  }
  void yzd_weights(ConstFloatField grey, Boundary boundary, float alpha_factor, float beta_factor, FloatField alpha,
                   FloatField beta) override {
    forward(&Operations::yzd_weights, grey, boundary, alpha_factor, beta_factor, alpha, beta);
  }
  void rci_weights(ConstFloatField g2, float alpha_factor, FloatField alpha) override {
    forward(&Operations::rci_weights, g2, alpha_factor, alpha);
  }

  void geodesic_distances(ConstFloatField cost, ConstByteField labels,
                          std::span<const SeededDistance> distances) override {
    forward(&Operations::geodesic_distances, cost, labels, distances);
  }
  void normalise_by_maximum(ConstFloatField in, FloatField out) override {
    forward(&Operations::normalise_by_maximum, in, out);
  }
  void rci_cost(ConstFloatField g2, ConstFloatField euclidean, FloatField cost) override {
    forward(&Operations::rci_cost, g2, euclidean, cost);
  }
  void likelihood_cost(ConstFloatField likelihood_g2, ConstFloatField colour_g2, float floor, float likelihood_weight,
                       float colour_weight, FloatField cost) override {
    forward(&Operations::likelihood_cost, likelihood_g2, colour_g2, floor, likelihood_weight, colour_weight, cost);
  }
  void two_sided_selective(ConstFloatField to_foreground, ConstFloatField to_background, FloatField out) override {
    forward(&Operations::two_sided_selective, to_foreground, to_background, out);
  }
  void add_anti_marker_term(ConstFloatField to_background, FloatField out) override {
    forward(&Operations::add_anti_marker_term, to_background, out);
  }

  void fit_colour_tables(Planes<const float> lab, ConstByteField labels, const ColourFit& fit,
                         ColourTables tables) override {
    forward(&Operations::fit_colour_tables, lab, labels, fit, tables);
  }
  void colour_data_term(Planes<const float> lab, ColourTables tables, FloatField data) override {
    forward(&Operations::colour_data_term, lab, tables, data);
  }
  void region_means(ConstFloatField field, ConstByteField labels, float* out) override {
    forward(&Operations::region_means, field, labels, out);
  }
  void means_data_term(ConstFloatField z, const float* means, float lambda_ratio, bool accumulate,
                       FloatField data) override {
    forward(&Operations::means_data_term, z, means, lambda_ratio, accumulate, data);
  }
  void divide_by_contrast(const float* means, int channels, FloatField data) override {
    forward(&Operations::divide_by_contrast, means, channels, data);
  }

  void border_distance(Planes<const float> lab, const float* coefficients, FloatField distance) override {
    forward(&Operations::border_distance, lab, coefficients, distance);
  }
  void border_data_term(ConstFloatField distance, const float* spread, FloatField data) override {
    forward(&Operations::border_data_term, distance, spread, data);
  }

  void add_scaled(ConstFloatField in, float factor, FloatField out) override {
    forward(&Operations::add_scaled, in, factor, out);
  }
  void assemble_region(ConstFloatField data, ConstFloatField selective, ConstByteField labels, float lambda,
                       float theta, FloatField r) override {
    forward(&Operations::assemble_region, data, selective, labels, lambda, theta, r);
  }
  void region_scale(ConstFloatField r, RegionScale* out) override { forward(&Operations::region_scale, r, out); }

  void start_state(ConstFloatField u, Boundary boundary, const Penalties* penalties, const State& state) override {
    forward(&Operations::start_state, u, boundary, penalties, state);
  }
  void multipliers(const ConstProblem& problem, const Penalties* penalties, const State& state) override {
    forward(&Operations::multipliers, problem, penalties, state);
  }
  void admm_sweep(const ConstProblem& problem, Boundary boundary, const Penalties* penalties, ConstFloatField u,
                  const State& state, FloatField rhs) override {
    forward(&Operations::admm_sweep, problem, boundary, penalties, u, state, rhs);
  }
  void spectral_solve(SpectralPlan& plan, const Penalties* penalties, FloatField rhs, FloatField u) override {
    forward(&Operations::spectral_solve, plan, penalties, rhs, u);
  }
  void certificate(const ConstProblem& problem, Boundary boundary, const Penalties* penalties, ConstFloatField u,
                   const ConstState& state, float threshold, CertificateSums* out) override {
    forward(&Operations::certificate, problem, boundary, penalties, u, state, threshold, out);
  }

  void relaxed_mask(ConstFloatField u, ConstFloatField r, Boundary boundary, FloatField relaxed) override {
    forward(&Operations::relaxed_mask, u, r, boundary, relaxed);
  }
  void to_transform_order(ConstFloatField in, Boundary boundary, FloatField out) override {
    forward(&Operations::to_transform_order, in, boundary, out);
  }
  void labels_from_mask(ConstFloatField relaxed, ConstByteField known, float threshold, ByteField labels) override {
    forward(&Operations::labels_from_mask, relaxed, known, threshold, labels);
  }
  void surest_foreground(ConstFloatField score, ConstByteField known, double fraction, ByteField labels) override {
    forward(&Operations::surest_foreground, score, known, fraction, labels);
  }

  void guided_map(Field<const Rgb8> guide, ConstByteField mask, ConstByteField band, int radius, float epsilon,
                  const LinearMap<float>& map) override {
    forward(&Operations::guided_map, guide, mask, band, radius, epsilon, map);
  }
  void edge_alpha(Field<const Rgb8> photo, const LinearMap<const float>& map, ConstByteField band, float gain,
                  ByteField alpha) override {
    forward(&Operations::edge_alpha, photo, map, band, gain, alpha);
  }

  void restrict_by_two(ConstFloatField fine, float factor, FloatField coarse) override {
    forward(&Operations::restrict_by_two, fine, factor, coarse);
  }
  void prolong_by_two(ConstFloatField coarse, float factor, FloatField fine) override {
    forward(&Operations::prolong_by_two, coarse, factor, fine);
  }
  void swap_images(FloatField field, int i, int j) override { forward(&Operations::swap_images, field, i, j); }

 protected:
  /// Runs one call.
  virtual void pass(const std::function<void()>& call) { call(); }

 private:
  template <class Member, class... Arguments>
  void forward(Member member, Arguments&... arguments) {
    pass([&] { (inner_.get()->*member)(arguments...); });
  }

  std::unique_ptr<Operations> inner_;
};

}  // namespace hesscut::kernels
