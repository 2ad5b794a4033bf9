#include "host/catalogue/text/text.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/catalogue/input/entries.hpp"

namespace hesscut::catalogue {
namespace {

/// As another library sees it, which puts U+FFFD in the place of what is none; none of the texts here holds that
/// itself.
bool is_utf8_elsewhere(const std::string& text) {
  const std::string written = nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return written.find("\xEF\xBF\xBD") == std::string::npos;
}

TEST(Utf8, FourBytesAtTheEdgesAreJudgedAsByAnotherLibrary) {
  const std::string edges(
      "\x00\x41\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xEC\xED\xEE\xEF\xF0\xF1\xF3\xF4\xF5\xFF", 25);
  int valid = 0;
  for (const char a : edges) {
    for (const char b : edges) {
      for (const char c : edges) {
        for (const char d : edges) {
          const std::string text = {a, b, c, d};
          ASSERT_EQ(is_utf8(text), is_utf8_elsewhere(text)) << printable(text);
          valid += is_utf8(text) ? 1 : 0;
        }
      }
    }
  }
  EXPECT_GT(valid, 100);
  EXPECT_TRUE(is_utf8(""));
  EXPECT_FALSE(is_utf8("a\xC3"));
}

TEST(Printable, EscapesWhatIsNoTextOrWouldBreakTheLine) {
  EXPECT_EQ(printable("a\tb\nc\x7F"), "a\\x09b\\x0ac\\x7f");
  EXPECT_EQ(printable(std::string("\0", 1)), "\\x00");
  EXPECT_EQ(printable("caf\xE9 caf\xC3\xA9"), "caf\\xe9 caf\xC3\xA9");
  EXPECT_EQ(printable("\xE9\x9E"), "\\xe9\\x9e");
}

TEST(InQuotes, IsCutShortBetweenCharacters) {
  EXPECT_EQ(in_quotes(std::string(80, 'a')), "'" + std::string(80, 'a') + "'");
  EXPECT_EQ(in_quotes(std::string(81, 'a')), "'" + std::string(80, 'a') + "...'");
  EXPECT_EQ(in_quotes(std::string(79, 'a') + "\xC3\xA9zz"), "'" + std::string(79, 'a') + "...'");
  EXPECT_EQ(in_quotes(std::string(78, 'a') + "\xC3\xA9zz"), "'" + std::string(78, 'a') + "\xC3\xA9...'");
}

TEST(Trimmed, TakesBlanksFromBothEnds) {
  EXPECT_EQ(trimmed(" \ta b\r\n"), "a b");
  EXPECT_EQ(trimmed(" \t\r\n"), "");
  EXPECT_EQ(trimmed(""), "");
}

}  // namespace
}  // namespace hesscut::catalogue
