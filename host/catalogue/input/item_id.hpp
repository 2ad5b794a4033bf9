#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "host/catalogue/input/entry.hpp"

namespace hesscut::catalogue {

inline constexpr std::size_t longest_id = 4096;  ///< bytes

/// The id that a path makes where no other is given: the path in its shortest form (no "a//b", "a/./b", "a/../b")
/// without leading "/", "./" and "../". Empty for a path that consists of nothing else. Paths of one folder make
/// different ids; "../a.jpg" and "/a.jpg" make that of "a.jpg".
[[nodiscard]] std::string id_of_path(const std::filesystem::path& path);

/// Why a text cannot be an id: it is empty, longer than longest_id, not UTF-8 or holds a NUL. Empty: it can.
[[nodiscard]] std::string objection_to_id(std::string_view id);

/// An item that cannot be used, said at `place`. The reason must begin with the place.
[[nodiscard]] Entry trouble_entry(const std::string& place, const std::string& reason);

/// An item about which nothing is known but its photo; with trouble, and its path as place, where the id cannot be one.
[[nodiscard]] Entry photo_entry(const std::string& id, const std::filesystem::path& photo);

}  // namespace hesscut::catalogue
