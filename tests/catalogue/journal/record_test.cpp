#include "host/catalogue/journal/record.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <hesscut/error.hpp>
#include <limits>
#include <nlohmann/json.hpp>

#include "tests/catalogue/report/some_records.hpp"

namespace hesscut::catalogue {
namespace {

void expect_equal(const OutputFile& a, const OutputFile& b) {
  EXPECT_EQ(a.path, b.path);
  EXPECT_EQ(a.bytes, b.bytes);
  EXPECT_EQ(a.sha256, b.sha256);
}

void expect_equal(const ProductRecord& a, const ProductRecord& b) {
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.solved, b.solved);
  EXPECT_EQ(a.iterations, b.iterations);
  EXPECT_EQ(a.coarse_iterations, b.coarse_iterations);
  EXPECT_EQ(a.gap, b.gap);
  EXPECT_EQ(a.mask_certificate, b.mask_certificate);
  EXPECT_EQ(a.automatic_markers, b.automatic_markers);
  EXPECT_EQ(a.share, b.share);
  EXPECT_EQ(a.box.x, b.box.x);
  EXPECT_EQ(a.box.y, b.box.y);
  EXPECT_EQ(a.box.width, b.box.width);
  EXPECT_EQ(a.box.height, b.box.height);
  EXPECT_EQ(a.flags, b.flags);
  ASSERT_EQ(a.outputs.size(), b.outputs.size());
  for (const auto& [name, file] : a.outputs) expect_equal(file, b.outputs.at(name));
  expect_equal(a.thumbnail, b.thumbnail);
}

void expect_equal(const Record& a, const Record& b) {
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.kind, b.kind);
  EXPECT_EQ(a.reason, b.reason);
  EXPECT_EQ(a.entry, b.entry);
  EXPECT_EQ(a.photo, b.photo);
  EXPECT_EQ(a.photo_bytes, b.photo_bytes);
  EXPECT_EQ(a.photo_modified_ns, b.photo_modified_ns);
  EXPECT_EQ(a.photo_sha256, b.photo_sha256);
  EXPECT_EQ(a.width, b.width);
  EXPECT_EQ(a.height, b.height);
  EXPECT_EQ(a.working_width, b.working_width);
  EXPECT_EQ(a.working_height, b.working_height);
  ASSERT_EQ(a.products.size(), b.products.size());
  for (std::size_t i = 0; i < a.products.size(); ++i) expect_equal(a.products[i], b.products[i]);
  EXPECT_EQ(a.stage_ms, b.stage_ms);
  EXPECT_EQ(a.device, b.device);
  EXPECT_EQ(a.finished, b.finished);
}

std::string error_of(const std::string& text) {
  try {
    static_cast<void>(record_from_json(text));
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::input) << text;
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << text;
    return error.what();
  }
  return "";
}

TEST(Record, ComesBackFromJsonAsItWas) {
  testing::Random random(1);
  for (int i = 0; i < 500; ++i) {
    const Record record = testing::random_record(random);
    const std::string text = to_json(record);
    ASSERT_EQ(text.find('\n'), std::string::npos);
    const Record back = record_from_json(text);
    expect_equal(record, back);
    ASSERT_EQ(to_json(back), text);
    if (::testing::Test::HasFailure()) FAIL() << text;
  }
}

TEST(Record, HasItsKeysInOneOrder) {
  const std::string text = to_json(testing::done_record("a.jpg", 0.5));
  EXPECT_EQ(text,
            R"({"id":"a.jpg","status":"done","photo":"photos/a.jpg","photo_bytes":5000,"photo_modified_ns":0,)"
            R"("width":2000,"height":1000,"working_width":0,"working_height":0,"products":[{"solved":"solved",)"
            R"("iterations":100,"coarse_iterations":0,"gap":0.0005,"mask_certificate":0.5,"automatic_markers":false,)"
            R"("share":0.25,"box":{"x":1,"y":2,"width":3,"height":4},"flags":[],"outputs":{"mask":{)"
            R"("path":"images/a.jpg.mask.png","bytes":1000,"sha256":")" +
                std::string(64, '1') + R"("}},"thumbnail":{"path":"thumbnails/a.jpg.jpg","bytes":10,"sha256":")" +
                std::string(64, '2') +
                R"("}}],"stage_ms":{"read":2.0,"solve":98.0},"device":"cpu","finished":"2026-01-31T23:59:59Z"})");
}

