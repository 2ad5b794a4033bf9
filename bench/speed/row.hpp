#pragma once

#include <optional>
#include <string>
#include <vector>

namespace hesscut::bench {

/// What a claim asks of a ratio.
struct Asked {
  enum class Side { at_least, at_most };
  Side side = Side::at_least;
  double limit = 0;  ///< of at most two decimals
};

/// A claim and what was measured of it. All three figures are medians of paired runs, so the ratio need not be that of
/// the other two.
struct Row {
  std::string claim;
  std::string unit;            ///< of ours and theirs
  std::optional<double> ours;  ///< none: not measured, and a note says why
  std::optional<double> theirs;
  std::optional<double> ratio;
  std::string ratio_unit = "x";  ///< "x" for times, "%"
  std::optional<Asked> asked;    ///< none: a figure that nothing is claimed of
  bool holds = true;             ///< what the claim takes for granted, such as certified gaps; a note says what it is
  std::vector<std::string> notes = {};
};

/// A claim that could not be measured here.
[[nodiscard]] Row not_measured(const std::string& claim, const std::string& why);

/// "yes" or "no"; "-" where nothing was measured or nothing is asked. Judged by the ratio as it was measured; what is
/// not a number reaches nothing.
[[nodiscard]] std::string reached(const Row& row);

/// The ratio with two decimals and its unit; one that falls short of its limit is never rounded up (or down) to it. "-"
/// where nothing was measured.
[[nodiscard]] std::string shown_ratio(const Row& row);

/// The table for people, and the notes below it.
[[nodiscard]] std::string to_text(const std::vector<Row>& rows);

/// claim,unit,ours,theirs,ratio,ratio_unit,asked,reached,notes: one line a row; what was not measured or is not asked
/// is an empty field.
[[nodiscard]] std::string to_csv(const std::vector<Row>& rows);

}  // namespace hesscut::bench
