#pragma once

#include <array>
#include <string>
#include <string_view>

#include <hesscut/error.hpp>
#include <hesscut/image.hpp>

namespace hesscut {

/// How a cut ended.
enum class Status {
  solved,           ///< the relative gap is at most the tolerance
  iteration_limit,  ///< max_iterations came first: the mask is usable, its gap is the one reported
  trivial,          ///< nothing was left to decide: every pixel is marked, or the photo has a single pixel
  failed,           ///< no mask; Cutout::error says why (only in batches: a single cut throws)
};
[[nodiscard]] std::string_view status_name(Status status);

/// The stages whose times are reported, in order.
enum class Stage { prepare, markers, weights, region, geodesic, solve, refine };
inline constexpr int stage_count = 7;
[[nodiscard]] std::string_view stage_name(Stage stage);

/// Wall-clock milliseconds by stage. Photos that a GPU solves together report equal shares.
struct StageTimes {
  std::array<double, stage_count> ms{};
  [[nodiscard]] double& operator[](Stage stage) { return ms[static_cast<std::size_t>(stage)]; }
  [[nodiscard]] double operator[](Stage stage) const { return ms[static_cast<std::size_t>(stage)]; }
  [[nodiscard]] double total() const;
};

/// What became of one photo.
struct Cutout {
  Status status = Status::failed;
  std::string error;                           ///< one line; empty unless failed
  ErrorKind error_kind = ErrorKind::internal;  ///< of the error, when failed

  Image mask;   ///< one channel, the photo's size: 255 product, 0 background
  Image alpha;  ///< one channel, the photo's size: soft coverage 0..255, equal to the mask outside a thin band

  // the certificate, for the problem solved at the working shape
  int iterations = 0;           ///< ADMM iterations on the finest grid, all refits
  int coarse_iterations = 0;    ///< ADMM iterations on coarser grids
  double gap = 0;               ///< (energy of u - lower bound) / sum |r|: how exactly the convex problem is solved
  double mask_certificate = 0;  ///< (energy of the binary mask - lower bound) / sum |r|: how far any mask can be better
  double energy = 0;            ///< of the relaxed solution u
  int working_width = 0;
  int working_height = 0;

  Image markers;                   ///< working shape, values of Label: what was taken as known
  bool automatic_markers = false;  ///< nothing was marked, and no prior named the product
  bool prior_unsure = false;       ///< nothing was marked, and the prior was left aside: it was not sure of both sides
  StageTimes times;
};

}  // namespace hesscut
