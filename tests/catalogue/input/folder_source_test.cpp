#include "host/catalogue/input/folder_source.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/catalogue/input/entries.hpp"
#include "tests/support/temporary_folder.hpp"

namespace hesscut::catalogue {
namespace {

namespace fs = std::filesystem;
using Ids = std::vector<std::string>;

TEST(FolderSource, PhotosInAndBelowInByteOrder) {
  support::TemporaryFolder tree;
  for (const char* name : {"b.jpg", "B.JPG", "a/z.png", "a/b/c.webp", "a.jpeg", "a-/x.jpg", "notes.txt", ".hidden.jpg",
                           ".git/x.jpg", "a/.x.jpg", "empty/readme.md", "c.jpg/inside.jpg", "\xC3\xA4.jpg"}) {
    tree.write(name, std::string());
  }
  const auto source = open_folder(tree.path());
  EXPECT_EQ(source->count(), 8U);
  const std::vector<Entry> entries = all_of(*source);
  Ids ids;
  for (const Entry& entry : entries) {
    ids.push_back(entry.id);
    EXPECT_EQ(entry.photo, tree / entry.id);
    EXPECT_EQ(entry.place, "");
    EXPECT_EQ(entry.trouble, "");
    EXPECT_TRUE(entry.products.empty());
  }
  EXPECT_EQ(ids,
            Ids({"B.JPG", "a-/x.jpg", "a.jpeg", "a/b/c.webp", "a/z.png", "b.jpg", "c.jpg/inside.jpg", "\xC3\xA4.jpg"}));
  EXPECT_EQ(source->count(), 8U);
}

TEST(FolderSource, LinksToPhotosAreTakenThoseToFoldersAreNot) {
  support::TemporaryFolder tree;
  tree.write("shop/real.jpg", std::string());
  fs::create_directory_symlink("..", tree / "shop/loop");
  fs::create_directory_symlink("shop", tree / "linked.jpg");
  fs::create_symlink("shop/real.jpg", tree / "photo.jpg");
  fs::create_symlink("nowhere.jpg", tree / "dangling.jpg");  // found out, and said, when it is to be cut
  EXPECT_EQ(ids_of(*open_folder(tree.path())), Ids({"dangling.jpg", "photo.jpg", "shop/real.jpg"}));
  fs::create_directory_symlink(tree / "shop", tree / "entrance");
  EXPECT_EQ(ids_of(*open_folder(tree / "entrance")), Ids({"real.jpg"}));
}

TEST(FolderSource, RandomTreesAreThoseThatAnotherWalkFinds) {
  Random random(3);  // NOLINT(bugprone-random-generator-seed): the same trees every time
  for (int round = 0; round < 30; ++round) {
    support::TemporaryFolder tree;
    for (int i = random_number(random, 0, 40); i > 0; --i) {
      fs::path path;
      for (int depth = random_number(random, 0, 4); depth > 0; --depth) {
        path /= std::string(1, "abc-.~"[random_number(random, 0, 5)]) + "d";
      }
      tree.write(path / (std::string(1, "abc-.~"[random_number(random, 0, 5)]) + (i % 3 == 0 ? ".txt" : ".jpg")),
                 std::string());
    }
    Ids expected;
    for (auto item = fs::recursive_directory_iterator(tree.path()); item != fs::recursive_directory_iterator();
         ++item) {
      const bool hidden = item->path().filename().string().starts_with('.');
      if (item->is_directory() && hidden) item.disable_recursion_pending();
      if (item->is_regular_file() && !hidden && item->path().extension() == ".jpg") {
        expected.push_back(item->path().lexically_relative(tree.path()).string());
      }
    }
    std::ranges::sort(expected);
    const auto source = open_folder(tree.path());
    EXPECT_EQ(source->count(), expected.size());
    ASSERT_EQ(ids_of(*source), expected);
  }
}

TEST(FolderSource, AFolderThatCannotBeReadIsTroubleAndTheRestGoesOn) {
  support::TemporaryFolder tree;
  for (const char* name : {"a.jpg", "b/x.jpg", "c.jpg"}) tree.write(name, std::string());
  const auto source = open_folder(tree.path());
  EXPECT_EQ(source->next()->id, "a.jpg");
  fs::remove_all(tree / "b");  // between being listed and being read
  const Entry entry = source->next().value();
  EXPECT_EQ(entry.id, (tree / "b").string());
  EXPECT_EQ(entry.place, entry.id);
  EXPECT_EQ(entry.trouble, entry.id + ": No such file or directory");
  EXPECT_EQ(source->next()->id, "c.jpg");
  EXPECT_FALSE(source->next());
  EXPECT_FALSE(source->next());
}

TEST(FolderSource, NamesThatCannotBeIdsAreTrouble) {
  support::TemporaryFolder tree;
  for (const char* name : {"a.jpg", "caf\xE9/\nb.jpg", "caf\xC3\xA9/b\n.jpg"}) tree.write(name, std::string());
  const std::vector<Entry> entries = all_of(*open_folder(tree.path()));
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0].id, "a.jpg");
  EXPECT_EQ(entries[1].id, "caf\xC3\xA9/b\n.jpg");
  EXPECT_EQ(entries[1].trouble, "");
  EXPECT_EQ(entries[2].id, (tree / "caf\\xe9/\\x0ab.jpg").string());
  EXPECT_EQ(entries[2].trouble, entries[2].id + ": an id must be UTF-8");
}

TEST(FolderSource, NoSuchFolder) {
  const support::TemporaryFolder tree;
  EXPECT_EQ(error_of([&] { (void)open_folder(tree / "none"); }, ErrorKind::usage),
            (tree / "none").string() + ": No such file or directory");
  EXPECT_FALSE(open_folder(tree.path())->next());
  EXPECT_EQ(open_folder(tree.path())->count(), 0U);
}

}  // namespace
}  // namespace hesscut::catalogue
