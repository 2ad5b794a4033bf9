#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string_view>

#include "host/catalogue/input/csv_manifest.hpp"
#include "host/catalogue/input/entry_json.hpp"
#include "host/catalogue/input/list_source.hpp"
#include "host/catalogue/text/text.hpp"
#include "tests/catalogue/input/entries.hpp"
#include "tests/support/temporary_folder.hpp"

namespace hesscut::catalogue {
namespace {

std::string random_bytes(Random& random, int most) {
  std::string bytes;
  for (int i = random_number(random, 0, most); i > 0; --i) bytes += static_cast<char>(random_number(random, 0, 255));
  return bytes;
}

/// Lines that are sound but for a few bytes, with pieces that mean something to one reader or another.
std::string damaged(Random& random, std::string text) {
  constexpr std::string_view special("\"\"\"\n\r\n,;\t{}[]:#\0\xFF\xEF\xBB\xBF\\9e-", 24);
  for (int i = random_number(random, 0, 6); i > 0 && !text.empty(); --i) {
    const auto at = static_cast<std::size_t>(random_number(random, 0, static_cast<int>(text.size()) - 1));
    const char byte = special[static_cast<std::size_t>(random_number(random, 0, special.size() - 1))];
    switch (random_number(random, 0, 2)) {
      case 0:
        text[at] = byte;
        break;
      case 1:
        text.insert(at, 1, byte);
        break;
      default:
        text.erase(at, static_cast<std::size_t>(random_number(random, 1, 3)));
    }
  }
  return text;
}

/// Whatever has been read: every item can be used and written down, or says in one line of text where it stood.
void check_items(Source& source, const std::string& name, std::size_t lines) {
  std::size_t last = 0;
  std::size_t count = 0;
  while (const std::optional<Entry> entry = source.next()) {
    ++count;
    ASSERT_LE(count, lines);
    ASSERT_TRUE(entry->place.starts_with(name + ":")) << entry->place;
    const std::size_t line = std::stoul(entry->place.substr(name.size() + 1));
    ASSERT_GT(line, last);
    ASSERT_LE(line, lines);
    last = line;
    if (entry->trouble.empty()) {
      ASSERT_EQ(described(entry_from_json(to_json(*entry), "", entry->place)), described(*entry));
    } else {
      ASSERT_EQ(entry->id, entry->place);
      ASSERT_TRUE(entry->trouble.starts_with(entry->place + ": ")) << entry->trouble;
      ASSERT_EQ(printable(entry->trouble), entry->trouble);
      ASSERT_LT(entry->trouble.size(), 700U);
    }
  }
  ASSERT_EQ(source.count().value_or(count), count);
}

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
}

TEST(Garbage, InLists) {
  Random random(4);  // NOLINT(bugprone-random-generator-seed): the same garbage every time
  for (int round = 0; round < 3000; ++round) {
    std::string text = random_bytes(random, 60);
    for (int i = random_number(random, 0, 4); i > 0; --i) {
      text += damaged(random, (i % 2 == 0 ? to_json(random_entry(random)) : random_text(random, 20)) + "\n");
    }
    std::istringstream bytes(text);
    ASSERT_NO_FATAL_FAILURE(check_items(*open_list(bytes), "standard input", lines_in(text))) << text;
  }
}

TEST(Garbage, InJsonl) {
  Random random(5);  // NOLINT(bugprone-random-generator-seed): the same garbage every time
  support::TemporaryFolder folder;
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (int i = random_number(random, 0, 25); i > 0; --i) {
      text += i == 3 ? random_bytes(random, 40) : damaged(random, to_json(random_entry(random)) + "\n");
    }
    const auto file = folder.write("items.jsonl", text);
    ASSERT_NO_FATAL_FAILURE(check_items(*open_jsonl_manifest(file), file.string(), lines_in(text))) << text;
  }
}

TEST(Garbage, InCsv) {
  Random random(6);  // NOLINT(bugprone-random-generator-seed): the same garbage every time
  support::TemporaryFolder folder;
  const std::string record =
      "a,\"a \"\"b\"\".jpg\",\"1,2;3,4\",\"5,6\",\"1,2,3,4\",m.png,paper,\"theta=2\",\"mask,crop\"\n";
  for (int round = 0; round < 300; ++round) {
    std::string text = "id,path,fg,bg,box,markers,preset,set,write\n";
    for (int i = random_number(random, 0, 12); i > 0; --i) {
      text += i == 3 ? random_bytes(random, 40) : damaged(random, record);
    }
    const auto file = folder.write("items.csv", text);
    ASSERT_NO_FATAL_FAILURE(check_items(*open_csv_manifest(file), file.string(), lines_in(text))) << text;
  }
}

TEST(Garbage, InHeaders) {
  Random random(7);  // NOLINT(bugprone-random-generator-seed): the same garbage every time
  support::TemporaryFolder folder;
  int refused = 0;
  for (int round = 0; round < 300; ++round) {
    const std::string text =
        damaged(random, "id,path,\"fg\"\n") + (round % 2 == 0 ? "a,b,\n" : random_bytes(random, 20));
    const auto file = folder.write("items.csv", text);
    try {
      ASSERT_NO_FATAL_FAILURE(check_items(*open_csv_manifest(file), file.string(), lines_in(text))) << text;
    } catch (const Error& error) {
      ++refused;
      ASSERT_EQ(error.kind(), ErrorKind::usage);
      ASSERT_TRUE(std::string(error.what()).starts_with(file.string() + ":1: ")) << error.what();
      ASSERT_EQ(printable(error.what()), error.what());
    }
  }
  EXPECT_GT(refused, 30);
  EXPECT_LT(refused, 270);
}

}  // namespace
}  // namespace hesscut::catalogue
