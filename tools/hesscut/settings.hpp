#pragma once

#include <hesscut/markers.hpp>
#include <hesscut/parameters.hpp>
#include <string>
#include <vector>

/// The options that cut and evaluate share. All functions throw Error (usage), naming the option and what was given.
namespace hesscut::command {

/// "x,y" in photo pixels. `option` is what errors call it.
[[nodiscard]] Point parse_point(const std::string& option, const std::string& text);

/// "x,y,w,h" in photo pixels, whole numbers, w and h at least 1.
[[nodiscard]] Box parse_box(const std::string& option, const std::string& text);

/// The parameters of a preset with "name=value" settings applied in order.
[[nodiscard]] Parameters parse_parameters(const std::string& preset, const std::vector<std::string>& settings);

/// The number of workers for so many photos: `asked`, or one a core where that is 0; never more than photos.
[[nodiscard]] int worker_count(int asked, std::size_t photos);

}  // namespace hesscut::command
