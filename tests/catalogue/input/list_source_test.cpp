#include "host/catalogue/input/list_source.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <array>
#include <filesystem>
#include <sstream>

#include "host/catalogue/text/line_reader.hpp"
#include "tests/catalogue/input/entries.hpp"
#include "tests/support/temporary_folder.hpp"

namespace hesscut::catalogue {
namespace {

namespace fs = std::filesystem;

std::vector<Line> lines_of(const std::string& text) {
  std::istringstream bytes(text);
  TextStream stream(bytes, "text");
  LineReader reader(stream);
  std::vector<Line> lines;
  while (std::optional<Line> line = reader.next()) lines.push_back(std::move(*line));
  return lines;
}

std::vector<std::string> texts_of(const std::string& text) {
  std::vector<std::string> texts;
  for (const Line& line : lines_of(text)) texts.push_back(line.text);
  return texts;
}

TEST(LineReader, LineEndsAndByteOrderMark) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(texts_of(""), Texts({}));
  EXPECT_EQ(texts_of("\n"), Texts({""}));
  EXPECT_EQ(texts_of("a\nb\r\n\r\nc"), Texts({"a", "b", "", "c"}));
  EXPECT_EQ(texts_of("a\r\r\n\rb\r"), Texts({"a\r", "\rb"}));
  EXPECT_EQ(texts_of("\xEF\xBB\xBF"
                     "a\n\xEF\xBB\xBF"
                     "b"),
            Texts({"a",
                   "\xEF\xBB\xBF"
                   "b"}));
  EXPECT_EQ(texts_of("\xEF\xBB\xBF"), Texts({}));
  EXPECT_EQ(texts_of("\xEF\xBB"
                     "a"),
            Texts({"\xEF\xBB"
                   "a"}));
  EXPECT_EQ(texts_of("\xEF"), Texts({"\xEF"}));
  EXPECT_EQ(texts_of("\xEF\n\xBB"), Texts({"\xEF", "\xBB"}));
}

TEST(LineReader, LongLinesAndNulsCostOneLine) {
  const std::string most(longest_line, 'a');
  const std::vector<Line> lines = lines_of(most + "\n" + most + "\r\n" + most + "a\n" + most + most + most + "\r\n" +
                                           std::string("a\0b\n", 4) + "z\n" + most + "a");
  ASSERT_EQ(lines.size(), 7U);
  for (std::size_t i = 0; i < lines.size(); ++i) EXPECT_EQ(lines[i].number, i + 1);
  EXPECT_EQ(lines[0].text, most);
  EXPECT_EQ(lines[1].text, most);
  for (const std::size_t i : {2U, 3U, 6U}) {
    EXPECT_EQ(lines[i].trouble, "a line of more than 1048576 bytes");
    EXPECT_EQ(lines[i].text, "");
  }
  EXPECT_EQ(lines[4].trouble, "a NUL in the line");
  EXPECT_EQ(lines[5].text, "z");
}

TEST(TextStream, ReadsNoFurtherThanAsked) {
  std::istringstream bytes("ab");
  TextStream stream(bytes, "text");
  EXPECT_EQ(stream.peek(), 'a');
  EXPECT_EQ(stream.get(), 'a');
  EXPECT_EQ(bytes.get(), 'b');
  EXPECT_EQ(stream.get(), TextStream::end);
}

class ListTest : public testing::Test {
 protected:
  std::unique_ptr<Source> list(const std::string& text) {
    file_ = folder_.write("lists/items.txt", text);
    return open_list(file_);
  }