TEST(Record, NumbersThatAreNotFiniteAreNull) {
  for (const double odd : {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
                           std::numeric_limits<double>::quiet_NaN()}) {
    Record record = testing::done_record("a.jpg", odd);
    record.products[0].gap = odd;
    record.stage_ms[1].second = odd;
    const auto json = nlohmann::json::parse(to_json(record));
    EXPECT_TRUE(json["products"][0]["gap"].is_null());
    const Record back = record_from_json(to_json(record));
    EXPECT_TRUE(std::isnan(back.products[0].gap));
    EXPECT_TRUE(std::isnan(back.products[0].mask_certificate));
    EXPECT_TRUE(std::isnan(back.stage_ms[1].second));
    EXPECT_EQ(back.stage_ms[0].second, 2);
  }
}

TEST(Record, BytesThatAreNoTextAreReplaced) {
  Record record = testing::failed_record("a\xff.jpg", "input", "b\xc3");
  record.entry = "{\"id\":\"a\xff.jpg\"}";
  const Record back = record_from_json(to_json(record));
  EXPECT_EQ(back.id, "a\ufffd.jpg");
  EXPECT_EQ(back.reason, "b\ufffd");
  EXPECT_EQ(back.entry, "{\"id\":\"a\ufffd.jpg\"}");
}

TEST(Record, EntryIsAnObjectWithin) {
  Record record = testing::done_record("a.jpg", 0.5);
  EXPECT_FALSE(nlohmann::json::parse(to_json(record)).contains("entry"));
  record.entry = "{ \"z\": 1,\n  \"a\": [true] }";
  EXPECT_EQ(nlohmann::json::parse(to_json(record))["entry"]["z"], 1);
  EXPECT_EQ(record_from_json(to_json(record)).entry, R"({"z":1,"a":[true]})");
  record.entry = "{oops";
  try {
    static_cast<void>(to_json(record));
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::internal);
  }
}

TEST(Record, IgnoresWhatItDoesNotKnow) {
  const Record record = record_from_json(
      R"({"colour":{"deep":[1]},"id":"a","status":"deferred","kind":"memory","products":[{"solved":"solved","new":1}]})");
  EXPECT_EQ(record.id, "a");
  EXPECT_EQ(record.status, ItemStatus::deferred);
  EXPECT_EQ(record.kind, "memory");
  EXPECT_EQ(record.products.at(0).solved, "solved");
}

TEST(Record, RefusesWhatIsNone) {
  EXPECT_EQ(error_of(""), "record: is no JSON from byte 1 on");
  EXPECT_EQ(error_of(R"({"id":"a")"), "record: is no JSON from byte 10 on");
  EXPECT_EQ(error_of("[]"), "record: is no object");
  EXPECT_EQ(error_of(R"({"status":"done"})"), R"(record: "id" is missing)");
  EXPECT_EQ(error_of(R"({"id":"a"})"), R"(record: "status" is missing)");
  EXPECT_EQ(error_of(R"({"id":"a","status":"lost"})"), R"(record: "status" is none that is known)");
  EXPECT_EQ(error_of(R"({"id":7,"status":"done"})"), R"(record: "id" is no text)");
  EXPECT_EQ(error_of(R"({"id":"a","status":"done","width":3000000000})"),
            R"(record: "width" is no whole number in range)");
  EXPECT_EQ(error_of(R"({"id":"a","status":"done","width":1.5})"), R"(record: "width" is no whole number in range)");
  EXPECT_EQ(error_of(R"({"id":"a","status":"done","photo_bytes":-1})"),
            R"(record: "photo_bytes" is no whole number in range)");
  EXPECT_EQ(error_of(R"({"id":"a","status":"done","products":{}})"), R"(record: "products" is no list)");
  EXPECT_EQ(error_of(R"({"id":"a","status":"done","products":[{}]})"), R"(record: product: "solved" is missing)");
  EXPECT_EQ(error_of(R"({"id":"a","status":"done","products":[{"solved":"s","gap":"0"}]})"),
            R"(record: product: "gap" is no number)");
  EXPECT_EQ(error_of(R"({"id":"a","status":"done","products":[{"solved":"s","flags":[1]}]})"),
            "record: a flag is no text");
  EXPECT_EQ(error_of(R"({"id":"a","status":"done","products":[{"solved":"s","outputs":{"mask":{"path":"p"}}}]})"),
            R"(record: file: "bytes" is missing)");
  EXPECT_EQ(error_of(R"({"id":"a","status":"done","width":1e999})"), "record: has a number that is too large");
}

TEST(Record, RefusesNestingWithoutEnd) {
  const std::string deep(200'000, '[');
  EXPECT_EQ(error_of(R"({"id":"a","status":"done","entry":)" + deep), "record: nests too deep");
}

TEST(Record, ACutOffLineIsNone) {
  testing::Random random(2);
  for (int i = 0; i < 20; ++i) {
    const std::string text = to_json(testing::random_record(random));
    for (std::size_t length = 0; length < text.size(); length += 7) EXPECT_NE(error_of(text.substr(0, length)), "");
  }
}

}  // namespace
}  // namespace hesscut::catalogue
