#include "host/catalogue/input/source.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "host/catalogue/input/pattern_source.hpp"
#include "tests/catalogue/input/entries.hpp"
#include "tests/support/temporary_folder.hpp"

namespace hesscut::catalogue {
namespace {

namespace fs = std::filesystem;
using Ids = std::vector<std::string>;

class SourceTest : public testing::Test {
 protected:
  Ids ids(const std::vector<std::string>& inputs) {
    const auto source = open_source(inputs, nothing_);
    return ids_of(*source);
  }
  std::string refusal(const std::vector<std::string>& inputs) {
    return error_of([&] { (void)open_source(inputs, nothing_); }, ErrorKind::usage);
  }
  [[nodiscard]] std::string at(const std::string& name) const { return (folder_ / name).string(); }
  /// The id that a path from a pattern makes.
  [[nodiscard]] std::string id_at(const std::string& name) const { return at(name).substr(1); }

  support::TemporaryFolder folder_;
  std::istringstream nothing_;
};

TEST_F(SourceTest, PatternsGiveThePhotosThatMatch) {
  for (const char* name : {"b.jpg", "B.jpg", "a.jpg", "a.txt", ".a.jpg", "s/a.jpg", "t/b.JPG", "dir.jpg/c.jpg"}) {
    folder_.write(name, std::string());
  }
  EXPECT_EQ(ids({at("*.jpg")}), Ids({id_at("B.jpg"), id_at("a.jpg"), id_at("b.jpg")}));
  EXPECT_EQ(ids({at("?.jpg")}), ids({at("*.jpg")}));
  EXPECT_EQ(ids({at("[ab].*")}), Ids({id_at("a.jpg"), id_at("b.jpg")}));
  EXPECT_EQ(ids({at("*/*")}), Ids({id_at("dir.jpg/c.jpg"), id_at("s/a.jpg"), id_at("t/b.JPG")}));
  EXPECT_EQ(ids({at(".*.jpg")}), Ids({id_at(".a.jpg")}));
  const std::vector<Entry> entries = items_of({at("a.j*")});
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].photo, at("a.jpg"));
  EXPECT_EQ(entries[0].place, "");
  EXPECT_EQ(open_source({at("*.jpg")}, nothing_)->count(), 3U);
}

TEST_F(SourceTest, PatternsThatMatchNothing) {
  folder_.write("a.txt", std::string());
  folder_.write("dir.jpg/readme", std::string());
  for (const char* pattern : {"*.jpg", "*", "none/*", "a.txt/*.jpg"}) {
    EXPECT_EQ(refusal({at(pattern)}), at(pattern) + ": no photo matches");
  }
  // Names of 256 bytes are too long for a folder to be there or not to be there.
  const std::string long_name(256, 'n');
  EXPECT_EQ(refusal({at(long_name + "/*.jpg")}),
            at(long_name + "/*.jpg") + ": " + at(long_name) + ": File name too long");
}

TEST_F(SourceTest, PatternMatchesThatCannotBeIdsAreTrouble) {
  folder_.write("caf\xE9.jpg", std::string());
  const std::vector<Entry> entries = items_of({at("*.jpg")});
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].trouble, at("caf\\xe9.jpg") + ": an id must be UTF-8");
}

TEST_F(SourceTest, AFileThatIsThereIsNoPattern) {
  folder_.write("shoe[1].jpg", std::string());
  folder_.write("shoe1.jpg", std::string());
  folder_.write("what?/x.jpg", std::string());
  EXPECT_EQ(ids({at("shoe[1].jpg")}), Ids({"shoe[1].jpg"}));
  EXPECT_EQ(ids({at("shoe[12].jpg")}), Ids({id_at("shoe1.jpg")}));
  EXPECT_EQ(ids({at("what?")}), Ids({"x.jpg"}));
}

TEST_F(SourceTest, AnyOtherFileIsAPhoto) {
  folder_.write("sub/scan.tiff", std::string());
  const std::vector<Entry> entries = items_of({at("sub/scan.tiff")});
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].id, "scan.tiff");
  EXPECT_EQ(entries[0].photo, at("sub/scan.tiff"));
}

