#pragma once

#include <string>
#include <vector>

#include <hesscut/hesscut.hpp>

#include "bench/speed/row.hpp"

/// What rows are made of.
namespace hesscut::bench {

/// One run of both sides in turn.
struct Pair {
  double ours = 0;
  double theirs = 0;
  double ratio = 0;
};

/// theirs / ours: how many times ours is faster.
[[nodiscard]] Pair times_faster(double ours, double theirs);
/// 100 ours / theirs.
[[nodiscard]] Pair percent_of(double ours, double theirs);

/// The median of each figure by itself; of at least one pair.
[[nodiscard]] Pair median(const std::vector<Pair>& pairs);

/// A row of the pair's three figures.
[[nodiscard]] Row make_row(const std::string& claim, const std::string& unit, const Pair& pair,
                           const std::string& ratio_unit, std::optional<Asked> asked = std::nullopt);

/// The gaps of the cuts that a row stands on.
class Gaps {
 public:
  explicit Gaps(double tolerance) : tolerance_(tolerance) {}

  void add(const Cutout& cutout) { values_.push_back(cutout.gap); }
  /// Notes the largest gap; the row does not hold where it is above the tolerance, or not a number.
  void judge(Row& row) const;

  [[nodiscard]] double largest() const;  ///< of at least one
  [[nodiscard]] double median() const;   ///< alike

 private:
  double tolerance_;
  std::vector<double> values_;
};

}  // namespace hesscut::bench
