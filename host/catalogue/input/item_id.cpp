#include "host/catalogue/input/item_id.hpp"

#include "host/catalogue/text/text.hpp"

namespace hesscut::catalogue {

std::string id_of_path(const std::filesystem::path& path) {
  std::filesystem::path id;
  bool leading = true;
  for (const std::filesystem::path& part : path.lexically_normal().relative_path()) {
    leading = leading && (part == "." || part == "..");
    if (!leading) id /= part;
  }
  return id.string();
}

std::string objection_to_id(std::string_view id) {
  if (id.empty()) return "an id must not be empty";
  if (id.size() > longest_id) {
    return "an id of " + std::to_string(id.size()) + " bytes; the longest has " + std::to_string(longest_id);
  }
  if (id.find('\0') != std::string_view::npos) return "an id must not hold a NUL";
  if (!is_utf8(id)) return "an id must be UTF-8";
  return {};
}

Entry trouble_entry(const std::string& place, const std::string& reason) {
  Entry entry;
  entry.id = place;
  entry.place = place;
  entry.trouble = reason;
  return entry;
}

Entry photo_entry(const std::string& id, const std::filesystem::path& photo) {
  if (const std::string objection = objection_to_id(id); !objection.empty()) {
    const std::string place = printable(photo.string());
    return trouble_entry(place, place + ": " + objection);
  }
  Entry entry;
  entry.id = id;
  entry.photo = photo;
  return entry;
}

}  // namespace hesscut::catalogue
