#pragma once

#include <string_view>

namespace hesscut::catalogue {

/// Refuses, before any of it is held in memory, a text that is no JSON, and what a parser would take without a word or
/// only at great cost: a key that stands twice in one object, more than 64 keys in one, more than 8 levels, numbers
/// beyond the range of a double. Throws Error (input) with the bare reason.
void check_json(std::string_view text);

}  // namespace hesscut::catalogue
