#include "host/catalogue/input/entry_json.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "tests/catalogue/input/entries.hpp"

namespace hesscut::catalogue {
namespace {

Entry read(const std::string& text) {
  return entry_from_json(text, "", "");
}

TEST(EntryJson, EveryKey) {
  const Entry entry = entry_from_json(
      R"({"id": "shoe-1", "bg": [[1, 2]], "path": "a/shoe.jpg", "fg": [[512, 400.5], [-0.25, 1e2]],
          "box": [1, 2.0, 3, 4], "markers": "/m/shoe.png", "preset": "paper",
          "set": {"theta": 2, "lambda": 0.5, "levels": 3.0, "c1": "auto"}, "write": ["crop", "mask"]})",
      "/in", "items.jsonl:17");
  EXPECT_EQ(entry.id, "shoe-1");
  EXPECT_EQ(entry.photo, "/in/a/shoe.jpg");
  EXPECT_EQ(entry.preset, "paper");
  EXPECT_EQ(entry.place, "items.jsonl:17");
  EXPECT_EQ(entry.trouble, "");
  const std::vector<std::pair<std::string, std::string>> settings = {
      {"theta", "2"}, {"lambda", "0.5"}, {"levels", "3"}, {"c1", "auto"}};
  EXPECT_EQ(entry.settings, settings);
  EXPECT_EQ(entry.write, (std::vector<OutputKind>{OutputKind::crop, OutputKind::mask}));
  ASSERT_EQ(entry.products.size(), 1U);
  const Product& product = entry.products[0];
  EXPECT_EQ(product.name, "");
  EXPECT_EQ(product.mask, "/m/shoe.png");
  const Box& box = product.markers.box.value();
  EXPECT_EQ(std::vector<int>({box.x, box.y, box.width, box.height}), std::vector<int>({1, 2, 3, 4}));
  ASSERT_EQ(product.markers.strokes.size(), 3U);
  const Stroke& last = product.markers.strokes[2];
  EXPECT_EQ(last.label, Label::background);
  EXPECT_EQ(last.points[0].x, 1);
  const Stroke& second = product.markers.strokes[1];
  EXPECT_EQ(second.label, Label::foreground);
  EXPECT_EQ(second.points[0].x, -0.25);
  EXPECT_EQ(second.points[0].y, 100);
  EXPECT_EQ(second.radius, 0);
}

TEST(EntryJson, Products) {
  const Entry entry = read(R"({"id": "pair", "path": "pair.jpg", "products": [
      {"name": "left", "fg": [[1, 2]]}, {"box": [1, 2, 3, 4], "name": "right.2_x-Y", "markers": "r.png"}]})");
  ASSERT_EQ(entry.products.size(), 2U);
  EXPECT_EQ(entry.products[0].name, "left");
  EXPECT_EQ(entry.products[0].markers.strokes.size(), 1U);
  EXPECT_EQ(entry.products[1].name, "right.2_x-Y");
  EXPECT_EQ(entry.products[1].mask, "r.png");
  EXPECT_EQ(entry.products[1].markers.box->height, 4);
}

TEST(EntryJson, LittleIsWrittenWhereLittleIsSaid) {
  Entry entry;
  entry.id = "a\n\"b\"";
  entry.photo = "a.jpg";
  EXPECT_EQ(to_json(entry), R"({"id":"a\n\"b\"","path":"a.jpg"})");
  entry.products.emplace_back();
  EXPECT_EQ(to_json(entry), R"({"id":"a\n\"b\"","path":"a.jpg","products":[{}]})");
  entry.products[0].markers.add_point(Label::background, {0.1, -2});
  EXPECT_EQ(to_json(entry), R"({"id":"a\n\"b\"","path":"a.jpg","bg":[[0.1,-2.0]]})");
  entry.products[0].name = "left";
  entry.write = {OutputKind::white};
  entry.settings = {{"theta", "1"}};
  EXPECT_EQ(to_json(entry), R"({"id":"a\n\"b\"","path":"a.jpg","set":{"theta":"1"},"write":["white"],)"
                            R"("products":[{"name":"left","bg":[[0.1,-2.0]]}]})");
}

TEST(EntryJson, RandomItemsComeBackAsTheyWere) {
  Random random(1);  // NOLINT(bugprone-random-generator-seed): the same items every time
  for (int i = 0; i < 5000; ++i) {
    Entry entry = random_entry(random);
    const std::string text = to_json(entry);
    EXPECT_EQ(text.find('\n'), std::string::npos);
    entry.place = "journal";
    ASSERT_EQ(described(entry_from_json(text, "", "journal")), described(entry)) << text;
  }
}

