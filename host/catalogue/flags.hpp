#pragma once

#include <array>
#include <string_view>

namespace hesscut::catalogue {

/// Something about a product that people should look at.
struct FlagInfo {
  std::string_view name, meaning;
};

inline constexpr std::array<FlagInfo, 7> flag_infos = {{
    {"empty", "nothing was found"},
    {"area_small", "the product covers very little of the photo"},
    {"area_large", "the product covers nearly all of the photo"},
    {"touches_border", "the product reaches the photo's border"},
    {"low_contrast", "product and background have nearly the same colours"},
    {"gap_not_met", "the solve ended before its tolerance"},
    {"several_parts", "the mask is in several large parts"},
}};

}  // namespace hesscut::catalogue
