#include "host/catalogue/output/output_names.hpp"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <tuple>
#include <vector>

#include "host/image/files.hpp"
#include "tests/support/temporary_folder.hpp"

namespace hesscut::catalogue {
namespace {

namespace fs = std::filesystem;

TEST(OutputNames, KeepTheTreeAndWhatIsHarmless) {
  EXPECT_EQ(output_stem("shoe.jpg", ""), "shoe.jpg");
  EXPECT_EQ(output_stem("shoes/red/Größe 42 (new)+é日本.jpg", ""), "shoes/red/Größe 42 (new)+é日本.jpg");
  EXPECT_EQ(output_path("a/shoe.jpg", "", OutputKind::mask), "a/shoe.jpg.mask.png");
  EXPECT_EQ(output_path("shoe.jpg", "left", OutputKind::overlay), "shoe.jpg~left.overlay.jpg");
  EXPECT_EQ(thumbnail_path("a/shoe.jpg", "left"), "a/shoe.jpg~left.jpg");
}

TEST(OutputNames, NeverLeaveTheFolder) {
  EXPECT_EQ(output_stem("../../etc/passwd", ""), "%2E%2E/%2E%2E/etc/passwd");
  EXPECT_EQ(output_stem("/etc/passwd", ""), "%/etc/passwd");
  EXPECT_EQ(output_stem("a/./b//c/", ""), "a/%2E/b/%/c/%");
  EXPECT_EQ(output_stem("", ""), "%");
  EXPECT_EQ(output_stem("..", ".."), "%2E%2E~%2E%2E");
  EXPECT_EQ(output_stem("a", "../b"), "a~%2E.%2Fb");
}

TEST(OutputNames, EscapeWhatCannotStandOrBeSeen) {
  EXPECT_EQ(output_stem("a\nb\x7f%\\:*?\"<>|~", ""), "a%0Ab%7F%25%5C%3A%2A%3F%22%3C%3E%7C%7E");
  EXPECT_EQ(output_stem(" a b /.hidden/end.", ""), "%20a b%20/%2Ehidden/end%2E");
  EXPECT_EQ(output_stem(std::string_view("\0", 1), ""), "%00");
  EXPECT_EQ(output_stem("\xff\xc3\xa9\xc3", ""), "%FF\xc3\xa9%C3");  // a lone byte, é, a beginning without an end
  EXPECT_EQ(output_stem("\xc0\xaf", ""), "%C0%AF");                  // an overlong "/"
  EXPECT_EQ(output_stem("\xed\xa0\x80", ""), "%ED%A0%80");           // half of a surrogate pair
  EXPECT_EQ(output_stem("\xf4\x90\x80\x80", ""), "%F4%90%80%80");    // beyond the last code point
  EXPECT_EQ(output_stem("\xf0\x9f\x91\x9f", ""), "\xf0\x9f\x91\x9f");
  EXPECT_EQ(output_stem("a\u202egpj.exe", ""), "a%E2%80%AEgpj.exe");
  EXPECT_EQ(output_stem("a\u0085", ""), "a%C2%85");
}

TEST(OutputNames, KeepFoldersApartFromFiles) {
  EXPECT_EQ(output_stem("a.jpg/b", ""), "a%2Ejpg/b");
  EXPECT_EQ(output_stem("a.mask.png/b", ""), "a.mask%2Epng/b");
  EXPECT_EQ(output_stem("a.cutout.png/b", ""), "a.cutout%2Epng/b");
  EXPECT_EQ(output_stem("a.png/b.d/c", ""), "a.png/b.d/c");
}

TEST(OutputNames, AreCutWhereTheyAreTooLong) {
  const std::string longest(180, 'x');
  EXPECT_EQ(output_stem(longest, ""), longest);
  const std::string cut = output_stem(longest + "y", "");
  EXPECT_EQ(cut.size(), 180U);
  EXPECT_EQ(cut.substr(0, 164), std::string(162, 'x') + "~~");
  EXPECT_NE(cut, output_stem(longest + "z", ""));
  EXPECT_NE(output_stem(longest, "a"), output_stem(longest, "b"));
  // No half of a character, no half of an escape.
  for (int before = 0; before < 4; ++before) {
    std::string euros(before, 'x');
    std::string bells(before, 'x');
    for (int i = 0; i < 100; ++i) {
      euros += "€";
      bells += '\a';
    }
    const std::string cut_euros = output_stem(euros, "");
    EXPECT_EQ((cut_euros.find('~') - before) % 3, 0U) << cut_euros;
    const std::string cut_bells = output_stem(bells, "");
    EXPECT_EQ((cut_bells.find('~') - before) % 3, 0U) << cut_bells;
  }
  std::string deep = "x";
  for (int i = 0; i < 1499; ++i) deep += "/x";
  EXPECT_EQ(output_stem(deep, ""), deep);
  EXPECT_EQ(output_stem(deep + "/x", "").size(), 66U);
  EXPECT_NE(output_stem(deep + "/x", ""), output_stem(deep + "/y", ""));
}

std::string nasty_text(std::mt19937& random, bool with_slashes) {
  static const std::vector<std::string> pieces = {".",
                                                  "..",
                                                  "a",
                                                  "b",
                                                  "A",
                                                  ".jpg",
                                                  ".mask.png",
                                                  ".cutout.png",
                                                  ".white.jpg",
                                                  ".crop.jpg",
                                                  ".overlay.jpg",
                                                  "~",
                                                  "~~",
                                                  "%",
                                                  "%2E",
                                                  "%2F",
                                                  "\\",
                                                  " ",
                                                  "\n",
                                                  "\x01",
                                                  "\x7f",
                                                  "\xff",
                                                  "é",
                                                  "€",
                                                  "\xc3",
                                                  ":",
                                                  "*?\"<>|",
                                                  "\xe2\x80\xae",
                                                  "0123456789abcdef",
                                                  "%7E",
                                                  "left",
                                                  std::string("\0", 1)};
  std::string text;
  for (auto count = random() % 6; count > 0; --count) {
    if (with_slashes && random() % 3 == 0) text += '/';
    if (random() % 60 == 0) text += std::string(150 + random() % 60, 'x');
    text += pieces[random() % pieces.size()];
  }
  return text;
}

struct Item {
  std::string id;
  std::string product;
  bool operator==(const Item&) const = default;
  bool operator<(const Item& other) const { return std::tie(id, product) < std::tie(other.id, other.product); }
};

std::set<Item> nasty_items(unsigned seed, int count) {
  std::mt19937 random(seed);
  std::set<Item> items;
  for (int i = 0; i < count; ++i) {
    items.insert({nasty_text(random, true), random() % 3 == 0 ? nasty_text(random, random() % 4 == 0) : ""});
  }
  return items;
}

std::vector<std::string> paths_of(const Item& item) {
  std::vector<std::string> paths = {output_stem(item.id, item.product), thumbnail_path(item.id, item.product)};
  for (const OutputName& output : output_names) paths.push_back(output_path(item.id, item.product, output.kind));
  return paths;
}

void expect_fit_for_any_folder(const std::string& path) {
  const fs::path root = "/srv/run/images";
  const fs::path whole = fs::weakly_canonical(root / path);
  EXPECT_EQ(whole.string(), root.string() + "/" + path);
  EXPECT_LE(path.size(), 3000U + 12);
  std::size_t begin = 0;
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string part = path.substr(begin, end - begin);
    EXPECT_FALSE(part.empty()) << path;
    EXPECT_FALSE(part.starts_with('.') || part.starts_with(' ') || part.ends_with('.') || part.ends_with(' ')) << path;
    EXPECT_LE(part.size(), 180U + 12) << path;
    for (const char c : part) {
      EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f &&
                  std::string_view("\\:*?\"<>|").find(c) == std::string_view::npos)
          << path;
    }
    begin = end + 1;
  }
}

