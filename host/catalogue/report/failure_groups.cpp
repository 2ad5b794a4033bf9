#include "host/catalogue/report/failure_groups.hpp"

#include <algorithm>
#include <cctype>

namespace hesscut::catalogue {
namespace {

constexpr std::string_view left_out = "...";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void replace_all(std::string& text, const std::string& what) {
  if (what.empty()) return;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += left_out.size()) {
    text.replace(at, what.size(), left_out);
  }
}

/// The place where quotes, brackets and stops at the end of a word begin: they stay when the word goes.
std::size_t end_of_name(std::string_view word) {
  const std::size_t last = word.find_last_not_of("'\")],;:.");
  return last == std::string_view::npos ? 0 : last + 1;
}

/// Whether a word names a file: a path, or a name with a short ending such as ".jpg" after it. "Input/output error" is
/// what a system says.
bool names_file(std::string_view word) {
  const auto slashes = std::ranges::count(word, '/');
  if (slashes > 1 || (slashes == 1 && word.size() > 1 && (word[0] == '/' || word[0] == '.'))) return true;
  const std::size_t dot = word.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string_view ending = word.substr(dot + 1);
  const bool letters = std::ranges::any_of(ending, [](unsigned char c) { return std::isalpha(c) != 0; });
  return letters && ending.size() >= 2 && ending.size() <= 5;
}

std::string with_names_left_out(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t begin = std::min(word.find_first_not_of("'\"(["), word.size());
    const std::size_t stop = std::max(end_of_name(word), begin);
    std::string_view name = word.substr(begin, stop - begin);
    name = name.substr(0, name.find(':'));  // "items.csv:17"
    result += names_file(name) ? std::string(word.substr(0, begin)).append(left_out).append(word.substr(stop))
                               : std::string(word);
    text.remove_prefix(end);
    for (; text.starts_with(' '); text.remove_prefix(1)) {
      if (!result.ends_with(' ')) result += ' ';
    }
  }
  return result;
}

std::string with_numbers_left_out(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i])) {
      result += text[i];
      continue;
    }
    result += '#';
    while (i + 1 < text.size() &&
           (is_digit(text[i + 1]) || (text[i + 1] == '.' && i + 2 < text.size() && is_digit(text[i + 2])))) {
      ++i;
    }
  }
  return result;
}

}  // namespace

std::string general_reason(const Record& record) {
  std::string reason = record.reason;
  replace_all(reason, record.photo);
  if (record.id.size() >= 4) replace_all(reason, record.id);  // a shorter one may be part of any word
  reason = with_numbers_left_out(with_names_left_out(reason));
  const std::string leading = std::string(left_out) + ": ";
  while (reason.starts_with(leading)) reason.erase(0, leading.size());
  return reason;
}

void FailureGroups::add(const Record& record) {
  if (record.status == ItemStatus::done && record.reason.empty()) return;
  std::pair key{record.kind, general_reason(record)};
  if (groups_.size() >= most_groups && !groups_.contains(key)) key = {"", "other reasons"};
  FailureGroup& group = groups_[key];
  if (group.count++ > 0) return;
  group.kind = key.first;
  group.reason = key.second;
  group.example_id = record.id;
  group.example = record.reason;
}

std::vector<FailureGroup> FailureGroups::largest(std::size_t count) const {
  std::vector<FailureGroup> groups;
  groups.reserve(groups_.size());
  for (const auto& [key, group] : groups_) groups.push_back(group);
  std::ranges::stable_sort(groups, std::ranges::greater{}, &FailureGroup::count);
  if (groups.size() > count) groups.resize(count);
  return groups;
}

}  // namespace hesscut::catalogue
