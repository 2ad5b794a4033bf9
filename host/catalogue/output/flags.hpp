#pragma once

#include <array>
#include <hesscut/image.hpp>
#include <hesscut/result.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "host/catalogue/output/tight_box.hpp"

namespace hesscut::catalogue {

/// Why people should look at a result.
struct FlagInfo {
  std::string_view name;
  std::string_view meaning;  ///< in one line, for people
};

inline constexpr std::string_view flag_empty = "empty";
inline constexpr std::string_view flag_area_small = "area_small";
inline constexpr std::string_view flag_area_large = "area_large";
inline constexpr std::string_view flag_touches_border = "touches_border";
inline constexpr std::string_view flag_low_contrast = "low_contrast";
inline constexpr std::string_view flag_gap_not_met = "gap_not_met";
inline constexpr std::string_view flag_several_parts = "several_parts";
inline constexpr std::string_view flag_prior_unsure = "prior_unsure";

/// All of them, in the order in which flags_of gives them.
inline constexpr std::array<FlagInfo, 8> flag_infos = {{
    {flag_empty, "no pixel is product"},
    {flag_area_small, "the product is less than 1 % of the photo"},
    {flag_area_large, "the product is more than 90 % of the photo"},
    {flag_touches_border, "the product covers more than 2 % of the photo's border: it may go on outside"},
    {flag_low_contrast, "product and background are hardly different along the contour: it may be in the wrong place"},
    {flag_gap_not_met, "the solver stopped at its iteration limit: the certificate is wider than asked for"},
    {flag_several_parts, "the product is in parts, the second at least half as large as the first"},
    {flag_prior_unsure, "the network was not sure of any product: the automatic markers have looked for one instead"},
}};

/// The mean difference between the colours next to the contour inside and outside, place by place, in units of CIELAB
/// (2 can just be seen, black and white differ by 100); 100 where there is no contour.
[[nodiscard]] double contour_contrast(const Image& photo, const Image& mask);

/// Below it low_contrast is raised. The drawn contours of 40 photographs and 12 rendered scenes have 15 and more (30 to
/// 50 as a rule); moved out or in by 4 % of the photo's width they have 12 and less in all but one case in ten.
inline constexpr double least_contrast = 12;

/// The names of what people should look at. photo: three channels; box: the tight box of the cutout's mask. An empty
/// mask has no other flag than that and gap_not_met. Contour and parts are looked at on at most 512 pixels.
[[nodiscard]] std::vector<std::string> flags_of(const Image& photo, const Cutout& cutout, const TightBox& box);

}  // namespace hesscut::catalogue
