#include "host/network/hint.hpp"

#include <gtest/gtest.h>

namespace hesscut::test {
namespace {

using network::Hint;
using network::hint_of;

void expect_around(const std::optional<Hint>& hint, const Box& box) {
  ASSERT_TRUE(hint);
  EXPECT_EQ(hint->around.x, box.x);
  EXPECT_EQ(hint->around.y, box.y);
  EXPECT_EQ(hint->around.width, box.width);
  EXPECT_EQ(hint->around.height, box.height);
}

TEST(Hint, IsWhatIsMarkedAsProduct) {
  Markers markers;
  markers.strokes.push_back({Label::foreground, {{10.4, 20}, {30, 15.6}}, 2});
  markers.add_point(Label::foreground, {12, 40});
  markers.add_point(Label::background, {90, 90});
  expect_around(hint_of(markers), {10, 16, 21, 25});
  markers.mask = Image(100, 80, 1, static_cast<std::uint8_t>(Label::unmarked));
  markers.mask.row(70)[60] = static_cast<std::uint8_t>(Label::foreground);
  markers.mask.row(79)[99] = static_cast<std::uint8_t>(Label::background);
  expect_around(hint_of(markers), {10, 16, 51, 55});
}

TEST(Hint, OfABoxIsTheBoxAndNearer) {
  Markers markers;
  markers.add_point(Label::foreground, {12, 40});
  const std::optional<Hint> of_point = hint_of(markers);
  markers.box = Box{3, 4, 50, 60};
  expect_around(hint_of(markers), {3, 4, 50, 60});
  ASSERT_TRUE(of_point);
  EXPECT_LT(hint_of(markers)->margin, of_point->margin);
}

TEST(Hint, IsMissingWhereNoProductIsMarked) {
  Markers markers;
  EXPECT_FALSE(hint_of(markers));
  markers.add_point(Label::background, {12, 40});
  markers.mask = Image(20, 50, 1, static_cast<std::uint8_t>(Label::background));
  EXPECT_FALSE(hint_of(markers));
}

}  // namespace
}  // namespace hesscut::test
