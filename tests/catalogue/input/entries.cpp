#include "tests/catalogue/input/entries.hpp"

#include <array>
#include <ios>
#include <sstream>

namespace hesscut::catalogue {
namespace {

double random_coordinate(Random& random) {
  if (random_number(random, 0, 1) == 0) return random_number(random, -100, 5000);
  return std::uniform_real_distribution<double>(-1e4, 1e4)(random);
}

Product random_product(Random& random) {
  Product product;
  for (int i = random_number(random, 0, 4); i > 0; --i) {
    product.markers.add_point(Label::foreground, {random_coordinate(random), random_coordinate(random)});
  }
  for (int i = random_number(random, 0, 4); i > 0; --i) {
    product.markers.add_point(Label::background, {random_coordinate(random), random_coordinate(random)});
  }
  if (random_number(random, 0, 1) == 0) {
    product.markers.box = Box{random_number(random, -9, 9999), random_number(random, -9, 9999),
                              random_number(random, 1, 9999), random_number(random, 1, 2'000'000'000)};
  }
  if (random_number(random, 0, 2) == 0) product.mask = "m" + random_text(random, 20);
  return product;
}

}  // namespace

std::string described(const Entry& entry) {
  std::ostringstream out;
  out << std::hexfloat << "id=" << entry.id << "|photo=" << entry.photo.string() << "|preset=" << entry.preset;
  for (const auto& [name, value] : entry.settings) out << "|set " << name << '=' << value;
  for (const OutputKind kind : entry.write) out << "|write " << name_of(kind).name;
  for (const Product& product : entry.products) {
    out << "|product " << product.name << " mask=" << product.mask.string();
    for (const Stroke& stroke : product.markers.strokes) {
      out << " stroke " << static_cast<int>(stroke.label) << " radius " << stroke.radius;
      for (const Point& point : stroke.points) out << " (" << point.x << ',' << point.y << ')';
    }
    if (const auto& box = product.markers.box) {
      out << " box " << box->x << ',' << box->y << ',' << box->width << ',' << box->height;
    }
  }
  out << "|place=" << entry.place << "|trouble=" << entry.trouble;
  return out.str();
}

std::vector<Entry> all_of(Source& source) {
  std::vector<Entry> entries;
  while (std::optional<Entry> entry = source.next()) entries.push_back(std::move(*entry));
  return entries;
}

std::vector<std::string> ids_of(Source& source) {
  std::vector<std::string> ids;
  for (const Entry& entry : all_of(source)) ids.push_back(entry.id);
  return ids;
}

std::vector<Entry> items_of(const std::vector<std::string>& inputs) {
  std::istringstream nothing;
  return all_of(*open_source(inputs, nothing));
}

int random_number(Random& random, int low, int high) {
  return std::uniform_int_distribution<int>(low, high)(random);
}

std::string random_text(Random& random, int most) {
  constexpr std::array<std::string_view, 24> characters = {"a",
                                                           "b",
                                                           "Z",
                                                           "7",
                                                           ".",
                                                           "/",
                                                           "-",
                                                           " ",
                                                           ",",
                                                           ";",
                                                           "\t",
                                                           "\"",
                                                           "'",
                                                           "\\",
                                                           "\n",
                                                           "{",
                                                           "\r",
                                                           "#",
                                                           "=",
                                                           "\x01",
                                                           "\xC3\xA4",
                                                           "\xE9\x9E\x8B",
                                                           "\xF0\x9F\x91\x9F",
                                                           "\xEF\xBB\xBF"};
  std::string text;
  for (int i = random_number(random, 0, most); i > 0; --i) {
    text += characters.at(static_cast<std::size_t>(random_number(random, 0, characters.size() - 1)));
  }
  return text;
}

Entry random_entry(Random& random) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> settings = {
      {{"lambda", "0.25"}, {"rho", "1,2,auto"}, {"levels", "3"}, {"weights", "edge"}, {"c1", "auto"}}};
  Entry entry;
  entry.id = "i" + random_text(random, 40);
  entry.photo = "p" + random_text(random, 40);
  if (random_number(random, 0, 1) == 0) entry.preset = "paper";
  for (const auto& [name, value] : settings) {
    if (random_number(random, 0, 2) == 0) entry.settings.emplace(entry.settings.begin(), name, value);
  }
  for (const OutputName& output : output_names) {
    if (random_number(random, 0, 2) == 0) entry.write.insert(entry.write.begin(), output.kind);
  }
  const int products = random_number(random, 0, 3);
  for (int i = 0; i < products; ++i) {
    entry.products.push_back(random_product(random));
    if (products > 1 || random_number(random, 0, 1) == 0) entry.products.back().name = "left-" + std::to_string(i);
  }
  return entry;
}

}  // namespace hesscut::catalogue
