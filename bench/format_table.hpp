#pragma once

#include <string>
#include <vector>

namespace hesscut::bench {

/// A table of cells, the first row its header: padded columns for people, or Markdown.
[[nodiscard]] std::string format_table(const std::vector<std::vector<std::string>>& rows, bool markdown);

}  // namespace hesscut::bench
