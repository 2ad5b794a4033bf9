#include "bench/speed/measured.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "bench/statistics.hpp"
#include "tools/hesscut/evaluate/table_cells.hpp"

namespace hesscut::bench {
namespace {

double median_of(const std::vector<Pair>& pairs, double Pair::*figure) {
  std::vector<double> values;
  for (const Pair& pair : pairs) values.push_back(pair.*figure);
  return median(values);
}

}  // namespace

Pair times_faster(double ours, double theirs) {
  return {ours, theirs, theirs / ours};
}

Pair percent_of(double ours, double theirs) {
  return {ours, theirs, 100 * ours / theirs};
}

Pair median(const std::vector<Pair>& pairs) {
  return {median_of(pairs, &Pair::ours), median_of(pairs, &Pair::theirs), median_of(pairs, &Pair::ratio)};
}

Row make_row(const std::string& claim, const std::string& unit, const Pair& pair, const std::string& ratio_unit,
             std::optional<Asked> asked) {
  return {claim, unit, pair.ours, pair.theirs, pair.ratio, ratio_unit, asked, true, {}};
}

void Gaps::judge(Row& row) const {
  const bool certified = largest() <= tolerance_;
  row.holds = row.holds && certified;
  row.notes.push_back("largest gap " + evaluate::scientific(largest()) + " of " + std::to_string(values_.size()) +
                      " cuts, " + (certified ? "at most " : "NOT at most ") + evaluate::scientific(tolerance_));
}

double Gaps::largest() const {
  // A gap that is not a number would be lost among comparisons.
  if (std::ranges::any_of(values_, [](double gap) { return std::isnan(gap); })) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return std::ranges::max(values_);
}

double Gaps::median() const {
  return bench::median(values_);
}

}  // namespace hesscut::bench