TEST(EntryJson, WhatAManifestCannotSayIsNotLostWithoutAWord) {
  Entry entry;
  entry.id = "a";
  entry.photo = "a.jpg";
  entry.products.resize(1);
  Markers& markers = entry.products[0].markers;
  markers.strokes = {{Label::foreground, {{1, 2}, {3, 4}}, 0}};
  EXPECT_THROW((void)to_json(entry), Error);
  markers.strokes = {{Label::foreground, {{1, 2}}, 3}};
  EXPECT_THROW((void)to_json(entry), Error);
  markers.strokes.clear();
  markers.border_is_background = true;
  EXPECT_THROW((void)to_json(entry), Error);
  entry.products.clear();
  entry.photo = "caf\xE9.jpg";
  EXPECT_EQ(error_of([&] { (void)to_json(entry); }, ErrorKind::internal), "a: text that is not UTF-8 in an item");
}

struct Refusal {
  std::string text, reason;
};

TEST(EntryJson, RefusalsNamePlaceAndKey) {
  const std::vector<Refusal> refusals = {
      {R"([])", "expected an object"},
      {R"({"path": "a"})", "key 'id' is missing"},
      {R"({"id": "a"})", "key 'path' is missing"},
      {R"({"id": 7, "path": "a"})", "key 'id': expected a text"},
      {R"({"id": "", "path": "a"})", "key 'id': an id must not be empty"},
      {R"({"id": "a\u0000", "path": "a"})", "key 'id': an id must not hold a NUL"},
      {R"({"id": "a", "path": ""})", "key 'path': a path must not be empty"},
      {R"({"id": "a", "path": "a\u0000b"})", "key 'path': a path must not hold a NUL"},
      {R"({"id": "a", "path": null})", "key 'path': expected a text"},
      {R"({"id": "a", "path": "a", "fg": 1})", "key 'fg': expected a list of [x, y]"},
      {R"({"id": "a", "path": "a", "fg": [1, 2]})", "key 'fg': expected a list of [x, y]"},
      {R"({"id": "a", "path": "a", "fg": [[1, 2, 3]]})", "key 'fg': expected a list of [x, y]"},
      {R"({"id": "a", "path": "a", "bg": [["1", 2]]})", "key 'bg': expected a list of [x, y]"},
      {R"({"id": "a", "path": "a", "bg": {"x": 1, "y": 2}})", "key 'bg': expected a list of [x, y]"},
      {R"({"id": "a", "path": "a", "box": [1, 2, 3]})", "key 'box': expected [x, y, width, height]"},
      {R"({"id": "a", "path": "a", "box": [1, 2, 3, true]})", "key 'box': expected [x, y, width, height]"},
      {R"({"id": "a", "path": "a", "markers": []})", "key 'markers': expected a text"},
      {R"({"id": "a", "path": "a", "markers": ""})", "key 'markers': a path must not be empty"},
      {R"({"id": "a", "path": "a", "preset": "best"})",
       "key 'preset': preset 'best' is not one of product, paper, yzd, rci, tv"},
      {R"({"id": "a", "path": "a", "preset": "a\nb"})",
       "key 'preset': preset 'a\\x0ab' is not one of product, paper, yzd, rci, tv"},
      {R"({"id": "a", "path": "a", "preset": ""})", "key 'preset': a preset's name must not be empty"},
      {R"({"id": "a", "path": "a", "set": ["lambda"]})", "key 'set': expected an object of names and values"},
      {R"({"id": "a", "path": "a", "set": {"lambda": -1}})",
       "key 'set': parameter lambda cannot be '-1': it takes >= 0"},
      {R"({"id": "a", "path": "a", "set": {"lambda": true}})",
       "key 'set': parameter lambda cannot be 'true': it takes >= 0"},
      {R"({"id": "a", "path": "a", "set": {"lambda": null}})",
       "key 'set': expected a number, text or truth for each name"},
      {R"({"id": "a", "path": "a", "write": "mask"})", "key 'write': expected a list of outputs"},
      {R"({"id": "a", "path": "a", "write": ["mask", "masks"]})",
       "key 'write': 'masks' is not one of mask, cutout, white, crop, overlay"},
      {R"({"id": "a", "path": "a", "write": ["mask", "mask"]})", "key 'write': 'mask' is given twice"},
      {R"({"id": "a", "path": "a", "colour\n": 1})",
       "key 'colour\\x0a': not one of id, path, fg, bg, box, markers, preset, set, write, products"},
      {R"({"id": "a", "path": "a", "id": "b"})", "key 'id' stands twice in one object"},
      {R"({"id": "a", "path": "a", "set": {"theta": 1, "theta": 2}})", "key 'theta' stands twice in one object"},
      {R"({"id": "a", "path": "a", "fg": [[1, NaN]]})", "no JSON from byte 37 on"},
      {R"({"id": "a", "path": "a", "fg": [[1, 1e999]]})", "a number out of range before byte 42"},
      {R"({"id": "a", "path": "a"} {})", "no JSON from byte 26 on"},
      {R"({"id": "a", "path": "a")", "no JSON from byte 24 on"},
      {"{\"id\": \"a\xFF\"}", "no JSON from byte 10 on"},
      {"", "no JSON from byte 1 on"},
  };
  for (const Refusal& refusal : refusals) {
    EXPECT_EQ(error_of([&] { (void)entry_from_json(refusal.text, "", "f.jsonl:3"); }, ErrorKind::input),
              "f.jsonl:3: " + refusal.reason)
        << refusal.text;
    EXPECT_EQ(error_of([&] { (void)read(refusal.text); }, ErrorKind::input), refusal.reason);
  }
}