  support::TemporaryFolder folder_;
  fs::path file_;
};

TEST_F(ListTest, PathsObjectsAndComments) {
  const auto source = list(
      "# shoes\n\na/shoe.jpg\r\n  \n/srv/b.jpg\n{\"id\": \"c\", \"path\": \"c.jpg\", \"box\": [1,2,3,4]}\n"
      "./{d}.jpg\n#d.jpg\n./#e.jpg\n../ f.jpg ");
  EXPECT_EQ(source->count(), 6U);
  const std::vector<Entry> entries = all_of(*source);
  EXPECT_EQ(source->count(), 6U);
  ASSERT_EQ(entries.size(), 6U);
  const fs::path folder = folder_ / "lists";
  const std::vector<std::pair<std::string, fs::path>> expected = {
      {"a/shoe.jpg", folder / "a/shoe.jpg"}, {"srv/b.jpg", "/srv/b.jpg"},     {"c", folder / "c.jpg"},
      {"{d}.jpg", folder / "./{d}.jpg"},     {"#e.jpg", folder / "./#e.jpg"}, {" f.jpg ", folder / "../ f.jpg "}};
  const std::vector<std::size_t> lines = {3, 5, 6, 7, 9, 10};
  for (std::size_t i = 0; i < entries.size(); ++i) {
    EXPECT_EQ(entries[i].trouble, "");
    EXPECT_EQ(entries[i].id, expected[i].first);
    EXPECT_EQ(entries[i].photo.string(), expected[i].second.string());
    EXPECT_EQ(entries[i].place, file_.string() + ":" + std::to_string(lines[i]));
    EXPECT_EQ(entries[i].products.size(), i == 2 ? 1U : 0U);
  }
}

TEST_F(ListTest, LinesThatCannotBeUsed) {
  const auto source = list("\xEF\xBB\xBFgood.jpg\ncaf\xE9.jpg\n..\n{\"id\": 1}\n" + std::string("a\0b\n", 4) + "{" +
                           std::string(longest_line, ' ') + "}\n" + std::string(5000, 'x') + "\nlast.jpg");
  const std::vector<Entry> entries = all_of(*source);
  EXPECT_EQ(source->count(), 8U);
  ASSERT_EQ(entries.size(), 8U);
  const std::vector<std::string> troubles = {"",
                                             "a path must be UTF-8",
                                             "an id must not be empty",
                                             "key 'id': expected a text",
                                             "a NUL in the line",
                                             "a line of more than 1048576 bytes",
                                             "an id of 5000 bytes; the longest has 4096",
                                             ""};
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string place = file_.string() + ":" + std::to_string(i + 1);
    EXPECT_EQ(entries[i].place, place);
    EXPECT_EQ(entries[i].trouble, troubles[i].empty() ? "" : place + ": " + troubles[i]);
    if (i > 0 && i < 7) {
      EXPECT_EQ(entries[i].id, place);
    }
  }
  EXPECT_EQ(entries[0].id, "good.jpg");
  EXPECT_EQ(entries[7].id, "last.jpg");
}

TEST_F(ListTest, StandardInputComesLineByLine) {
  std::stringstream input("a.jpg\n{\"id\": \"b\"}\nc.jpg\n");
  const auto source = open_list(input);
  EXPECT_EQ(source->count(), std::nullopt);
  const Entry first = source->next().value();
  EXPECT_EQ(first.id, "a.jpg");
  EXPECT_EQ(first.photo, "a.jpg");
  EXPECT_EQ(first.place, "standard input:1");
  EXPECT_EQ(input.peek(), '{');  // no more than the first line has been taken
  EXPECT_EQ(source->next()->trouble, "standard input:2: key 'path' is missing");
  EXPECT_EQ(source->next()->id, "c.jpg");
  EXPECT_FALSE(source->next());
  EXPECT_FALSE(source->next());
}

TEST_F(ListTest, JsonlTakesObjectsOnly) {
  file_ = folder_.write("items.jsonl",
                        std::string("\n{\"id\": \"a\", \"path\": \"a.jpg\"}\r\n# shoes\n \nb.jpg\n  {\"id\": \"c\", "
                                    "\"path\": \"c.jpg\"} \n"));
  const auto source = open_jsonl_manifest(file_);
  EXPECT_EQ(source->count(), 4U);
  const std::vector<Entry> entries = all_of(*source);
  ASSERT_EQ(entries.size(), 4U);
  EXPECT_EQ(entries[0].id, "a");
  EXPECT_EQ(entries[0].photo, folder_ / "a.jpg");
  EXPECT_EQ(entries[0].place, file_.string() + ":2");
  EXPECT_EQ(entries[1].trouble, file_.string() + ":3: no JSON from byte 1 on");
  EXPECT_EQ(entries[2].trouble, file_.string() + ":5: no JSON from byte 1 on");
  EXPECT_EQ(entries[3].id, "c");
}

TEST_F(ListTest, FilesThatCannotBeRead) {
  const auto opening = [](const fs::path& file) { return error_of([&] { (void)open_list(file); }, ErrorKind::usage); };
  EXPECT_EQ(opening(folder_ / "none.txt"), (folder_ / "none.txt").string() + ": No such file or directory");
  EXPECT_EQ(opening(folder_.path()), folder_.path().string() + ": Is a directory");
  EXPECT_EQ(opening("caf\xE9\n.txt"), "caf\\xe9\\x0a.txt: No such file or directory");
  // Opens, but nothing is mapped where its first byte would be.
  const auto source = open_list(fs::path("/proc/self/mem"));
  EXPECT_EQ(error_of([&] { (void)source->next(); }, ErrorKind::input), "/proc/self/mem: Input/output error");
}

TEST_F(ListTest, PipesAreReadOnceAndNotCounted) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ASSERT_EQ(::write(ends[1], "a.jpg\n", 6), 6);
  ::close(ends[1]);
  const auto source = open_list(fs::path("/dev/fd/" + std::to_string(ends[0])));
  EXPECT_EQ(source->count(), std::nullopt);
  EXPECT_EQ(ids_of(*source), std::vector<std::string>({"a.jpg"}));
  ::close(ends[0]);
}

}  // namespace
}  // namespace hesscut::catalogue
