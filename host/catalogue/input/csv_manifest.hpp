#pragma once

#include <filesystem>
#include <memory>

#include "host/catalogue/input/source.hpp"

namespace hesscut::catalogue {

/// The items of a CSV manifest (csv_reader.hpp). Its first line names the columns, in any order, of
///   id, path, fg, bg, box, markers, preset, set, write
/// with the meaning they have in entry_json.hpp, written as csv_values.hpp says. `path` must be there; without an id
/// the path makes one, as in a list. A record that cannot be used is an Entry with trouble, placed at its first line.
/// Throws Error (usage), naming the file, where it cannot be opened or its first line is something else.
[[nodiscard]] std::unique_ptr<Source> open_csv_manifest(const std::filesystem::path& file);

}  // namespace hesscut::catalogue