TEST(EntryJson, RefusalsOfProductsSayWhichOne) {
  const std::string begin = R"({"id": "a", "path": "a", )";
  const std::string long_name(65, 'n');
  const std::vector<Refusal> refusals = {
      {R"("products": {}})", "key 'products': expected a list of at least one object"},
      {R"("products": []})", "key 'products': expected a list of at least one object"},
      {R"("products": [3]})", "key 'products': product 1: expected an object"},
      {R"("products": [{"id": "a"}]})", "key 'products': product 1: key 'id': not one of name, fg, bg, box, markers"},
      {R"("products": [{"name": "a"}, {"name": "b", "fg": 1}]})",
       "key 'products': product 2: key 'fg': expected a list of [x, y]"},
      {R"("products": [{"name": "a"}, {}]})", "key 'products': product 2: each of several products needs a name"},
      {R"("products": [{"name": "a"}, {"name": "a"}]})", "key 'products': product 2: name 'a' is given twice"},
      {R"("products": [{"name": "a/b"}]})",
       "key 'products': product 1: key 'name': 'a/b' is no name of a product: up to 64 letters, digits, '.', '_' and "
       "'-'"},
      {R"("products": [{"name": ")" + long_name + R"("}]})",
       "key 'products': product 1: key 'name': '" + long_name +
           "' is no name of a product: up to 64 letters, digits, '.', '_' and '-'"},
      {R"("products": [{}], "box": [1, 2, 3, 4]})", "key 'box': stands beside 'products'; only one of the two can be"},
      {R"("fg": [], "products": [{}]})", "key 'fg': stands beside 'products'; only one of the two can be"},
  };
  for (const Refusal& refusal : refusals) {
    EXPECT_EQ(error_of([&] { (void)read(begin + refusal.text); }, ErrorKind::input), refusal.reason) << refusal.text;
  }
}

TEST(EntryJson, BoxesAreWholeAndHoldSomething) {
  const auto with_box = [](const std::string& box) { return R"({"id": "a", "path": "a", "box": )" + box + "}"; };
  for (const char* box : {"[0.5, 0, 1, 1]", "[0, 0, 0, 1]", "[0, 0, 1, -1]", "[2147483648, 0, 1, 1]",
                          "[0, -2147483649, 1, 1]", "[0, 0, 1e300, 1]"}) {
    EXPECT_EQ(error_of([&] { (void)read(with_box(box)); }, ErrorKind::input),
              "key 'box': a box is x, y, width, height in whole photo pixels, width and height at least 1")
        << box;
  }
  EXPECT_EQ(read(with_box("[-2147483648, 0, 2147483647, 1]")).products[0].markers.box->x,
            std::numeric_limits<int>::min());
}

TEST(EntryJson, TextsMadeToHurtAreRefusedSoon) {
  const auto reason = [](const std::string& text) { return error_of([&] { (void)read(text); }, ErrorKind::input); };
  EXPECT_EQ(reason(std::string(1'000'000, '[')), "lists and objects nested more than 8 deep");
  std::string objects = "{\"a\":", keys = "{";
  for (int i = 0; i < 100'000; ++i) {
    objects += "{\"a\":";
    keys += "\"" + std::to_string(i) + "\":0,";
  }
  EXPECT_EQ(reason(objects), "lists and objects nested more than 8 deep");
  EXPECT_EQ(reason(keys + "\"z\":0}"), "more than 64 keys in one object");
  EXPECT_EQ(reason(R"({"id": "a", "path": "a", "set": {"lambda": ")" + std::string(100'000, '1') + "\"}}"),
            "key 'set': 'lambda': longer than 256 bytes");
  EXPECT_EQ(reason(R"({"id": "a", "path": "a", ")" + std::string(100'000, 'k') + "\": 1}").size(), 162U);
}

}  // namespace
}  // namespace hesscut::catalogue
