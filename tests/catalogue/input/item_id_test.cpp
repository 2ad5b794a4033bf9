#include "host/catalogue/input/item_id.hpp"

#include <gtest/gtest.h>

namespace hesscut::catalogue {
namespace {

TEST(IdOfPath, IsThePathWithoutItsBeginning) {
  EXPECT_EQ(id_of_path("a.jpg"), "a.jpg");
  EXPECT_EQ(id_of_path("a/b.jpg"), "a/b.jpg");
  EXPECT_EQ(id_of_path("./a/b.jpg"), "a/b.jpg");
  EXPECT_EQ(id_of_path("/srv/photos/b.jpg"), "srv/photos/b.jpg");
  EXPECT_EQ(id_of_path("//srv/b.jpg"), "srv/b.jpg");
  EXPECT_EQ(id_of_path("../../b.jpg"), "b.jpg");
  EXPECT_EQ(id_of_path("/../b.jpg"), "b.jpg");
}

TEST(IdOfPath, IsOneForAllSpellings) {
  for (const char* spelling : {"a/b.jpg", "a//b.jpg", "a/./b.jpg", "a/c/../b.jpg", "./a/b.jpg", "c/../a/b.jpg"}) {
    EXPECT_EQ(id_of_path(spelling), "a/b.jpg") << spelling;
  }
}

TEST(IdOfPath, KeepsWhatOnlyLooksLikeABeginning) {
  EXPECT_EQ(id_of_path("a/...jpg"), "a/...jpg");
  EXPECT_EQ(id_of_path(".hidden.jpg"), ".hidden.jpg");
  EXPECT_EQ(id_of_path("..a/b.jpg"), "..a/b.jpg");
  EXPECT_EQ(id_of_path("a\nb.jpg"), "a\nb.jpg");
}

TEST(IdOfPath, IsEmptyWhereNothingIsLeft) {
  for (const char* path : {"", ".", "./", "..", "../..", "/", "a/.."}) EXPECT_EQ(id_of_path(path), "") << path;
}

TEST(ObjectionToId, SaysWhatIsWrong) {
  EXPECT_EQ(objection_to_id("a"), "");
  EXPECT_EQ(objection_to_id(std::string(4096, 'a')), "");
  EXPECT_EQ(objection_to_id(""), "an id must not be empty");
  EXPECT_EQ(objection_to_id(std::string(4097, 'a')), "an id of 4097 bytes; the longest has 4096");
  EXPECT_EQ(objection_to_id(std::string("a\0b", 3)), "an id must not hold a NUL");
  EXPECT_EQ(objection_to_id("a\xFF"), "an id must be UTF-8");
}

}  // namespace
}  // namespace hesscut::catalogue
