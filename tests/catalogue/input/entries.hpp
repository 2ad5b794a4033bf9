#pragma once

#include <hesscut/error.hpp>
#include <random>
#include <string>
#include <vector>

#include "host/catalogue/input/source.hpp"

namespace hesscut::catalogue {

/// Everything that an Entry says, in one line that is the same only for equal ones; numbers to the last bit.
[[nodiscard]] std::string described(const Entry& entry);

/// What is left in a source, to its end.
[[nodiscard]] std::vector<Entry> all_of(Source& source);
[[nodiscard]] std::vector<std::string> ids_of(Source& source);

/// The items of inputs with nothing on standard input.
[[nodiscard]] std::vector<Entry> items_of(const std::vector<std::string>& inputs);

/// What an Error says, and "" where there is none: the call as it is written in a test.
template <typename Call>
std::string error_of(const Call& call, ErrorKind kind) {
  try {
    call();
  } catch (const Error& error) {
    return error.kind() == kind ? error.what() : std::string("wrong kind: ") + error.what();
  }
  return "";
}

using Random = std::mt19937;

/// From low to high, both included.
[[nodiscard]] int random_number(Random& random, int low, int high);

/// Up to so many characters of UTF-8, among them those that are special in JSON, CSV or paths; never a NUL.
[[nodiscard]] std::string random_text(Random& random, int most);

/// An item as a manifest may say it, with a product or several or none.
[[nodiscard]] Entry random_entry(Random& random);

}  // namespace hesscut::catalogue
