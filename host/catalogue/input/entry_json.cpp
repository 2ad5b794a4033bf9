#include "host/catalogue/input/entry_json.hpp"

#include <array>
#include <charconv>
#include <hesscut/error.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "host/catalogue/input/entry_checks.hpp"
#include "host/catalogue/text/json_guard.hpp"
#include "host/catalogue/text/text.hpp"

namespace hesscut::catalogue {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view product_keys = "name, fg, bg, box, markers";
constexpr std::string_view entry_keys = "id, path, fg, bg, box, markers, preset, set, write, products";

[[noreturn]] void refuse(const std::string& reason) {
  throw Error(ErrorKind::input, reason);
}

const std::string& text_of(const Json& value) {
  if (!value.is_string()) refuse("expected a text");
  return value.get_ref<const std::string&>();
}

std::vector<Stroke> strokes_of(const Json& value, Label label) {
  constexpr const char* expected = "expected a list of [x, y]";
  if (!value.is_array()) refuse(expected);
  Markers markers;
  for (const Json& point : value) {
    if (!point.is_array() || point.size() != 2 || !point[0].is_number() || !point[1].is_number()) refuse(expected);
    markers.add_point(label, {point[0].get<double>(), point[1].get<double>()});
  }
  return markers.strokes;
}

Box box_of(const Json& value) {
  std::array<double, 4> numbers{};
  if (!value.is_array() || value.size() != numbers.size()) refuse("expected [x, y, width, height]");
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (!value[i].is_number()) refuse("expected [x, y, width, height]");
    numbers.at(i) = value[i].get<double>();
  }
  return checked_box(numbers);
}

/// A number as set_parameter reads it: 2.0 as 2, which is a whole number too.
std::string setting_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_number_integer()) return value.dump();
  if (!value.is_number()) refuse("expected a number, text or truth for each name");
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value.get<double>());
  return {text.data(), end};
}

std::vector<std::pair<std::string, std::string>> settings_of(const Json& value) {
  if (!value.is_object()) refuse("expected an object of names and values");
  std::vector<std::pair<std::string, std::string>> settings;
  for (const auto& [name, setting] : value.items()) settings.emplace_back(name, setting_text(setting));
  return settings;
}

std::vector<OutputKind> outputs_of(const Json& value) {
  if (!value.is_array()) refuse("expected a list of outputs");
  std::vector<OutputKind> kinds;
  for (const Json& name : value) add_output(kinds, text_of(name));
  return kinds;
}

/// False where the key is none of those that mark a product.
bool read_marking(Product& product, const std::string& key, const Json& value, const std::filesystem::path& folder) {
  std::vector<Stroke>& strokes = product.markers.strokes;
  if (key == "fg") {
    const std::vector<Stroke> points = strokes_of(value, Label::foreground);
    strokes.insert(strokes.begin(), points.begin(), points.end());
  } else if (key == "bg") {
    const std::vector<Stroke> points = strokes_of(value, Label::background);
    strokes.insert(strokes.end(), points.begin(), points.end());
  } else if (key == "box") {
    product.markers.box = box_of(value);
  } else if (key == "markers") {
    product.mask = checked_path(text_of(value), folder);
  } else {
    return false;
  }
  return true;
}

Product product_of(const Json& object, const std::filesystem::path& folder) {
  if (!object.is_object()) refuse("expected an object");
  Product product;
  for (const auto& item : object.items()) {
    naming("key", item.key(), [&] {
      if (item.key() == "name") {
        product.name = text_of(item.value());
        check_product_name(product.name);
      } else if (!read_marking(product, item.key(), item.value(), folder)) {
        refuse("not one of " + std::string(product_keys));
      }
    });
  }
  return product;
}

std::vector<Product> products_of(const Json& value, const std::filesystem::path& folder) {
  if (!value.is_array() || value.empty()) refuse("expected a list of at least one object");
  std::vector<Product> products;
  std::set<std::string> names;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::string place = "product " + std::to_string(i + 1);
    naming_place(place, [&] {
      products.push_back(product_of(value[i], folder));
      const std::string& name = products.back().name;
      if (name.empty() && value.size() > 1) refuse("each of several products needs a name");
      if (!names.insert(name).second) refuse("name " + in_quotes(name) + " is given twice");
    });
  }
  return products;
}

