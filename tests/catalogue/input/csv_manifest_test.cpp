#include "host/catalogue/input/csv_manifest.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/catalogue/input/entries.hpp"
#include "tests/support/temporary_folder.hpp"

namespace hesscut::catalogue {
namespace {

class CsvManifestTest : public testing::Test {
 protected:
  std::vector<Entry> items(const std::string& text) {
    file_ = folder_.write("items.csv", text);
    const std::unique_ptr<Source> source = open_csv_manifest(file_);
    std::vector<Entry> entries = all_of(*source);
    EXPECT_EQ(source->count(), entries.size());
    return entries;
  }
  Entry item(const std::string& header, const std::string& record) {
    const std::vector<Entry> entries = items(header + "\n" + record + "\n");
    EXPECT_EQ(entries.size(), 1U);
    return entries.at(0);
  }
  /// Of the only record, without the place it must begin with.
  std::string trouble(const std::string& header, const std::string& record) {
    const Entry entry = item(header, record);
    const std::string place = file_.string() + ":2";
    EXPECT_EQ(entry.id, place);
    EXPECT_EQ(entry.place, place);
    EXPECT_TRUE(entry.trouble.starts_with(place + ": ")) << entry.trouble;
    return entry.trouble.substr(std::min(entry.trouble.size(), place.size() + 2));
  }
  std::string header_error(const std::string& text) {
    file_ = folder_.write("items.csv", text);
    return error_of([this] { (void)open_csv_manifest(file_); }, ErrorKind::usage);
  }

