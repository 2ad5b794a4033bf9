#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/catalogue/journal/record.hpp"

namespace hesscut::catalogue {

/// Items that failed, or were put off, for what is the same reason but for names and numbers.
struct FailureGroup {
  std::string kind;
  std::string reason;  ///< without paths, with # for every number
  std::uint64_t count = 0;
  std::string example_id;  ///< of the first item of the group
  std::string example;     ///< its reason in full
};

/// The reason of a record with its paths left out, or "..." for them, and "#" for every number.
[[nodiscard]] std::string general_reason(const Record& record);

/// Counts reasons in bounded memory.
class FailureGroups {
 public:
  /// Reasons beyond so many different ones are counted together as "other reasons".
  static constexpr std::size_t most_groups = 1000;

  /// Ignores a record without a reason that is done.
  void add(const Record& record);

  /// The largest groups first, at most `count` of them; equal ones by kind and reason.
  [[nodiscard]] std::vector<FailureGroup> largest(std::size_t count) const;

  [[nodiscard]] std::size_t size() const { return groups_.size(); }

 private:
  std::map<std::pair<std::string, std::string>, FailureGroup> groups_;
};

}  // namespace hesscut::catalogue