TEST_F(SourceTest, InputsComeOneAfterTheOther) {
  folder_.write("photos/a.jpg", std::string());
  folder_.write("photos/b.jpg", std::string());
  folder_.write("empty/readme.md", std::string());
  folder_.write("items.csv", std::string("path\nc.jpg\n"));
  folder_.write("ITEMS.JSONL", std::string("{\"id\": \"d\", \"path\": \"d.jpg\"}\nbad\n"));
  folder_.write("list.csv", std::string("e.jpg\nf.jpg\n"));
  std::istringstream input("g.jpg\n");
  const std::vector<std::string> files = {at("items.csv"),   at("empty"),          at("photos"),
                                          at("ITEMS.JSONL"), "@" + at("list.csv"), at("photos/a.jpg")};
  EXPECT_EQ(open_source(files, input)->count(), 8U);
  EXPECT_EQ(ids(files), Ids({"c.jpg", id_at("photos/a.jpg"), id_at("photos/b.jpg"), "d", at("ITEMS.JSONL") + ":2",
                             "e.jpg", "f.jpg", id_at("photos/a.jpg")}));
  const auto both = open_source({at("photos/b.jpg"), "-", at("photos/a.jpg")}, input);
  EXPECT_EQ(both->count(), std::nullopt);
  EXPECT_EQ(ids_of(*both), Ids({id_at("photos/b.jpg"), "g.jpg", id_at("photos/a.jpg")}));
  EXPECT_FALSE(both->next());
}

TEST_F(SourceTest, TheSameNamesInTwoFoldersAreTwoIds) {
  folder_.write("spring/a.jpg", std::string());
  folder_.write("autumn/a.jpg", std::string());
  EXPECT_EQ(ids({at("spring")}), Ids({"a.jpg"}));
  EXPECT_EQ(ids({at("spring"), at("autumn")}), Ids({id_at("spring/a.jpg"), id_at("autumn/a.jpg")}));
}

TEST_F(SourceTest, ManifestsOfTheWorkingFolderStayRelative) {
  const fs::path before = fs::current_path();
  folder_.write("items.csv", std::string("path,markers\na.jpg,m.png\n"));
  fs::current_path(folder_.path());
  const std::vector<Entry> entries = items_of({"items.csv"});
  fs::current_path(before);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].photo, "a.jpg");
  EXPECT_EQ(entries[0].products.at(0).mask, "m.png");
  EXPECT_EQ(entries[0].place, "items.csv:2");
}

TEST_F(SourceTest, InputsThatAreNotThere) {
  EXPECT_EQ(refusal({}), "no input given");
  EXPECT_EQ(refusal({""}), "an input must not be empty");
  EXPECT_EQ(refusal({"-", at(""), "-"}), "-: standard input is there only once");
  EXPECT_EQ(refusal({at("none.jpg")}), at("none.jpg") + ": No such file or directory");
  EXPECT_EQ(refusal({at("none.csv")}), at("none.csv") + ": No such file or directory");
  EXPECT_EQ(refusal({"@" + at("none.txt")}), at("none.txt") + ": No such file or directory");
  EXPECT_EQ(refusal({"@"}), ": No such file or directory");
  EXPECT_EQ(refusal({"@" + at("")}), at("") + ": Is a directory");
  EXPECT_EQ(refusal({"caf\xE9"}), "caf\\xe9: not UTF-8");
  folder_.write("bad.csv", std::string("file\n"));
  EXPECT_EQ(refusal({at("bad.csv")}), at("bad.csv") +
                                          ":1: column 'file' is not one of id, path, fg, bg, box, markers, "
                                          "preset, set, write");
}

TEST(Patterns, AreToldByTheirCharacters) {
  for (const char* text : {"*.jpg", "a?", "[ab]"}) EXPECT_TRUE(is_pattern(text)) << text;
  for (const char* text : {"a.jpg", "{a,b}", "a]", "~"}) EXPECT_FALSE(is_pattern(text)) << text;
}

}  // namespace
}  // namespace hesscut::catalogue
