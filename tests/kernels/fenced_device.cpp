#include "tests/kernels/fenced_device.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <new>
#include <system_error>

namespace hesscut::test {
namespace {

using kernels::ByteField;
using kernels::ConstByteField;
using kernels::ConstFloatField;
using kernels::ConstProblem;
using kernels::FloatField;
using kernels::Penalties;
using kernels::State;

/// Hands every call to the queue behind it, through the fence.
class FencedQueue final : public kernels::Operations {
 public:
  FencedQueue(std::unique_ptr<kernels::Operations> inner, std::shared_ptr<Fence> fence)
      : inner_(std::move(inner)), fence_(std::move(fence)) {}

  void reserve(const kernels::Shape& largest) override { forward(&Operations::reserve, largest); }
  void upload(void* device, const void* host, std::size_t bytes) override {
    forward(&Operations::upload, device, host, bytes);
  }
  void download(void* host, const void* device, std::size_t bytes) override {
    forward(&Operations::download, host, device, bytes);
  }
  void copy(void* to, const void* from, std::size_t bytes) override { forward(&Operations::copy, to, from, bytes); }
  void fill(FloatField field, float value) override { forward(&Operations::fill, field, value); }
  void synchronize() override { forward(&Operations::synchronize); }

  void lab_from_rgb(kernels::Field<const kernels::Rgb8> rgb, kernels::Planes<float> lab) override {
    forward(&Operations::lab_from_rgb, rgb, lab);
  }
  void grey_from_rgb(kernels::Field<const kernels::Rgb8> rgb, FloatField grey) override {
    forward(&Operations::grey_from_rgb, rgb, grey);
  }
  void gaussian_blur(ConstFloatField in, FloatField out, double sigma) override {
    forward(&Operations::gaussian_blur, in, out, sigma);
  }

  void gradient_square(ConstFloatField in, FloatField out, float scale, bool accumulate) override {
    forward(&Operations::gradient_square, in, out, scale, accumulate);
  }
  void quantile(ConstFloatField field, double q, float* out) override { forward(&Operations::quantile, field, q, out); }
  void edge_function_weights(ConstFloatField g2, const float* g2_reference, const kernels::EdgeFunction& function,
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

  void geodesic_distance(ConstFloatField cost, ConstByteField labels, std::uint8_t seed, FloatField distance) override {
    forward(&Operations::geodesic_distance, cost, labels, seed, distance);
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

  void fit_colour_tables(kernels::Planes<const float> lab, ConstByteField labels,
                         kernels::ColourTables tables) override {
    forward(&Operations::fit_colour_tables, lab, labels, tables);
  }
  void colour_data_term(kernels::Planes<const float> lab, kernels::ColourTables tables, FloatField data) override {
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

  void border_distance(kernels::Planes<const float> lab, const float* coefficients, FloatField distance) override {
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
  void region_scale(ConstFloatField r, kernels::RegionScale* out) override {
    forward(&Operations::region_scale, r, out);
  }

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
  void spectral_solve(kernels::SpectralPlan& plan, const Penalties* penalties, FloatField rhs, FloatField u) override {
    forward(&Operations::spectral_solve, plan, penalties, rhs, u);
  }
  void certificate(const ConstProblem& problem, Boundary boundary, const Penalties* penalties, ConstFloatField u,
                   const kernels::ConstState& state, float threshold, kernels::CertificateSums* out) override {
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

  void guided_map(kernels::Field<const kernels::Rgb8> guide, ConstByteField mask, ConstByteField band, int radius,
                  float epsilon, const kernels::LinearMap<float>& map) override {
    forward(&Operations::guided_map, guide, mask, band, radius, epsilon, map);
  }
  void edge_alpha(kernels::Field<const kernels::Rgb8> photo, const kernels::LinearMap<const float>& map,
                  ConstByteField band, float gain, ByteField alpha) override {
    forward(&Operations::edge_alpha, photo, map, band, gain, alpha);
  }

  void restrict_by_two(ConstFloatField fine, float factor, FloatField coarse) override {
    forward(&Operations::restrict_by_two, fine, factor, coarse);
  }
  void prolong_by_two(ConstFloatField coarse, float factor, FloatField fine) override {
    forward(&Operations::prolong_by_two, coarse, factor, fine);
  }
  void swap_images(FloatField field, int i, int j) override { forward(&Operations::swap_images, field, i, j); }

 private:
  template <class Member, class... Arguments>
  void forward(Member member, Arguments&... arguments) {
    fence_->pass([&] { (inner_.get()->*member)(arguments...); });
  }

  std::unique_ptr<kernels::Operations> inner_;
  std::shared_ptr<Fence> fence_;
};

}  // namespace

Fence::~Fence() {
  for (const auto& [memory, bytes] : blocks_) munmap(memory, bytes);
}

void* Fence::allocate(std::size_t bytes) {
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  const std::size_t size = (bytes / page + 1) * page;
  void* memory = mmap(nullptr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  const std::lock_guard lock(mutex_);
  blocks_.emplace(memory, size);
  return memory;
}

void Fence::release(void* memory) noexcept {
  const std::lock_guard lock(mutex_);
  const auto block = blocks_.find(memory);
  munmap(memory, block->second);
  blocks_.erase(block);
}

void Fence::protect_all(bool open) {
  for (const auto& [memory, bytes] : blocks_) {
    if (mprotect(memory, bytes, open ? PROT_READ | PROT_WRITE : PROT_NONE) != 0) {
      throw std::system_error(errno, std::generic_category(), "mprotect");
    }
  }
}

std::unique_ptr<kernels::Operations> FencedDevice::make_queue() {
  return std::make_unique<FencedQueue>(inner_->make_queue(), fence_);
}

}  // namespace hesscut::test
