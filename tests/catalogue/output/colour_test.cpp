#include "host/catalogue/output/colour.hpp"

#include <gtest/gtest.h>

#include <hesscut/error.hpp>
#include <string>

namespace hesscut::catalogue {
namespace {

TEST(Colour, IsParsed) {
  EXPECT_EQ(parse_colour("#ffffff"), (Rgb{255, 255, 255}));
  EXPECT_EQ(parse_colour("#01a2Ff"), (Rgb{1, 162, 255}));
  EXPECT_EQ(parse_colour("white"), (Rgb{255, 255, 255}));
  EXPECT_EQ(parse_colour("black"), (Rgb{0, 0, 0}));
}

TEST(Colour, AnythingElseIsNamedAndRefused) {
  for (const std::string text : {"", "#", "red", "White", "#fff", "ffffff", "#fffffff", "#ff ff0", "#-10000", "#+1+1+1",
                                 "#0x0x0x", "#gg0000", " #ffffff", "#fffff\xc3"}) {
    try {
      static_cast<void>(parse_colour(text));
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::usage);
      EXPECT_EQ(error.what(), "colour '" + text + "' is not #rrggbb, white or black");
    }
  }
}

}  // namespace
}  // namespace hesscut::catalogue
