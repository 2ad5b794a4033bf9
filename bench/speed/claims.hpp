#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "bench/speed/row.hpp"
#include "bench/speed/setup.hpp"

namespace hesscut::bench {

/// A claim of the table. A further one is a function below, in a file of its own, and a line in claims.cpp.
struct Claim {
  std::string_view name;  ///< as --only has it
  bool needs_photos;      ///< Setup::photos
  std::vector<Row> (*measure)(const Setup& setup);
};

[[nodiscard]] std::span<const Claim> all_claims();

/// A photo on one core, markers to mask, certified, against cv::grabCut.
[[nodiscard]] std::vector<Row> against_grabcut(const Setup& setup);
/// The same against scikit-image's random walker.
[[nodiscard]] std::vector<Row> against_random_walker(const Setup& setup);
/// Photos per second of a batch, all cores against one.
[[nodiscard]] std::vector<Row> all_cores(const Setup& setup);
/// A further click on an open photo against the first cut.
[[nodiscard]] std::vector<Row> further_click(const Setup& setup);
/// Sweep and spectral step against the bare FFT pair.
[[nodiscard]] std::vector<Row> iteration(const Setup& setup);
/// What a solve would take at the rate of a copy and of bare FFT pairs, of the time that it takes (bench/roofline).
[[nodiscard]] std::vector<Row> roofline(const Setup& setup);
/// CPU time against that of the published code of Yang, Zhong, Duan, Zeng 2020, on its own problem.
[[nodiscard]] std::vector<Row> published_code(const Setup& setup);
/// The share of each stage of a photo.
[[nodiscard]] std::vector<Row> stages(const Setup& setup);
/// What the tolerance costs in accuracy: pixels of the mask that a far more exact solve decides otherwise.
[[nodiscard]] std::vector<Row> exactness(const Setup& setup);

}  // namespace hesscut::bench
