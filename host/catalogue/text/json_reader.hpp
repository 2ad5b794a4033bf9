#pragma once

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace hesscut::catalogue {

/// Keeps its keys in the order in which they were put in.
using Json = nlohmann::ordered_json;

/// Throws Error (input), "WHAT: reason", where the text is no JSON or nests deeper than 64.
[[nodiscard]] Json parse_json(std::string_view text, const std::string& what);

/// On one line; bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string one_line(const Json& json);

/// On many lines, for people, with a line feed at the end.
[[nodiscard]] std::string indented(const Json& json);

/// A number that is not finite is null: JSON has no other word for it.
[[nodiscard]] inline Json number_json(double number) {
  return std::isfinite(number) ? Json(number) : Json(nullptr);
}

/// The members of an object. Keys it is not asked for are ignored; a missing one gives the default of its type. Throws
/// Error (input), "WHAT: reason", where a value is of another type than asked for.
class JsonReader {
 public:
  /// Keeps a reference to `json`.
  JsonReader(const Json& json, std::string what);

  /// Throws where there is no such key.
  const JsonReader& require(const char* key) const;

  [[nodiscard]] const Json* find(const char* key) const;
  [[nodiscard]] std::string text(const char* key) const;
  [[nodiscard]] bool truth(const char* key) const;
  [[nodiscard]] double number(const char* key) const;  ///< null: not a number
  [[nodiscard]] const Json* array(const char* key) const;
  [[nodiscard]] const Json* object(const char* key) const;

  /// Throws too where the number is beyond the range of Integer.
  template <typename Integer>
  [[nodiscard]] Integer integer(const char* key) const {
    const Json* value = find(key);
    if (value == nullptr) return 0;
    if (value->is_number_unsigned()) {
      const auto number = value->get<std::uint64_t>();
      if (std::in_range<Integer>(number)) return static_cast<Integer>(number);
    } else if (value->is_number_integer()) {
      const auto number = value->get<std::int64_t>();
      if (std::in_range<Integer>(number)) return static_cast<Integer>(number);
    }
    refuse(key, "is no whole number in range");
  }

 private:
  [[noreturn]] void refuse(const std::string& key, const char* reason) const;

  const Json& json_;
  std::string what_;
};

}  // namespace hesscut::catalogue
