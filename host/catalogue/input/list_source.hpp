#pragma once

#include <filesystem>
#include <iosfwd>
#include <memory>

#include "host/catalogue/input/source.hpp"

namespace hesscut::catalogue {

/// The items of a list, @FILE of open_source. Throws Error (usage) where the file cannot be opened.
[[nodiscard]] std::unique_ptr<Source> open_list(const std::filesystem::path& file);

/// The same from a stream that outlives the source; its places are "standard input:LINE".
[[nodiscard]] std::unique_ptr<Source> open_list(std::istream& standard_input);

/// The items of a JSONL manifest: a line an object, lines of nothing but blanks passed over.
[[nodiscard]] std::unique_ptr<Source> open_jsonl_manifest(const std::filesystem::path& file);

}  // namespace hesscut::catalogue
