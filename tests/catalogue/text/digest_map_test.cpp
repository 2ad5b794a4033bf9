#include "host/catalogue/text/digest_map.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

namespace hesscut::catalogue {
namespace {

// Also with keys that all want the same few slots, at the end of the array too.
TEST(DigestMap, IsAMap) {
  for (const std::uint64_t mask : {~std::uint64_t{0}, std::uint64_t{0xff}, ~std::uint64_t{0} << 40U}) {
    std::mt19937_64 random(7);
    std::map<std::uint64_t, int> expected;
    DigestMap<int> map;
    EXPECT_TRUE(map.empty());
    EXPECT_EQ(map.find(1), nullptr);
    for (int i = 0; i < 3000; ++i) {
      const std::uint64_t digest = (random() & mask) + 2;
      EXPECT_EQ(map.put(digest, i), !expected.contains(digest));
      expected[digest] = i;
      ASSERT_EQ(map.size(), expected.size());
      const std::uint64_t other = (random() & mask) + 2;
      ASSERT_EQ(map.find(other) != nullptr, expected.contains(other));
    }
    for (const auto& [digest, value] : expected) {
      ASSERT_NE(map.find(digest), nullptr);
      EXPECT_EQ(*map.find(digest), value);
    }
    std::multiset<int> values;
    std::multiset<int> visited;
    for (const auto& [digest, value] : expected) values.insert(value);
    map.for_each([&](int value) { visited.insert(value); });
    EXPECT_EQ(visited, values);
  }
}

TEST(DigestMap, ZeroIsADigest) {
  DigestMap<int> map;
  EXPECT_TRUE(map.put(5, 50));
  EXPECT_EQ(map.find(0), nullptr);
  EXPECT_TRUE(map.put(0, 3));
  EXPECT_FALSE(map.put(0, 4));
  ASSERT_NE(map.find(0), nullptr);
  EXPECT_EQ(*map.find(0), 4);
  EXPECT_EQ(map.size(), 2U);
}

TEST(DigestSet, KnowsWhatItHasSeen) {
  DigestSet set;
  EXPECT_TRUE(set.put(9));
  EXPECT_TRUE(set.put(10));
  EXPECT_FALSE(set.put(9));
}

}  // namespace
}  // namespace hesscut::catalogue
