#pragma once

#include <memory>
#include <string>

#include "host/catalogue/input/source.hpp"

namespace hesscut::catalogue {

/// Whether a text holds a character that makes it a pattern: * ? [
[[nodiscard]] bool is_pattern(const std::string& input);

/// The photos whose paths match a pattern as in a shell, in byte order. Throws Error (usage), naming the pattern, where
/// none does, or the folder that cannot be looked into.
[[nodiscard]] std::unique_ptr<Source> open_pattern(const std::string& pattern);

}  // namespace hesscut::catalogue
