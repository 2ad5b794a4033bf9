#include "host/catalogue/report/summary.hpp"

#include <gtest/gtest.h>

#include <hesscut/error.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "host/catalogue/report/results.hpp"
#include "tests/catalogue/report/some_records.hpp"

namespace hesscut::catalogue {
namespace {

using nlohmann::json;

RunFacts some_facts() {
  RunFacts facts;
  facts.name = "spring \"26\"";
  facts.shard = "1/4";
  facts.version = "1.2.3";
  facts.settings = R"({"preset": "product", "write": ["mask"]})";
  facts.started = "2026-01-31T22:00:00Z";
  facts.finished = "2026-01-31T23:59:59Z";
  facts.complete = false;
  facts.tolerance = 1e-3;
  facts.times.wall_seconds = 8;
  facts.times.items = 4;
  facts.times.stages = {{"solve", 7, 2}};
  return facts;
}

Statistics some_statistics() {
  Statistics statistics(4);
  for (int i = 0; i < 3; ++i) {
    Record record = testing::done_record("item" + std::to_string(i), 0.1 * (i + 1));
    if (i == 0) record.products[0].flags = {"empty"};
    statistics.add(static_cast<std::size_t>(i), record);
  }
  statistics.add(3, testing::failed_record("b.jpg", "input", "b.jpg: ends at byte 7"));
  return statistics;
}

TEST(Summary, SaysWhatBecameOfARun) {
  const json summary = json::parse(summary_json(some_facts(), some_statistics()));
  EXPECT_EQ(summary["name"], "spring \"26\"");
  EXPECT_EQ(summary["version"], "1.2.3");
  EXPECT_EQ(summary["complete"], false);
  EXPECT_EQ(summary["items"], json::parse(R"({"total":4,"done":3,"failed":1,"deferred":0,"flagged":1})"));
  EXPECT_EQ(summary["flags"]["empty"], 1);
  EXPECT_EQ(summary["flags"]["low_contrast"], 0);
  EXPECT_EQ(summary["failures"], json::parse(R"([{"reason":"ends at byte #","kind":"input","count":1,
      "example":{"id":"b.jpg","reason":"b.jpg: ends at byte 7"}}])"));
  EXPECT_EQ(summary["images_per_second"], 0.5);
  EXPECT_EQ(summary["totals"]["outputs"], 3);
  EXPECT_EQ(summary["totals"]["photo_bytes"], 15000);
  EXPECT_EQ(summary["totals"]["products"], 3);
  EXPECT_EQ(summary["quantiles"]["mask_certificate"]["count"], 3);
  EXPECT_EQ(summary["quantiles"]["mask_certificate"]["p50"], 0.2);
  EXPECT_EQ(summary["quantiles"]["gap"]["max"], 5e-4);
  EXPECT_EQ(summary["quantiles"]["milliseconds"]["p95"], 100);
  EXPECT_EQ(summary["quantiles"]["iterations"]["min"], 100);
  EXPECT_EQ(summary["stage_milliseconds"], json::parse(R"({"read":6,"solve":294})"));
  EXPECT_EQ(summary["times"]["wall_seconds"], 8);
  EXPECT_EQ(summary["settings"]["write"], json::array({"mask"}));
}

TEST(Summary, OfNothingIsASummary) {
  const json summary = json::parse(summary_json(RunFacts{}, Statistics(0)));
  EXPECT_EQ(summary["items"]["total"], 0);
  EXPECT_TRUE(summary["quantiles"]["gap"]["p50"].is_null());
  EXPECT_EQ(summary["settings"], json::object());
}

TEST(Summary, GivesItsFactsBack) {
  const std::string text = summary_json(some_facts(), some_statistics());
  const RunFacts back = facts_from_summary(text);
  EXPECT_EQ(back.shard, "1/4");
  EXPECT_EQ(back.settings, R"({"preset":"product","write":["mask"]})");
  EXPECT_EQ(back.started, "2026-01-31T22:00:00Z");
  EXPECT_FALSE(back.complete);
  EXPECT_EQ(back.tolerance, 1e-3);
  EXPECT_EQ(back.times.stages.at(0).busy_seconds, 7);
  EXPECT_EQ(summary_json(back, some_statistics()), text);
}

TEST(Summary, RefusesWhatIsNone) {
  for (const char* text : {"", "[]", R"({"complete":true})", R"({"complete":true,"times":7})", R"({"times":{}})"}) {
    try {
      static_cast<void>(facts_from_summary(text));
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::input) << text;
    }
  }
  RunFacts facts;
  facts.settings = "{";
  EXPECT_THROW(static_cast<void>(summary_json(facts, Statistics(0))), Error);
}

