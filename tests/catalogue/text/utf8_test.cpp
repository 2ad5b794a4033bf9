#include "host/catalogue/text/utf8.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

namespace hesscut::catalogue {
namespace {

bool json_takes(const std::string& text) {
  try {
    static_cast<void>(nlohmann::json(text).dump());
    return true;
  } catch (const nlohmann::json::type_error&) {
    return false;
  }
}

TEST(Utf8, ReplacesEveryByteThatBelongsToNoCharacter) {
  EXPECT_EQ(valid_utf8("plain \xc3\xa9\xe2\x82\xac\xf0\x9f\x91\x9f"), "plain \xc3\xa9\xe2\x82\xac\xf0\x9f\x91\x9f");
  EXPECT_EQ(valid_utf8("a\xff\x80z"), "a\ufffd\ufffdz");
  EXPECT_EQ(valid_utf8("\xe2\x82"), "\ufffd\ufffd");
  EXPECT_EQ(valid_utf8("\xc0\xaf"), "\ufffd\ufffd");            // overlong
  EXPECT_EQ(valid_utf8("\xed\xa0\x80"), "\ufffd\ufffd\ufffd");  // a surrogate
  EXPECT_EQ(valid_utf8("\xf4\x90\x80\x80").size(), 4U * 3);     // beyond U+10FFFF
  EXPECT_EQ(valid_utf8(std::string("\0x", 2)), std::string("\0x", 2));
}

TEST(Utf8, AgreesWithTheJsonLibrary) {
  std::mt19937 random(3);
  int taken = 0;
  for (int i = 0; i < 100'000; ++i) {
    std::string text;
    for (int k = 0; k < 4; ++k) {
      // mostly bytes beyond ASCII, with the edges of the ranges among them
      constexpr std::string_view edges = "\x7f\x80\x8f\x90\x9f\xa0\xbf\xc1\xc2\xdf\xe0\xed\xef\xf0\xf4\xf5";
      text += random() % 3 == 0 ? static_cast<char>(random() % 256) : edges[random() % edges.size()];
    }
    const bool takes = json_takes(text);
    ASSERT_EQ(valid_utf8(text) == text, takes);
    ASSERT_TRUE(json_takes(valid_utf8(text)));
    taken += takes ? 1 : 0;
  }
  EXPECT_GT(taken, 100);
}

}  // namespace
}  // namespace hesscut::catalogue
