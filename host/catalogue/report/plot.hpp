#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "host/catalogue/report/log_bins.hpp"

namespace hesscut::catalogue {

/// A histogram over some bins, drawn as SVG that is coloured by the page's style.
class Plot {
 public:
  /// What a bar is made of, from the bottom up: class of its colour and share of the bar.
  using Parts = std::vector<std::pair<std::string, double>>;

  /// first .. last: the bins shown; most: what the highest bar stands for.
  Plot(const LogBins& bins, int first, int last, std::uint64_t most);

  /// words: what the bar is called before its count, shown when pointed at.
  void bar(int bin, std::uint64_t count, const Parts& parts, const std::string& words);

  /// Ticks at powers of ten, and at twice and five times them where there is room.
  void ticks(const std::function<std::string(double)>& words);

  /// A dashed upright line.
  void mark(double value, const std::string& words);

  /// label: what the drawing shows, for those who do not see it.
  [[nodiscard]] std::string drawn(const std::string& x_title, const std::string& y_title,
                                  const std::string& label) const;

 private:
  [[nodiscard]] double x(double value) const;
  [[nodiscard]] double y(double count) const;

  LogBins bins_;
  int first_, last_;
  double step_, top_;  ///< of the counts: between lines, at the upper edge
  std::string body_, ticks_;
};

}  // namespace hesscut::catalogue
