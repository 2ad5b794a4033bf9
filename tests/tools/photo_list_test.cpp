#include "tools/hesscut/photo_list.hpp"

#include <gtest/gtest.h>

#include <hesscut/error.hpp>

#include "tests/support/temporary_folder.hpp"

namespace {

namespace fs = std::filesystem;
using hesscut::Error;
using hesscut::ErrorKind;
using hesscut::command::list_photos;
using hesscut::command::PhotoItem;
using hesscut::support::TemporaryFolder;

std::vector<std::string> names(const std::vector<PhotoItem>& items) {
  std::vector<std::string> result;
  result.reserve(items.size());
  for (const PhotoItem& item : items) result.push_back(item.name);
  return result;
}

std::string usage_error(const std::vector<fs::path>& arguments) {
  try {
    static_cast<void>(list_photos(arguments));
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    return error.what();
  }
  return "no error";
}

using Names = std::vector<std::string>;

TEST(PhotoList, TakesThePhotosOfAFolderInOrder) {
  TemporaryFolder folder;
  for (const char* name : {"b.JPG", "a.png", "c.webp", "d.jpeg", "notes.txt", ".hidden.jpg", "sub/e.jpg"}) {
    folder.write(name, "x");
  }
  fs::create_directories(folder / "folder.jpg");
  EXPECT_EQ(names(list_photos({folder.path()})), (Names{"a", "b", "c", "d"}));
}

TEST(PhotoList, TakesTheImagesOfADataSetButNotItsTruth) {
  TemporaryFolder folder;
  for (const char* name :
       {"set/images/b.jpg", "set/images/a.jpg", "set/masks/a.png", "mixed/x.jpg", "mixed/images/y.jpg"}) {
    folder.write(name, "x");
  }
  EXPECT_EQ(names(list_photos({folder / "set"})), (Names{"a", "b"}));
  EXPECT_EQ(names(list_photos({folder / "mixed"})), Names{"x"});
}

TEST(PhotoList, KeepsTheOrderOfTheArguments) {
  TemporaryFolder folder;
  folder.write("in/m.jpg", "x");
  EXPECT_EQ(names(list_photos({"z.jpg", folder / "in", "a.jpg"})), (Names{"z", "m", "a"}));
}

TEST(PhotoList, TakesAPhotoOnceHoweverOftenItIsNamed) {
  TemporaryFolder folder;
  const fs::path photo = folder.write("a.jpg", "x");
  EXPECT_EQ(names(list_photos({photo, folder.path(), folder / "." / "a.jpg"})), Names{"a"});
}

TEST(PhotoList, KeepsTheEndingsOfPhotosThatShareAName) {
  EXPECT_EQ(names(list_photos({"shoe.jpg", "bag.jpg", "shoe.png"})), (Names{"shoe.jpg", "bag", "shoe.png"}));
  EXPECT_EQ(names(list_photos({"Shoe.jpg", "shoe.png"})), (Names{"Shoe.jpg", "shoe.png"}));
}

TEST(PhotoList, RefusesPhotosThatWouldOverwriteEachOther) {
  const std::string error = usage_error({"a/shoe.jpg", "b/shoe.jpg"});
  EXPECT_NE(error.find("a/shoe.jpg"), std::string::npos) << error;
  EXPECT_NE(error.find("b/shoe.jpg"), std::string::npos) << error;
  usage_error({"shoe.jpg", "shoe.png", "shoe.jpg.png"});
  EXPECT_NE(usage_error({"a/shoe.jpg", "b/SHOE.JPG"}), "no error");
  EXPECT_NE(usage_error({"shoe.jpg", "shoe.png", "shoe.jpg.png"}), "no error");
}

TEST(PhotoList, RefusesNothing) {
  TemporaryFolder folder;
  folder.write("notes.txt", "x");
  EXPECT_NE(usage_error({folder.path()}).find("no photos"), std::string::npos);
  EXPECT_NE(usage_error({}), "no error");
}

TEST(PhotoList, LeavesItToTheReaderWhetherAFileExists) {
  EXPECT_EQ(names(list_photos({"/nowhere/at/all.jpg"})), Names{"all"});
}

}  // namespace
