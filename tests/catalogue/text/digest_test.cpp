#include "host/catalogue/text/digest.hpp"

#include <gtest/gtest.h>

namespace hesscut::catalogue {
namespace {

// Of FIPS 180-2, appendix B.
TEST(Digest, IsThePublishedOne) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256(std::string(1'000'000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Digest, ShortOneIsItsBeginning) {
  EXPECT_EQ(short_digest("abc"), 0xba7816bf8f01cfeaU);
}

}  // namespace
}  // namespace hesscut::catalogue
