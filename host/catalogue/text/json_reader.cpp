#include "host/catalogue/text/json_reader.hpp"

#include <hesscut/error.hpp>
#include <limits>

namespace hesscut::catalogue {
namespace {

/// The library writes by recursion: what nests without end must not come in.
constexpr int deepest = 64;

}  // namespace

Json parse_json(std::string_view text, const std::string& what) {
  const auto shallow = [&](int depth, Json::parse_event_t, const Json&) {
    if (depth > deepest) throw Error(ErrorKind::input, what + ": nests too deep");
    return true;
  };
  try {
    return Json::parse(text, shallow);
  } catch (const Json::parse_error& error) {
    throw Error(ErrorKind::input, what + ": is no JSON from byte " + std::to_string(error.byte) + " on");
  } catch (const Json::exception&) {
    throw Error(ErrorKind::input, what + ": has a number that is too large");
  }
}

std::string one_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string indented(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

JsonReader::JsonReader(const Json& json, std::string what) : json_(json), what_(std::move(what)) {
  if (!json.is_object()) throw Error(ErrorKind::input, what_ + ": is no object");
}

const JsonReader& JsonReader::require(const char* key) const {
  if (!json_.contains(key)) refuse(key, "is missing");
  return *this;
}

const Json* JsonReader::find(const char* key) const {
  const auto found = json_.find(key);
  return found == json_.end() ? nullptr : &*found;
}

std::string JsonReader::text(const char* key) const {
  const Json* value = find(key);
  if (value == nullptr) return {};
  if (!value->is_string()) refuse(key, "is no text");
  return value->get<std::string>();
}

bool JsonReader::truth(const char* key) const {
  const Json* value = find(key);
  if (value == nullptr) return false;
  if (!value->is_boolean()) refuse(key, "is neither true nor false");
  return value->get<bool>();
}

double JsonReader::number(const char* key) const {
  const Json* value = find(key);
  if (value == nullptr) return 0;
  if (value->is_null()) return std::numeric_limits<double>::quiet_NaN();
  if (!value->is_number()) refuse(key, "is no number");
  return value->get<double>();
}

const Json* JsonReader::array(const char* key) const {
  const Json* value = find(key);
  if (value != nullptr && !value->is_array()) refuse(key, "is no list");
  return value;
}

const Json* JsonReader::object(const char* key) const {
  const Json* value = find(key);
  if (value != nullptr && !value->is_object()) refuse(key, "is no object");
  return value;
}

void JsonReader::refuse(const std::string& key, const char* reason) const {
  throw Error(ErrorKind::input, what_ + ": \"" + key + "\" " + reason);
}

}  // namespace hesscut::catalogue
