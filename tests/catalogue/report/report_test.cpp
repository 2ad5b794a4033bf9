#include "host/catalogue/report/report.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>

#include "host/catalogue/output/flags.hpp"
#include "host/catalogue/report/html.hpp"
#include "host/catalogue/report/parts.hpp"
#include "tests/catalogue/report/markup.hpp"
#include "tests/catalogue/report/some_records.hpp"
#include "tests/support/temporary_folder.hpp"

namespace hesscut::catalogue {
namespace {

using testing::done_record;
using testing::Element;
using testing::failed_record;
using testing::Markup;

const std::string jpeg_bytes = "\xff\xd8\xff\xe0 not much of a picture \x01\x02";

RunFacts some_facts() {
  RunFacts facts;
  facts.name = "spring <26>";
  facts.version = "1.2.3";
  facts.started = "2026-01-31T22:00:00Z";
  facts.finished = "2026-01-31T23:59:59Z";
  facts.tolerance = 1e-3;
  facts.times.device = "cpu";
  facts.times.threads = 8;
  facts.times.wall_seconds = 200;
  facts.times.items = 2500;
  facts.times.cores_busy = 0.93;
  facts.times.solver_busy = 0.81;
  facts.times.bottleneck = "solve";
  return facts;
}

std::string page_of(const std::vector<Record>& records, const std::filesystem::path& folder,
                    std::size_t limit = Statistics::default_cards, const RunFacts& facts = some_facts()) {
  const testing::RecordsInMemory set(records);
  Statistics statistics(set.size(), limit);
  for (std::size_t i = 0; i < set.size(); ++i) statistics.add(i, set.read(i));
  std::ostringstream out;
  write_report(out, set, statistics, facts, folder);
  return out.str();
}

std::vector<std::string> ids_of(const Markup& page) {
  std::vector<std::string> ids;
  for (const Element* card : page.all("article", "card")) ids.push_back(card->attributes.at("data-id"));
  return ids;
}

TEST(Report, IsWellFormedWhateverTheRecords) {
  const support::TemporaryFolder folder;
  testing::Random random(12);
  for (int round = 0; round < 20; ++round) {
    std::vector<Record> records;
    for (int i = 0; i < 30; ++i) records.push_back(testing::random_record(random));
    const Markup page = testing::read_markup(page_of(records, folder.path()));
    ASSERT_EQ(page.trouble, "");
    EXPECT_EQ(page.all("script").size(), 1U);
    EXPECT_EQ(page.all("style").size(), 1U);
    EXPECT_EQ(page.all("html").at(0)->attributes.at("lang"), "en");
  }
}

TEST(Report, OfNothingIsAPage) {
  const support::TemporaryFolder folder;
  const Markup page = testing::read_markup(page_of({}, folder.path(), 10, RunFacts{}));
  EXPECT_EQ(page.trouble, "");
  EXPECT_EQ(page.all("article").size(), 0U);
  EXPECT_EQ(page.all("h1").at(0)->text, "Catalogue run");
}

TEST(Report, FetchesNothingAndRunsNothingButItsOwn) {
  support::TemporaryFolder folder;
  folder.write("thumbnails/a.jpg.jpg", jpeg_bytes);
  const std::string text = page_of({done_record("a.jpg", 0.1)}, folder.path());
  const Markup page = testing::read_markup(text);
  EXPECT_EQ(text.find("http:"), std::string::npos);
  EXPECT_EQ(text.find("https:"), std::string::npos);
  for (const Element& element : page.elements) {
    for (const auto& [name, value] : element.attributes) {
      EXPECT_FALSE(name.starts_with("on") || name == "style") << name;
      EXPECT_TRUE(name != "src" || value.starts_with("data:image/")) << value;
      EXPECT_TRUE(name != "href" || value.find("//") == std::string::npos) << value;
    }
  }
  const std::string policy = page.all("meta").at(1)->attributes.at("content");
  EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(policy.find("script-src " + html::policy_hash(page.all("script").at(0)->text)), std::string::npos);
  EXPECT_NE(policy.find("style-src " + html::policy_hash(page.all("style").at(0)->text)), std::string::npos);
}

TEST(Report, StyleAndScriptAreTheFiles) {
  for (const auto& [name, text] : {std::pair("report.css", report_css), std::pair("report.js", report_js)}) {
    std::ifstream file(std::filesystem::path(HESSCUT_SOURCE_FOLDER) / "host/catalogue/report" / name);
    std::ostringstream content;
    content << file.rdbuf();
    EXPECT_EQ(text, content.str()) << name;
    EXPECT_EQ(text.find("</"), std::string_view::npos) << name;
  }
}

TEST(Report, IdsStayText) {
  const std::string evil = "x/<script>alert(1)</script>\"' onerror=\"1&amp;\xff.jpg";
  const support::TemporaryFolder folder;
  Record flagged = done_record(evil, 0.1);
  flagged.products[0].name = "<b>left</b>";
  flagged.products[0].flags = {"<i>odd"};
  const std::string text = page_of({flagged, failed_record(evil, "<u>", evil + ": <p>no")}, folder.path());
  const Markup page = testing::read_markup(text);
  ASSERT_EQ(page.trouble, "");
  EXPECT_EQ(page.all("script").size(), 1U);
  EXPECT_EQ(text.find("<script>alert"), std::string::npos);
  std::string shown = evil;
  shown.replace(shown.find('\xff'), 1, "\ufffd");
  for (const std::string& id : ids_of(page)) EXPECT_EQ(id, shown);
  for (const Element* title : page.all("h3", "id")) {
    EXPECT_EQ(title->attributes.at("title"), shown);
    EXPECT_EQ(page.whole_text(*title), shown);
  }
  EXPECT_EQ(page.all("p", "product").at(0)->text, "<b>left</b>");
  EXPECT_EQ(page.all("article", "card").at(0)->attributes.at("data-flags"), "<i>odd");
}

TEST(Report, CardsSayWhatThereIsOfAProduct) {
  support::TemporaryFolder folder;
  folder.write("thumbnails/shoe.jpg.jpg", jpeg_bytes);
  Record record = done_record("shoe.jpg", 0.03125);
  record.products[0].flags = {"empty"};
  record.products[0].outputs["white"] = {"images/a b/shoe#1?.white.jpg", 1, ""};
  const Markup page = testing::read_markup(page_of({record}, folder.path()));
  ASSERT_EQ(page.all("article", "flagged").size(), 1U);
  const Element& card = *page.all("article", "flagged").at(0);
  EXPECT_EQ(card.attributes.at("data-status"), "done");
  EXPECT_EQ(card.attributes.at("data-certificate"), "0.03125");
  EXPECT_EQ(card.attributes.at("data-ms"), "100");
  EXPECT_NE(page.whole_text(card).find("Certificate0.031Gap5e-4Iterations100Time100 ms"), std::string::npos)
      << page.whole_text(card);

  const Element& picture = *page.all("img").at(0);
  EXPECT_EQ(picture.attributes.at("alt"), "Contour found in shoe.jpg");
  EXPECT_EQ(picture.attributes.at("loading"), "lazy");
  std::vector<unsigned char> encoded(256);
  const int length = EVP_EncodeBlock(encoded.data(), reinterpret_cast<const unsigned char*>(jpeg_bytes.data()),
                                     static_cast<int>(jpeg_bytes.size()));
  EXPECT_EQ(picture.attributes.at("src"),
            "data:image/jpeg;base64," + std::string(encoded.begin(), encoded.begin() + length));

  std::vector<std::string> links;
  for (const Element* link : page.all("a")) links.push_back(link->attributes.at("href"));
  EXPECT_EQ(std::ranges::count(links, "images/a%20b/shoe%231%3F.white.jpg"), 2);  // the picture's, and its own
  EXPECT_EQ(std::ranges::count(links, "images/shoe.jpg.mask.png"), 1);
  const Element& chip = *page.all("span", "chip").back();
  EXPECT_EQ(chip.text, "empty");
  EXPECT_EQ(chip.attributes.at("title"), flag_infos[0].meaning);
}

TEST(Report, AMissingThumbnailCostsThePicture) {
  support::TemporaryFolder folder;
  folder.write("thumbnails/b.jpg.jpg", std::string("no picture"));
  folder.write("outside.jpg", jpeg_bytes);
  folder.write("thumbnails/e.jpg.jpg", jpeg_bytes + std::string(2 << 20, 'x'));
  Record outside = done_record("c.jpg", 0.1);
  outside.products[0].thumbnail.path = "../outside.jpg";
  Record none = done_record("d.jpg", 0.1);
  none.products[0].thumbnail.path.clear();
  std::filesystem::create_directory(folder / "run");
  std::filesystem::rename(folder / "thumbnails", folder / "run/thumbnails");
  const Markup page = testing::read_markup(
      page_of({done_record("a.jpg", 0.1), done_record("b.jpg", 0.1), outside, none, done_record("e.jpg", 0.1)},
              folder / "run"));
  EXPECT_EQ(page.all("article").size(), 5U);
  EXPECT_EQ(page.all("img").size(), 0U);
  EXPECT_EQ(page.all("div", "none").size(), 5U + 3U);  // and the tiles of what there is none of
}

TEST(Report, ComesInOrderAndLeavesOutTheLast) {
  std::vector<Record> records;
  for (int i = 0; i < 9; ++i) records.push_back(done_record("plain" + std::to_string(i), 0.1 * i));
  records.push_back(failed_record("failed", "input", "no"));
  records.push_back(done_record("flagged", 0.001));
  records.back().products[0].flags = {"low_contrast"};
  const support::TemporaryFolder folder;
  const std::string whole = page_of(records, folder.path(), 11);
  EXPECT_EQ(ids_of(testing::read_markup(whole)),
            (std::vector<std::string>{"flagged", "failed", "plain8", "plain7", "plain6", "plain5", "plain4", "plain3",
                                      "plain2", "plain1", "plain0"}));
  EXPECT_EQ(whole.find("left out, so"), std::string::npos);

  const Markup page = testing::read_markup(page_of(records, folder.path(), 4));
  EXPECT_EQ(ids_of(page), (std::vector<std::string>{"flagged", "failed", "plain8", "plain7"}));
  const Element& notice = *page.all("p", "notice").at(0);
  EXPECT_TRUE(notice.text.starts_with("4 cards of 11: the 7 that come last in this order are left out")) << notice.text;
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(page.all("article").at(i)->attributes.at("data-rank"), std::to_string(i));
  }
}

TEST(Report, TilesAndTablesCount) {
  std::vector<Record> records = {done_record("a", 0.1), failed_record("b.jpg", "input", "b.jpg: ends at byte 5"),
                                 failed_record("c.jpg", "input", "c.jpg: ends at byte 6"),
                                 failed_record("d.jpg", "memory", "no memory")};
  records[0].products[0].flags = {"touches_border"};
  records[3].status = ItemStatus::deferred;
  const support::TemporaryFolder folder;
  const Markup page = testing::read_markup(page_of(records, folder.path()));
  std::vector<std::string> values;
  for (const Element* value : page.all("span", "value")) values.push_back(value->text);
  EXPECT_EQ(values, (std::vector<std::string>{"1", "1", "2", "1", "12", "93%", "solve"}));
  std::vector<std::string> cells;
  for (const Element* cell : page.all("td")) cells.push_back(page.whole_text(*cell));
  ASSERT_EQ(cells.size(), 6U);
  EXPECT_EQ(cells[0], "1");
  EXPECT_NE(cells[1].find("touches border"), std::string::npos);
  EXPECT_EQ(cells[2], "2");
  EXPECT_TRUE(cells[3].starts_with("ends at byte #")) << cells[3];
  EXPECT_NE(cells[3].find("b.jpg: ends at byte 5"), std::string::npos) << cells[3];
  EXPECT_EQ(page.all("h1").at(0)->text, "spring <26>");
  std::vector<std::string> choices;
  for (const Element* option : page.all("option")) choices.push_back(option->attributes.at("value"));
  EXPECT_EQ(std::ranges::count(choices, "touches_border"), 1);
  EXPECT_EQ(std::ranges::count(choices, "empty"), 0);
  EXPECT_EQ(std::ranges::count(choices, "deferred"), 1);
}

TEST(Report, SaysWhenTheRunIsNotComplete) {
  const support::TemporaryFolder folder;
  RunFacts facts = some_facts();
  EXPECT_EQ(page_of({}, folder.path(), 1, facts).find("not complete"), std::string::npos);
  facts.complete = false;
  EXPECT_NE(page_of({}, folder.path(), 1, facts).find("not complete"), std::string::npos);
}

/// The heights of the bars of a chart, by their words.
std::map<std::string, double> bars_of(const std::string& chart) {
  const Markup markup = testing::read_markup("<!doctype html>\n<div>" + chart + "</div>");
  EXPECT_EQ(markup.trouble, "");
  std::map<std::string, double> bars;
  std::string words;
  for (const Element& element : markup.elements) {
    if (element.name == "title") words = element.text;
    if (element.name == "rect") bars[words] += std::stod(element.attributes.at("height"));
  }
  return bars;
}

TEST(Charts, BarsAreAsHighAsTheirCounts) {
  std::vector<double> gaps(30, 3e-4);
  gaps.insert(gaps.end(), 10, 9e-4);
  gaps.push_back(std::numeric_limits<double>::quiet_NaN());
  const std::string chart = gap_chart(gaps, 1e-3);
  const auto bars = bars_of(chart);
  ASSERT_EQ(bars.size(), 2U);
  EXPECT_NEAR(bars.at("2.5e-4 to 3.2e-4: 30"), 3 * bars.at("7.9e-4 to 1e-3: 10"), 0.2);
  EXPECT_NE(chart.find(">tolerance 1e-3<"), std::string::npos);
  EXPECT_NE(chart.find("100% of the products"), std::string::npos);
  EXPECT_EQ(gap_chart(gaps, 0).find("tolerance"), std::string::npos);
  EXPECT_EQ(bars_of(gap_chart(std::vector<double>{}, 1e-3)).size(), 0U);
  EXPECT_EQ(bars_of(gap_chart(std::vector<double>{0, 1e300}, 1e-3)).size(), 2U);
}

TEST(Charts, TimesAreDividedByStage) {
  Statistics statistics(12);
  Record record = done_record("a", 0.1);
  record.stage_ms = {{"read", 1}, {"solve", 149}, {"write", 50}};
  for (std::size_t i = 0; i < 10; ++i) statistics.add(i, record);
  record.stage_ms = {{"solve", 900}};
  statistics.add(10, record);
  const std::string chart = time_chart(statistics);
  const auto bars = bars_of(chart);
  ASSERT_EQ(bars.size(), 2U);
  EXPECT_NEAR(bars.at("200 ms to 251 ms: 10"), 10 * bars.at("794 ms to 1.0 s: 1"), 1);
  EXPECT_NE(chart.find("solve <b>217 ms</b> 82%"), std::string::npos) << chart;  // (1490 + 900) / 11
  EXPECT_NE(chart.find("other <b>1 ms</b> 0.3%"), std::string::npos) << chart;   // read is too small for a colour
  EXPECT_EQ(bars_of(time_chart(Statistics(0))).size(), 0U);
}

}  // namespace
}  // namespace hesscut::catalogue
