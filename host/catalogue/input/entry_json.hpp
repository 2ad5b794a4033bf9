#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "host/catalogue/input/entry.hpp"

namespace hesscut::catalogue {

/// The item as one line of JSON, without a line feed: an object of a JSONL manifest, with which it can be done again.
/// What is empty is left out; place and trouble are not part of it. Throws Error (internal) where an item holds what a
/// manifest cannot say: strokes of more than a point or with a radius, a mask in memory, text that is not UTF-8.
[[nodiscard]] std::string to_json(const Entry& entry);

/// The item that an object says. Relative paths are from `folder`. Keys, all but the first two optional:
///   id        UTF-8, 1..4096 bytes
///   path      of the photo
///   fg, bg    lists of [x, y]: points on the product, on the background; photo pixels
///   box       [x, y, width, height], whole photo pixels, around the product
///   markers   path of an image of markers
///   preset    name of a preset
///   set       object: name of a parameter, its value (number, text or truth)
///   write     list of outputs (output_kind.hpp)
///   products  instead of fg, bg, box, markers: a list of objects with these keys and "name", which is needed where
///             there is more than one: letters, digits, '.', '_', '-', at most 64 bytes, unique in the photo
/// fg comes before bg in the product's strokes, whatever the order of the keys.
/// Throws Error (input), "PLACE: key 'KEY': reason" in one line (without "PLACE: " where it is empty), for anything
/// else.
[[nodiscard]] Entry entry_from_json(std::string_view text, const std::filesystem::path& folder,
                                    const std::string& place);

}  // namespace hesscut::catalogue
