#include "tests/catalogue/report/markup.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <stdexcept>
#include <utility>

namespace hesscut::catalogue::testing {
namespace {

const std::set<std::string> without_end = {"meta", "link", "br", "img", "input"};
const std::set<std::string> raw = {"script", "style"};

class Reader {
 public:
  explicit Reader(std::string_view page) : rest_(page) {}

  Markup read() {
    try {
      expect("<!doctype html>\n");
      while (!rest_.empty()) step();
      if (!open_.empty()) fail("<" + top().name + "> is never closed");
    } catch (const std::runtime_error& error) {
      markup_.trouble = error.what();
    }
    return std::move(markup_);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error(what + " before: " + std::string(rest_.substr(0, 80)));
  }

  Element& top() { return markup_.elements[open_.back()]; }

  void expect(std::string_view text) {
    if (!rest_.starts_with(text)) fail("no " + std::string(text));
    rest_.remove_prefix(text.size());
  }

  std::string_view take(std::size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::string name() {
    std::size_t length = 0;
    while (length < rest_.size() &&
           (std::isalnum(static_cast<unsigned char>(rest_[length])) != 0 || rest_[length] == '-')) {
      ++length;
    }
    if (length == 0) fail("no name");
    return std::string(take(length));
  }

  std::string resolved(std::string_view text) const {
    constexpr std::array<std::pair<std::string_view, char>, 5> known = {
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};
    std::string result;
    while (!text.empty()) {
      const auto* const found =
          std::ranges::find_if(known, [&](const auto& reference) { return text.starts_with(reference.first); });
      if (found == known.end() && text[0] == '&') fail("an & that is none of the references");
      result += found == known.end() ? text[0] : found->second;
      text.remove_prefix(found == known.end() ? 1 : found->first.size());
    }
    return result;
  }

  void step() {
    if (rest_.starts_with("</")) {
      close();
    } else if (rest_.starts_with('<')) {
      begin();
    } else {
      const std::string text = resolved(take(std::min(rest_.find('<'), rest_.size())));
      if (!open_.empty()) {
        top().text += text;
      } else if (text.find_first_not_of('\n') != std::string::npos) {
        fail("text outside of the page");
      }
    }
  }

  void close() {
    expect("</");
    const std::string closed = name();
    if (open_.empty() || top().name != closed) fail("</" + closed + "> closes nothing");
    expect(">");
    open_.pop_back();
  }

  void begin() {
    expect("<");
    const std::size_t index = markup_.elements.size();
    Element element;
    element.name = name();
    element.parent = open_.empty() ? index : open_.back();
    while (rest_.starts_with(' ')) {
      expect(" ");
      const std::string key = name();
      std::string value;
      if (rest_.starts_with('=')) {
        expect("=\"");
        const std::size_t end = rest_.find('"');
        if (end == std::string_view::npos) fail("a quote without an end");
        value = resolved(take(end));
        if (value.find('\n') != std::string::npos) fail("a value of more than one line");
        expect("\"");
      }
      if (!element.attributes.emplace(key, value).second) fail("a second " + key);
    }
    const bool in_svg = std::ranges::any_of(open_, [&](std::size_t i) { return markup_.elements[i].name == "svg"; });
    const bool closed = in_svg && rest_.starts_with('/');
    if (closed) expect("/");
    expect(">");
    const std::string name = element.name;
    markup_.elements.push_back(std::move(element));
    if (closed || without_end.contains(name)) return;
    open_.push_back(index);
    if (raw.contains(name)) {
      const std::size_t end = rest_.find("</" + name);
      if (end == std::string_view::npos) fail("<" + name + "> without an end");
      top().text = take(end);
    }
  }

  std::string_view rest_;
  Markup markup_;
  std::vector<std::size_t> open_;
};

}  // namespace

bool Element::is(std::string_view element, std::string_view one_class) const {
  if (name != element) return false;
  if (one_class.empty()) return true;
  const auto found = attributes.find("class");
  return found != attributes.end() &&
         (" " + found->second + " ").find(" " + std::string(one_class) + " ") != std::string::npos;
}

std::vector<const Element*> Markup::all(std::string_view element, std::string_view one_class) const {
  std::vector<const Element*> found;
  for (const Element& candidate : elements) {
    if (candidate.is(element, one_class)) found.push_back(&candidate);
  }
  return found;
}

std::string Markup::whole_text(const Element& element) const {
  const auto self = static_cast<std::size_t>(&element - elements.data());
  std::set<std::size_t> within = {self};
  std::string text = element.text;
  for (std::size_t i = self + 1; i < elements.size() && within.contains(elements[i].parent); ++i) {
    within.insert(i);
    text += elements[i].text;
  }
  return text;
}

Markup read_markup(std::string_view page) {
  return Reader(page).read();
}

}  // namespace hesscut::catalogue::testing
