#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/catalogue/output/output_kind.hpp"

namespace hesscut::catalogue {

/// "mask,crop": names separated by commas, each once.
[[nodiscard]] std::string output_list(const std::vector<OutputKind>& kinds);

/// The same read; in the order of OutputKind whatever the order given. Throws Error (usage) for an unknown name and for
/// none at all, listing what there is.
[[nodiscard]] std::vector<OutputKind> parse_output_list(std::string_view text);

}  // namespace hesscut::catalogue
