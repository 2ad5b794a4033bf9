#pragma once

#include <string>
#include <vector>

#include "bench/table1/outcome.hpp"

namespace hesscut::bench {

/// A line a method: the means of everything.
[[nodiscard]] std::string summary_table(const std::vector<Outcome>& means, bool markdown);

/// A line a photo, a column a method: "DSC / HD".
[[nodiscard]] std::string photo_table(const std::vector<std::string>& names,
                                      const std::vector<std::vector<Outcome>>& photos, bool markdown);

/// What the published table cannot mean.
[[nodiscard]] std::string footer();

}  // namespace hesscut::bench