/// False where the key is none of those that speak of the whole photo.
bool read_photo_key(Entry& entry, const std::string& key, const Json& value, const std::filesystem::path& folder) {
  if (key == "id") {
    entry.id = text_of(value);
    check_id(entry.id);
  } else if (key == "path") {
    entry.photo = checked_path(text_of(value), folder);
  } else if (key == "preset") {
    entry.preset = text_of(value);
    if (entry.preset.empty()) refuse("a preset's name must not be empty");
    check_preset(entry.preset);
  } else if (key == "set") {
    entry.settings = settings_of(value);
  } else if (key == "write") {
    entry.write = outputs_of(value);
  } else if (key == "products") {
    entry.products = products_of(value, folder);
  } else {
    return false;
  }
  return true;
}

Entry entry_of(const Json& object, const std::filesystem::path& folder) {
  if (!object.is_object()) refuse("expected an object");
  Entry entry;
  Product single;
  for (const auto& item : object.items()) {
    naming("key", item.key(), [&] {
      if (read_photo_key(entry, item.key(), item.value(), folder)) return;
      if (!read_marking(single, item.key(), item.value(), folder)) refuse("not one of " + std::string(entry_keys));
      if (object.contains("products")) refuse("stands beside 'products'; only one of the two can be");
    });
  }
  if (entry.id.empty()) refuse("key 'id' is missing");
  if (entry.photo.empty()) refuse("key 'path' is missing");
  naming("key", "set", [&] { check_settings(entry.preset, entry.settings); });
  if (!single.markers.empty() || !single.mask.empty()) entry.products.push_back(std::move(single));
  return entry;
}

Json points_json(const Markers& markers, Label label) {
  Json points = Json::array();
  for (const Stroke& stroke : markers.strokes) {
    if (stroke.label != label) continue;
    if (stroke.points.size() != 1 || stroke.radius != 0) {
      throw Error(ErrorKind::internal, "a stroke that a manifest cannot say");
    }
    points.push_back({stroke.points.front().x, stroke.points.front().y});
  }
  return points;
}

void write_marking(Json& object, const Product& product) {
  const Markers& markers = product.markers;
  if (!markers.mask.empty() || markers.border_is_background) {
    throw Error(ErrorKind::internal, "markers that a manifest cannot say");
  }
  if (Json points = points_json(markers, Label::foreground); !points.empty()) object["fg"] = std::move(points);
  if (Json points = points_json(markers, Label::background); !points.empty()) object["bg"] = std::move(points);
  if (const auto& box = markers.box) object["box"] = {box->x, box->y, box->width, box->height};
  if (!product.mask.empty()) object["markers"] = product.mask.string();
}

void write_products(Json& object, const std::vector<Product>& products) {
  if (products.empty()) return;
  const Product& first = products.front();
  const bool marked = !first.markers.empty() || !first.mask.empty();
  if (products.size() == 1 && first.name.empty() && marked) {
    write_marking(object, first);
    return;
  }
  Json list = Json::array();
  for (const Product& product : products) {
    Json item = Json::object();
    if (!product.name.empty()) item["name"] = product.name;
    write_marking(item, product);
    list.push_back(std::move(item));
  }
  object["products"] = std::move(list);
}

}  // namespace

std::string to_json(const Entry& entry) {
  Json object;
  object["id"] = entry.id;
  object["path"] = entry.photo.string();
  if (!entry.preset.empty()) object["preset"] = entry.preset;
  for (const auto& [name, value] : entry.settings) object["set"][name] = value;
  for (const OutputKind kind : entry.write) object["write"].push_back(name_of(kind).name);
  write_products(object, entry.products);
  try {
    return object.dump();
  } catch (const Json::type_error&) {
    throw Error(ErrorKind::internal, printable(entry.id) + ": text that is not UTF-8 in an item");
  }
}

Entry entry_from_json(std::string_view text, const std::filesystem::path& folder, const std::string& place) {
  Entry entry;
  naming_place(place, [&] {
    check_json(text);
    entry = entry_of(Json::parse(text.begin(), text.end()), folder);
  });
  entry.place = place;
  return entry;
}

}  // namespace hesscut::catalogue
