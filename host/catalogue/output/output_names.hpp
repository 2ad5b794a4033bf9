#pragma once

#include <string>
#include <string_view>

#include "host/catalogue/output/output_kind.hpp"

namespace hesscut::catalogue {

/// Where outputs of an item lie, below the folder of all outputs. An id may be any bytes (it comes from a manifest);
/// what it becomes is a relative path that
///   - keeps the tree: "/" in an id separates folders, and items of one folder lie in one folder;
///   - stays below: no part is empty, "." or "..", none begins with "." (so none is hidden or like a temporary file);
///   - can be written anywhere: a part has at most 180 bytes before the ending, a path at most 3000, all of it valid
///     UTF-8 without control, invisible or direction characters and without \ : * ? " < > |;
///   - is no other item's, product's or kind's, and no folder of theirs.
///
/// A byte that may not stand becomes %XX: those above, "%" and "~", a "." or blank at the beginning or end of a part,
/// and in product names "/". An empty part becomes "%". A product's name follows the item's after "~". A part that is
/// too long is cut and ends in "~~" and a digest of the whole; a path that is too long becomes "~~" and a digest.
///
/// Files end in an ending of output_kind.hpp or, thumbnails, in ".jpg". A folder must have no such name, or "a" with
/// the thumbnail "a.jpg" could not be beside "a.jpg/b": of a folder that ends like that the last "." is escaped.

/// Without the ending.
[[nodiscard]] std::string output_stem(std::string_view id, std::string_view product);

[[nodiscard]] std::string output_path(std::string_view id, std::string_view product, OutputKind kind);

/// Thumbnails are kept in a folder of their own.
[[nodiscard]] std::string thumbnail_path(std::string_view id, std::string_view product);

}  // namespace hesscut::catalogue
