#pragma once

#include <string>

/// What tables are made of.
namespace hesscut::evaluate {

/// The value with so many decimals; never depends on the locale, as the command sets none.
[[nodiscard]] std::string number(double value, int decimals);

/// With three decimals and an exponent.
[[nodiscard]] std::string scientific(double value);

/// The text, quoted where a comma, quote or line end would break the row.
[[nodiscard]] std::string csv_field(const std::string& text);

/// The text behind as many spaces as make it `width` long.
[[nodiscard]] std::string padded(const std::string& text, std::size_t width);

}  // namespace hesscut::evaluate