  support::TemporaryFolder folder_;
  std::filesystem::path file_;
};

TEST_F(CsvManifestTest, EveryColumn) {
  const Entry entry = item("bg,id,path,fg,box,markers,preset,set,write",
                           "\"9,8\",shoe-1,a/shoe.jpg,\"512,400; 700.5,-420\n1e2,0\",\" 1, 2 ,3,4\",m/shoe.png,paper,"
                           "\"theta=2; rho = 1,2,auto\",\"crop,mask\"");
  Entry expected;
  expected.id = "shoe-1";
  expected.photo = folder_ / "a/shoe.jpg";
  expected.preset = "paper";
  expected.settings = {{"theta", "2"}, {"rho", "1,2,auto"}};
  expected.write = {OutputKind::crop, OutputKind::mask};
  expected.products.resize(1);
  Product& product = expected.products[0];
  product.mask = folder_ / "m/shoe.png";
  product.markers.box = Box{1, 2, 3, 4};
  product.markers.add_point(Label::foreground, {512, 400});
  product.markers.add_point(Label::foreground, {700.5, -420});
  product.markers.add_point(Label::foreground, {100, 0});
  product.markers.add_point(Label::background, {9, 8});
  expected.place = file_.string() + ":2";
  EXPECT_EQ(described(entry), described(expected));
}

TEST_F(CsvManifestTest, SeparatorsLineEndsAndByteOrderMark) {
  for (const char separator : {',', ';', '\t'}) {
    for (const std::string end : {"\n", "\r\n"}) {
      std::string text = "\xEF\xBB\xBFid| path |write\na|x.jpg|\"mask;crop\"\n\nb|y.jpg|";
      std::ranges::replace(text, '|', separator);
      for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += end.size())
        text.replace(at, 1, end);
      const std::vector<Entry> entries = items(text);
      ASSERT_EQ(entries.size(), 2U);
      EXPECT_EQ(entries[0].id, "a");
      EXPECT_EQ(entries[0].photo, folder_ / "x.jpg");
      EXPECT_EQ(entries[0].write, (std::vector<OutputKind>{OutputKind::mask, OutputKind::crop}));
      EXPECT_EQ(entries[1].id, "b");
      EXPECT_EQ(entries[1].place, file_.string() + ":4");
    }
  }
}

TEST_F(CsvManifestTest, ThePathMakesTheIdWhereNoneIsGiven) {
  EXPECT_EQ(item("path", "./a//shoe.jpg").id, "a/shoe.jpg");
  EXPECT_EQ(item("path", "./a//shoe.jpg").photo, folder_ / "./a//shoe.jpg");
  EXPECT_EQ(item("path,id", "/srv/shoe.jpg,").id, "srv/shoe.jpg");
  EXPECT_EQ(item("path,id", "/srv/shoe.jpg,").photo, "/srv/shoe.jpg");
  EXPECT_EQ(item("id,path", " ,b.jpg").id, "b.jpg");
  EXPECT_EQ(item("id,path", "7,b.jpg").id, "7");
}

TEST_F(CsvManifestTest, EmptyFieldsSayNothing) {
  const Entry entry = item("id,path,fg,bg,box,markers,preset,set,write", "a,a.jpg,,,,, ,,");
  Entry expected;
  expected.id = "a";
  expected.photo = folder_ / "a.jpg";
  expected.place = file_.string() + ":2";
  EXPECT_EQ(described(entry), described(expected));
}

TEST_F(CsvManifestTest, HeadersThatAreNone) {
  const std::string place = (folder_ / "items.csv").string() + ":1: ";
  EXPECT_EQ(header_error(""), place + "expected names of columns");
  EXPECT_EQ(header_error("\npath\n"), place + "expected names of columns");
  EXPECT_EQ(header_error("id,file\n"),
            place + "column 'file' is not one of id, path, fg, bg, box, markers, preset, set, write");
  EXPECT_EQ(header_error("id,Path\n"),
            place + "column 'Path' is not one of id, path, fg, bg, box, markers, preset, set, write");
  EXPECT_EQ(header_error("path,,id\n"),
            place + "column '' is not one of id, path, fg, bg, box, markers, preset, set, write");
  EXPECT_EQ(header_error("path,id,path\n"), place + "column 'path' is there twice");
  EXPECT_EQ(header_error("id,fg\n"), place + "no column 'path'");
  EXPECT_EQ(header_error("path,\"id\n"), place + "quotes that are not closed");
  EXPECT_EQ(header_error(std::string("path\0", 5)), place + "a NUL in the line");
  EXPECT_EQ(header_error(std::string(2'000'000, 'p')), place + "a line of more than 1048576 bytes");
}

TEST_F(CsvManifestTest, TroubleNamesLineAndColumn) {
  EXPECT_EQ(trouble("id,path", "a"), "1 fields where the first line has 2");
  EXPECT_EQ(trouble("id,path", "a,b,c"), "3 fields where the first line has 2");
  EXPECT_EQ(trouble("id,path", "a,"), "column 'path': a path must not be empty");
  EXPECT_EQ(trouble("id,path", "a,\xFF.jpg"), "column 'path': not UTF-8");
  EXPECT_EQ(trouble("id,path", std::string("a,\0b", 4)), "column 'path': a NUL in the field");
  EXPECT_EQ(trouble("path", "../.."), "column 'path': an id must not be empty");
  EXPECT_EQ(trouble("id,path", std::string(5000, 'i') + ",a"),
            "column 'id': an id of 5000 bytes; the longest has 4096");
  EXPECT_EQ(trouble("path,fg", "a,512"),
            "column 'fg': '512' is no point x,y; points are separated by semicolons or "
            "blanks");
  for (const std::string point :
       {"\"1,2,3\"", "\"1,x\"", "\"1,\"", "\"nan,1\"", "\"1,inf\"", "\"1,2 3\"", "\"1, 2\""}) {
    EXPECT_TRUE(trouble("path,bg", "a," + point).starts_with("column 'bg': '")) << point;
  }
  EXPECT_EQ(trouble("path,box", "a,\"1,2,3\""), "column 'box': '1,2,3' is no box x,y,width,height");
  EXPECT_EQ(trouble("path,box", "a,\"1,2,3,4,5\""), "column 'box': '1,2,3,4,5' is no box x,y,width,height");
  EXPECT_EQ(trouble("path,box", "a,\"1,2,0,4\""),
            "column 'box': a box is x, y, width, height in whole photo pixels, width and height at least 1");
  EXPECT_EQ(trouble("path,preset", "a,best"),
            "column 'preset': preset 'best' is not one of product, paper, yzd, rci, tv");
  EXPECT_EQ(trouble("path,set", "a,theta"), "column 'set': 'theta' is no setting name=value");
  EXPECT_EQ(trouble("path,set", "a,=1"), "column 'set': '=1' is no setting name=value");
  EXPECT_EQ(trouble("path,set", "a,theta=1;theta=2"), "column 'set': 'theta' is given twice");
  EXPECT_EQ(trouble("path,set", "a,lambda=nan"), "column 'set': parameter lambda cannot be 'nan': it takes >= 0");
  EXPECT_EQ(trouble("path,write", "a,\"mask,jpeg\""),
            "column 'write': 'jpeg' is not one of mask, cutout, white, crop, overlay");
  EXPECT_EQ(trouble("path,id", "\"a,b"), "quotes that are not closed");
}

TEST_F(CsvManifestTest, OneBadRecordCostsOneRecord) {
  const std::vector<Entry> entries = items("id,path,fg\na,a.jpg,\nb,b.jpg,\"1\n2\"\nc,c\"c.jpg,\nd," +
                                           std::string(1'100'000, 'd') + ",\ne,e.jpg,\"3,4\"\n");
  ASSERT_EQ(entries.size(), 5U);
  EXPECT_EQ(entries[0].id, "a");
  EXPECT_EQ(entries[1].trouble, file_.string() +
                                    ":3: column 'fg': '1' is no point x,y; points are separated by "
                                    "semicolons or blanks");
  EXPECT_EQ(entries[2].trouble, file_.string() + ":5: quotes inside a field that does not begin with them");
  EXPECT_EQ(entries[3].trouble, file_.string() + ":6: a record of more than 1048576 bytes");
  EXPECT_EQ(entries[4].id, "e");
  EXPECT_EQ(entries[4].place, file_.string() + ":7");
}

}  // namespace
}  // namespace hesscut::catalogue
