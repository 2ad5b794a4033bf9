#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hesscut/markers.hpp>

#include "host/catalogue/output/output_kind.hpp"

namespace hesscut::catalogue {

// The values that a field of a CSV manifest holds. Each throws Error (input) with the bare reason.

/// "x,y;x,y": points in photo pixels, separated by semicolons or blanks; none in an empty text.
[[nodiscard]] std::vector<Point> parse_points(std::string_view text);

/// "x,y,width,height" in whole photo pixels.
[[nodiscard]] Box parse_box(std::string_view text);

/// "name=value;name=value"; none in an empty text.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> parse_settings(std::string_view text);

/// "mask,crop", separated by commas, semicolons or blanks; none in an empty text.
[[nodiscard]] std::vector<OutputKind> parse_outputs(std::string_view text);

}  // namespace hesscut::catalogue
