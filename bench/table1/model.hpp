#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>
#include <hesscut/parameters.hpp>

#include "host/segment/level.hpp"
#include "host/segment/recipe.hpp"

namespace hesscut::bench {

/// min over u in [0, 1] of  sum alpha |grad u| + beta |hess u| + r u  on the working grid, on the host. Hard markers
/// stand in r: -infinity on product, +infinity on background.
struct HostProblem {
  int height = 0;
  int width = 0;
  std::vector<float> alpha, beta, r;
};

/// A state u of a problem, however it was found, and what it is worth. Energies are relative to sum |r|.
struct Worth {
  double energy = 0;       ///< of u
  double mask_energy = 0;  ///< of u > 1/2
};

/// The problem solved by Hesscut from u = 1/2 on that one grid.
struct Certified {
  std::vector<float> u;
  int iterations = 0;
  double gap = 0;               ///< at the product's tolerance, 1e-3
  double mask_certificate = 0;  ///< alike
  double lower_bound = 0;       ///< of the optimum, relative to sum |r|, from a solve ten times as exact
};

/// One photo and one published model on its working grid, on the CPU.
class Model {
 public:
  Model(const ImageView& photo, const Markers& markers, const Parameters& parameters);

  /// Fits the means to the masks of `parameters.refits` loose solves, as Hesscut does, and makes r.
  void make_problem();
  /// The problem of RCI: means of inside and outside the convex hull of the product's markers (or of the box), as its
  /// authors' code has it, and no hard markers.
  void make_rci_problem();

  [[nodiscard]] HostProblem problem() const;
  [[nodiscard]] Certified solve();
  [[nodiscard]] Worth worth(const std::vector<float>& u);
  /// 255 inside the convex hull of the product's markers, or inside the box.
  [[nodiscard]] Image hull() const;

  [[nodiscard]] segment::Level& level() { return *level_; }
  [[nodiscard]] kernels::Operations& queue() { return *queue_; }
  [[nodiscard]] const Parameters& parameters() const { return parameters_; }

 private:
  void load_photo(const ImageView& photo, const kernels::Shape& shape);
  void load_markers();
  [[nodiscard]] std::vector<float> download(kernels::ConstFloatField field) const;

  Parameters parameters_;
  std::unique_ptr<device::Device> device_;
  std::unique_ptr<kernels::Operations> queue_;
  std::unique_ptr<segment::Level> level_;
  Image known_;
  segment::Knowledge knowledge_ = segment::Knowledge::foreground;
  double scale_ = 1;  ///< sum |r|
};

}  // namespace hesscut::bench
