#pragma once

#include <charconv>
#include <hesscut/markers.hpp>
#include <hesscut/parameters.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

/// The options that cut and evaluate share. All functions throw Error (usage), naming the option and what was given.
namespace hesscut::command {

/// Numbers separated by commas, exactly `count` of them; nothing where the text is anything else.
template <typename Number>
[[nodiscard]] std::optional<std::vector<Number>> parse_numbers(std::string_view text, std::size_t count) {
  std::vector<Number> numbers;
  while (numbers.size() < count) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) return std::nullopt;
    numbers.push_back(number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (numbers.size() == count) break;
    if (!text.starts_with(',')) return std::nullopt;
    text.remove_prefix(1);
  }
  if (!text.empty()) return std::nullopt;
  return numbers;
}

/// "x,y" in photo pixels. `option` is what errors call it.
[[nodiscard]] Point parse_point(const std::string& option, const std::string& text);

/// "x,y,w,h" in photo pixels, whole numbers, w and h at least 1.
[[nodiscard]] Box parse_box(const std::string& option, const std::string& text);

/// The parameters of a preset with "name=value" settings applied in order.
[[nodiscard]] Parameters parse_parameters(const std::string& preset, const std::vector<std::string>& settings);

/// The number of workers for so many photos: `asked`, or one a core where that is 0; never more than photos.
[[nodiscard]] int worker_count(int asked, std::size_t photos);

}  // namespace hesscut::command
