#include "host/catalogue/report/html.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "tests/catalogue/report/markup.hpp"

namespace hesscut::catalogue::html {
namespace {

TEST(Html, EscapesWhatHasAMeaning) {
  EXPECT_EQ(escaped(R"(<script>"a" & 'b'</script>)"), "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;");
  EXPECT_EQ(escaped("\xc3\xa9\xff\n\x7f"), "\xc3\xa9\ufffd\ufffd\ufffd");
  EXPECT_EQ(escaped("\xc2\x85"), "\ufffd");
  EXPECT_EQ(escaped(std::string("\0", 1)), "\ufffd");
}

TEST(Html, WhateverIsEscapedStaysText) {
  std::mt19937 random(9);
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (int k = 0; k < 6; ++k) {
      constexpr std::string_view pieces = "<>&\"'/=! -#;ax\x80\xc3\xa9";
      text += pieces[random() % pieces.size()];
    }
    const auto page =
        testing::read_markup("<!doctype html>\n<p title=\"" + escaped(text) + "\">" + escaped(text) + "</p>");
    ASSERT_EQ(page.trouble, "") << text;
    ASSERT_EQ(page.elements.size(), 1U);
    ASSERT_EQ(page.elements[0].text, page.elements[0].attributes.at("title"));
  }
}

TEST(Html, LinksStayBelowThePage) {
  EXPECT_EQ(relative_link("images/a b/50% #1?.jpg"), "images/a%20b/50%25%20%231%3F.jpg");
  EXPECT_EQ(relative_link("javascript:alert(1)"), "javascript%3Aalert%281%29");
  EXPECT_EQ(relative_link("\xc3\xa9\xff\"'<&"), "%C3%A9%FF%22%27%3C%26");
  EXPECT_EQ(relative_link("a..b/...c"), "a..b/...c");
  for (const char* path : {"", "/etc/passwd", "//host/x", "..", "../x", "a/../b", "a/.."}) {
    EXPECT_EQ(relative_link(path), "") << path;
  }
}

TEST(Html, Base64IsThatOfOpenSsl) {
  std::mt19937 random(10);
  for (std::size_t size = 0; size < 200; ++size) {
    std::vector<std::uint8_t> bytes(size);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    std::vector<unsigned char> expected(size * 2 + 8);
    const int length = EVP_EncodeBlock(expected.data(), bytes.data(), static_cast<int>(size));
    EXPECT_EQ(base64(bytes), std::string(expected.begin(), expected.begin() + length));
  }
}

TEST(Html, PolicyNamesADigest) {
  // Of the empty text, as published in many places.
  EXPECT_EQ(policy_hash(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
}

TEST(Html, NumbersAreBrief) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(1234567), "1,234,567");
  EXPECT_EQ(brief(0), "0");
  EXPECT_EQ(brief(1), "1");
  EXPECT_EQ(brief(1.25), "1.2");
  EXPECT_EQ(brief(9.96), "10");
  EXPECT_EQ(brief(345.4), "345");
  EXPECT_EQ(brief(0.5), "0.50");
  EXPECT_EQ(brief(0.0314), "0.031");
  EXPECT_EQ(brief(0.00999), "0.010");
  EXPECT_EQ(brief(0.00042), "4.2e-4");
  EXPECT_EQ(brief(0.001), "1e-3");
  EXPECT_EQ(brief(-1e-12), "-1e-12");
  EXPECT_EQ(brief(std::numeric_limits<double>::quiet_NaN()), "unknown");
  EXPECT_EQ(percent(0), "0%");
  EXPECT_EQ(percent(0.0001), "under 0.1%");
  EXPECT_EQ(percent(0.053), "5.3%");
  EXPECT_EQ(percent(0.426), "43%");
  EXPECT_EQ(percent(0.997), "99.7%");
  EXPECT_EQ(percent(0.99999), "over 99.9%");
  EXPECT_EQ(percent(1), "100%");
  EXPECT_EQ(duration(0.85), "850 ms");
  EXPECT_EQ(duration(0.9996), "1.0 s");
  EXPECT_EQ(duration(59.96), "1 min 0 s");
  EXPECT_EQ(duration(260), "4 min 20 s");
  EXPECT_EQ(duration(11100), "3 h 5 min");
  EXPECT_EQ(duration(std::nan("")), "unknown");
}

}  // namespace
}  // namespace hesscut::catalogue::html