TEST(OutputNames, OfNastyItemsStayBelowAndCanBeWritten) {
  for (const Item& item : nasty_items(1, 4000)) {
    for (const std::string& path : paths_of(item)) expect_fit_for_any_folder(path);
  }
}

TEST(OutputNames, OfNoTwoItemsProductsOrKindsAreTheSameNorAFolder) {
  for (const bool thumbnails : {false, true}) {
    std::map<std::string, Item> files;
    std::set<std::string> folders;
    for (unsigned seed = 0; seed < 4; ++seed) {
      for (const Item& item : nasty_items(100 + seed, 12'000)) {
        std::vector<std::string> paths = paths_of(item);
        paths.erase(paths.begin(), paths.begin() + (thumbnails ? 1 : 2));
        if (thumbnails) paths.resize(1);
        for (const std::string& path : paths) {
          const auto [place, is_new] = files.emplace(path, item);
          EXPECT_TRUE(is_new || place->second == item) << path;
          for (fs::path parent = fs::path(path).parent_path(); !parent.empty(); parent = parent.parent_path()) {
            folders.insert(parent.string());
          }
        }
      }
    }
    EXPECT_GT(folders.size(), 1000U);
    for (const std::string& folder : folders) EXPECT_EQ(files.count(folder), 0U) << folder;
  }
}

/// Undoes the escapes of a path without cut parts: what shows that no two items can have the same.
Item undone(const std::string& stem) {
  Item item;
  std::string* text = &item.id;
  for (std::size_t i = 0; i < stem.size(); ++i) {
    if (stem[i] == '~') {
      text = &item.product;
    } else if (stem[i] != '%') {
      *text += stem[i];
    } else if (i + 2 < stem.size() && std::isxdigit(static_cast<unsigned char>(stem[i + 1])) != 0) {
      *text += static_cast<char>(std::stoi(stem.substr(i + 1, 2), nullptr, 16));
      i += 2;
    }
  }
  return item;
}

TEST(OutputNames, CanBeUndone) {
  int whole = 0;
  for (const Item& item : nasty_items(7, 4000)) {
    const std::string stem = output_stem(item.id, item.product);
    if (stem.find("~~") != std::string::npos) continue;
    EXPECT_EQ(undone(stem), item) << stem;
    ++whole;
  }
  EXPECT_GT(whole, 2500);
}

TEST(OutputNames, CanBeWrittenSideBySide) {
  const support::TemporaryFolder folder;
  std::size_t written = 0;
  for (const Item& item : nasty_items(9, 40)) {
    for (const std::string& path : {output_path(item.id, item.product, OutputKind::mask),
                                    output_path(item.id, item.product, OutputKind::overlay)}) {
      const fs::path file = folder.path() / path;
      fs::create_directories(file.parent_path());
      EXPECT_FALSE(fs::exists(file)) << path;
      EXPECT_NO_THROW(image::write_file(file, std::array<std::uint8_t, 1>{1})) << path;
      ++written;
    }
  }
  std::size_t found = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder.path())) found += entry.is_regular_file() ? 1 : 0;
  EXPECT_EQ(found, written);
}

}  // namespace
}  // namespace hesscut::catalogue