TEST(Results, HaveALineForEveryItem) {
  Record flagged = testing::done_record("a.jpg", 0.1);
  flagged.entry = R"({"id":"a.jpg"})";
  flagged.products[0].flags = {"empty", "area_small"};
  flagged.products.push_back(flagged.products[0]);
  flagged.products[1].name = "left";
  flagged.products[1].box.width = 0;
  flagged.products[1].flags = {"area_small", "low_contrast"};
  const testing::RecordsInMemory records({flagged, testing::failed_record("b\xff.jpg", "input", "two\nlines")});
  std::ostringstream out;
  const Statistics statistics = write_results(records, out);
  EXPECT_EQ(statistics.items(), 2U);
  EXPECT_EQ(statistics.cards().total(), 3U);

  std::istringstream lines(out.str());
  std::string first;
  std::string second;
  std::string more;
  std::getline(lines, first);
  std::getline(lines, second);
  EXPECT_FALSE(std::getline(lines, more));
  const json a = json::parse(first);
  EXPECT_EQ(a["id"], "a.jpg");
  EXPECT_EQ(a["status"], "done");
  EXPECT_TRUE(a["reason"].is_null());
  EXPECT_EQ(a["photo"], "photos/a.jpg");
  EXPECT_EQ(a["width"], 2000);
  EXPECT_EQ(a["flags"], json::array({"empty", "area_small", "low_contrast"}));
  EXPECT_EQ(a["products"][0]["mask_certificate"], 0.1);
  EXPECT_EQ(a["products"][0]["iterations"], 100);
  EXPECT_EQ(a["products"][0]["outputs"]["mask"]["path"], "images/a.jpg.mask.png");
  EXPECT_EQ(a["products"][0]["outputs"]["mask"]["sha256"], std::string(64, '1'));
  EXPECT_EQ(a["products"][0]["box"]["height"], 4);
  EXPECT_EQ(a["products"][1]["name"], "left");
  EXPECT_TRUE(a["products"][1]["box"].is_null());
  EXPECT_EQ(a["milliseconds"], 100);
  EXPECT_EQ(a["stage_milliseconds"]["solve"], 98);
  EXPECT_EQ(a["device"], "cpu");
  EXPECT_FALSE(a.contains("entry"));
  const json b = json::parse(second);
  EXPECT_EQ(b["id"], "b\ufffd.jpg");
  EXPECT_EQ(b["reason"], "two\nlines");
  EXPECT_TRUE(b["width"].is_null());
  EXPECT_TRUE(b["milliseconds"].is_null());
  EXPECT_EQ(b["products"], json::array());
}

TEST(Results, EveryLineHasTheSameKeys) {
  testing::Random random(11);
  const auto keys = [](const std::string& line) {
    std::vector<std::string> names;
    const auto object = nlohmann::ordered_json::parse(line);
    for (const auto& [name, value] : object.items()) names.push_back(name);
    return names;
  };
  const auto expected = keys(result_line(Record{}));
  for (int i = 0; i < 200; ++i) {
    const std::string line = result_line(testing::random_record(random));
    EXPECT_EQ(line.find('\n'), std::string::npos);
    EXPECT_EQ(keys(line), expected);
  }
}

}  // namespace
}  // namespace hesscut::catalogue
