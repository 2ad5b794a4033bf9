#include "host/catalogue/output/output_list.hpp"

#include <algorithm>
#include <hesscut/error.hpp>

namespace hesscut::catalogue {
namespace {

[[noreturn]] void refuse(std::string_view text, std::string_view name) {
  std::string known;
  for (const OutputName& output : output_names) known += (known.empty() ? "" : ", ") + std::string(output.name);
  throw Error(ErrorKind::usage,
              "outputs '" + std::string(text) + "': '" + std::string(name) + "' is not one of " + known);
}

}  // namespace

std::string output_list(const std::vector<OutputKind>& kinds) {
  std::string text;
  for (const OutputKind kind : kinds) text += (text.empty() ? "" : ",") + std::string(name_of(kind).name);
  return text;
}

std::vector<OutputKind> parse_output_list(std::string_view text) {
  std::vector<OutputKind> kinds;
  std::string_view rest = text;
  for (bool more = true; more;) {
    const std::size_t comma = rest.find(',');
    const std::string_view name = rest.substr(0, comma);
    const auto kind = output_kind(name);
    if (!kind) refuse(text, name);
    kinds.push_back(*kind);
    more = comma != std::string_view::npos;
    if (more) rest.remove_prefix(comma + 1);
  }
  std::ranges::sort(kinds);
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  return kinds;
}

}  // namespace hesscut::catalogue
