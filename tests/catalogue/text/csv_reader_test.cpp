#include "host/catalogue/text/csv_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "host/catalogue/text/line_reader.hpp"
#include "tests/catalogue/input/entries.hpp"

namespace hesscut::catalogue {
namespace {

using Fields = std::vector<std::string>;

std::vector<CsvRecord> records_of(const std::string& text, char separator = ',') {
  std::istringstream bytes(text);
  TextStream stream(bytes, "text");
  CsvReader reader(stream, separator);
  std::vector<CsvRecord> records;
  while (std::optional<CsvRecord> record = reader.next()) records.push_back(std::move(*record));
  return records;
}

Fields only_record(const std::string& text) {
  const std::vector<CsvRecord> records = records_of(text);
  EXPECT_EQ(records.size(), 1U) << text;
  EXPECT_EQ(records.at(0).trouble, "") << text;
  return records.at(0).fields;
}

TEST(CsvReader, FieldsBareAndQuoted) {
  EXPECT_EQ(only_record("a,b,c\n"), Fields({"a", "b", "c"}));
  EXPECT_EQ(only_record("a,b,c"), Fields({"a", "b", "c"}));
  EXPECT_EQ(only_record("a,b,c\r\n"), Fields({"a", "b", "c"}));
  EXPECT_EQ(only_record("\"a\",\"b\"\"c\",\"\"\r\n"), Fields({"a", "b\"c", ""}));
  EXPECT_EQ(only_record("\"a,b\nc\r\nd;\",x"), Fields({"a,b\nc\r\nd;", "x"}));
}

TEST(CsvReader, EmptyFieldsCount) {
  EXPECT_EQ(only_record(","), Fields({"", ""}));
  EXPECT_EQ(only_record(",,\n"), Fields({"", "", ""}));
  EXPECT_EQ(only_record("a,\r\n"), Fields({"a", ""}));
  EXPECT_EQ(only_record("\"\""), Fields({""}));
}

TEST(CsvReader, BlanksAndSingleCarriageReturnsBelongToFields) {
  EXPECT_EQ(only_record(" a , b"), Fields({" a ", " b"}));
  EXPECT_EQ(only_record("a\rb,c\r"), Fields({"a\rb", "c\r"}));
  EXPECT_EQ(only_record("\"a\r\",b"), Fields({"a\r", "b"}));
}

TEST(CsvReader, LinesAreCountedThroughQuotesAndEmptyLines) {
  const std::vector<CsvRecord> records = records_of("\n\r\na\n\"b\nb\r\nb\"\n\nc\n");
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0].line, 3U);
  EXPECT_EQ(records[1].line, 4U);
  EXPECT_EQ(records[1].fields, Fields({"b\nb\r\nb"}));
  EXPECT_EQ(records[2].line, 8U);
}

TEST(CsvReader, WrongQuotesCostOneRecord) {
  for (const auto& [text, trouble] : std::vector<std::pair<std::string, std::string>>{
           {"a\"b,c", "quotes inside a field that does not begin with them"},
           {"5\" shoe,c", "quotes inside a field that does not begin with them"},
           {"\"a\"b,c", "text behind closing quotes"},
           {"\"a\" ,c", "text behind closing quotes"},
           {R"("a"b","c")", "text behind closing quotes"},
           {"\"a\"\rb", "text behind closing quotes"}}) {
    const std::vector<CsvRecord> records = records_of("x\n" + text + "\ny,z\n");
    ASSERT_EQ(records.size(), 3U) << text;
    EXPECT_EQ(records[1].trouble, trouble) << text;
    EXPECT_EQ(records[1].fields, Fields()) << text;
    EXPECT_EQ(records[1].line, 2U) << text;
    EXPECT_EQ(records[2].fields, Fields({"y", "z"})) << text;
    EXPECT_EQ(records[2].line, 3U) << text;
  }
}

TEST(CsvReader, OpenQuotesTakeTheRest) {
  const std::vector<CsvRecord> records = records_of("x\n\"a,b\nc\nd\n");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[1].trouble, "quotes that are not closed");
  EXPECT_EQ(records[1].line, 2U);
}

TEST(CsvReader, RecordsThatAreTooLongCostOneRecord) {
  const std::string most(longest_line - 2, 'a');
  EXPECT_EQ(only_record("b," + most + "\n"), Fields({"b", most}));
  for (const std::string& text : {"bb," + most, "\"b\n" + most + "\n\"", std::string(longest_line + 1, ',')}) {
    const std::vector<CsvRecord> records = records_of(text + "\ny\n");
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].trouble, "a record of more than 1048576 bytes");
    EXPECT_EQ(records[0].fields, Fields());
    EXPECT_EQ(records[1].fields, Fields({"y"}));
  }
}

std::string written(const std::string& field, char separator, bool always_quoted) {
  const bool quoted = always_quoted || field.empty() || field.find_first_of("\"\r\n") != std::string::npos ||
                      field.find(separator) != std::string::npos;
  if (!quoted) return field;
  std::string text = "\"";
  for (const char c : field) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + "\"";
}

TEST(CsvReader, RandomTablesComeBackAsTheyWere) {
  Random random(2);  // NOLINT(bugprone-random-generator-seed): the same tables every time
  for (int round = 0; round < 2000; ++round) {
    const char separator = ",;\t"[random_number(random, 0, 2)];
    const std::string line_end = random_number(random, 0, 1) == 0 ? "\n" : "\r\n";
    std::vector<Fields> table(static_cast<std::size_t>(random_number(random, 1, 6)));
    std::vector<std::size_t> lines;
    std::string text;
    for (Fields& fields : table) {
      lines.push_back(1 + static_cast<std::size_t>(std::ranges::count(text, '\n')));
      const int columns = random_number(random, 1, 5);
      for (int i = 0; i < columns; ++i) {
        fields.push_back(random_text(random, 8));
        if (text.empty() && fields.front().starts_with("\xEF\xBB\xBF")) fields.front().erase(0, 3);
        text += (i > 0 ? std::string(1, separator) : "") +
                written(fields.back(), separator, random_number(random, 0, 3) == 0);
      }
      if (&fields != &table.back() || random_number(random, 0, 1) == 0) text += line_end;
    }
    const std::vector<CsvRecord> records = records_of(text, separator);
    ASSERT_EQ(records.size(), table.size()) << text;
    for (std::size_t i = 0; i < table.size(); ++i) {
      ASSERT_EQ(records[i].trouble, "") << text;
      ASSERT_EQ(records[i].fields, table[i]) << text;
      ASSERT_EQ(records[i].line, lines[i]) << text;
    }
  }
}

TEST(SeparatorOf, IsTheMostFrequentOutsideQuotes) {
  EXPECT_EQ(separator_of("id,path"), ',');
  EXPECT_EQ(separator_of("id;path;fg"), ';');
  EXPECT_EQ(separator_of("id\tpath"), '\t');
  EXPECT_EQ(separator_of("path"), ',');
  EXPECT_EQ(separator_of(""), ',');
  EXPECT_EQ(separator_of("\"a,b,c\";d"), ';');
}

}  // namespace
}  // namespace hesscut::catalogue
