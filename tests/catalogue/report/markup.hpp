#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hesscut::catalogue::testing {

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;  ///< as meant: character references resolved
  std::string text;                               ///< what stands directly in it, the same
  std::size_t parent = 0;                         ///< index of the element around it; its own for the outermost

  [[nodiscard]] bool is(std::string_view element, std::string_view one_class) const;
};

/// A web page taken apart by strict rules: every element that may be closed is, in the order of nesting; attributes are
/// quoted and differ; & and < stand for themselves nowhere but in scripts and styles.
struct Markup {
  std::vector<Element> elements;  ///< in the order in which they begin
  std::string trouble;            ///< the first rule that is broken; empty: none

  [[nodiscard]] std::vector<const Element*> all(std::string_view element, std::string_view one_class = "") const;

  /// The text in an element and all within, in order of elements.
  [[nodiscard]] std::string whole_text(const Element& element) const;
};

[[nodiscard]] Markup read_markup(std::string_view page);

}  // namespace hesscut::catalogue::testing
