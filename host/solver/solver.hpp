#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "host/device/array.hpp"
#include "host/device/device.hpp"
#include "kernels/operations.hpp"

namespace hesscut::solver {

struct Options {
  double rho1 = 1;
  double rho2 = 2;
  std::optional<double> rho3;  ///< clip(mean |r|, 0.3, 3) of each image when not given
  double gamma = 1.8;
  double tolerance = 1e-3;  ///< on gap / sum |r|
  int max_iterations = 1000;
  int first_check = 4;             ///< iterations before the first certificate
  std::optional<int> check_every;  ///< iterations between further ones; 2 at first and up to 8 later when not given
  float threshold = 0.5F;          ///< of the mask whose energy is certified
};

/// How the solve of one image ended. The sums certify the very state that is returned.
struct ImageReport {
  bool converged = false;
  int iterations = 0;
  double scale = 1;  ///< sum |r| over the pixels that are free, at least 1e-4 a pixel
  kernels::CertificateSums sums;
  kernels::Penalties penalties;

  [[nodiscard]] double relative_gap() const;      ///< gap / scale
  [[nodiscard]] double mask_certificate() const;  ///< (mask energy - lower bound) / scale
};

/// Solves batches of one shape on one grid by ADMM (docs/model.md, section 2). All memory is taken in the constructor:
/// start and solve allocate nothing.
class Solver {
 public:
  Solver(device::Device& device, kernels::Operations& queue, const kernels::Shape& largest, Boundary boundary);

  /// The next solve starts from u (natural order, values in [0, 1]) with multipliers 0.
  void start_from(kernels::ConstFloatField u);
  /// The next solve starts from the solution of `coarse`, which has solved the same batch on the grid of half the size
  /// and whose own next solve goes on from there.
  void start_from(Solver& coarse, const kernels::Problem& coarse_problem);

  /// Solves from the start, or else from where the last solve of this batch ended (a warm start: r may have changed).
  /// reports has one entry an image. The images of `problem` change places while it runs (one that is done leaves the
  /// active front of the batch) and are as before when it returns.
  void solve(const kernels::Problem& problem, const Options& options, std::span<ImageReport> reports);

  /// The relaxed solution in natural order, bounds and hard markers applied.
  void relaxed(const kernels::Problem& problem, kernels::FloatField out);

  // The state of the last solve; device memory, images in the order of the problem.
  [[nodiscard]] kernels::FloatField u() const { return u_.field(batch_); }  ///< transform order, not clipped
  [[nodiscard]] kernels::State state() const;
  [[nodiscard]] const kernels::Penalties* penalties() const { return penalties_.data(); }

 private:
  enum class Start { from_u, from_multipliers, warm };

  void start(const Options& options);
  void begin(const kernels::Problem& problem, const Options& options, std::span<ImageReport> reports);
  void iterate(const kernels::Problem& problem, int active, int iterations);
  void certify(const kernels::Problem& problem, int active, float threshold);
  [[nodiscard]] int retire(const kernels::Problem& problem, const Options& options, int active, int iteration,
                           std::span<ImageReport> reports);
  void exchange(const kernels::Problem& problem, int i, int j);
  void restore_order(const kernels::Problem& problem);

  kernels::Operations& queue_;
  std::uintptr_t serial_;  ///< of this solver among all that ever were: no recorded block of another one is its own
  Boundary boundary_;
  std::unique_ptr<kernels::SpectralPlan> plan_;
  device::FieldArray<float> px_, py_, qxx_, qyy_, qxy_, v_;  ///< z
  device::FieldArray<float> u_, rhs_;                        ///< transform order
  device::Array<kernels::Penalties> penalties_;
  device::Array<kernels::CertificateSums> sums_;
  device::Array<kernels::RegionScale> scales_;

  // host copies, by place in the batch
  std::vector<kernels::Penalties> host_penalties_;
  std::vector<kernels::CertificateSums> host_sums_;
  std::vector<kernels::RegionScale> host_scales_;
  std::vector<int> image_at_;  ///< which image is at a place of the batch
  int batch_ = 0;
  Start start_ = Start::from_u;
};

}  // namespace hesscut::solver
