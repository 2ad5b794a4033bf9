#include "tests/catalogue/report/some_records.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "host/catalogue/output/flags.hpp"

namespace hesscut::catalogue::testing {
namespace {

template <typename Integer>
Integer any(Random& random, Integer low = std::numeric_limits<Integer>::min(),
            Integer high = std::numeric_limits<Integer>::max()) {
  return std::uniform_int_distribution<Integer>(low, high)(random);
}

std::string any_text(Random& random) {
  constexpr std::array<std::string_view, 14> pieces = {
      "a",    "Z9",  "/", "shoe.jpg", "\"",       "\\",           "\n",
      "\x01", "<b>", "&", " ",        "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x91\x9f"};
  std::string text;
  for (int i = any(random, 0, 8); i > 0; --i) text += pieces.at(any<std::size_t>(random, 0, pieces.size() - 1));
  return text;
}

double any_double(Random& random) {
  const double sign = any(random, 0, 1) == 0 ? 1 : -1;
  return sign * std::ldexp(std::uniform_real_distribution<double>(0.5, 1)(random), any(random, -300, 300));
}

OutputFile any_file(Random& random) {
  return {"images/" + any_text(random), any<std::uint64_t>(random), any_text(random)};
}

ProductRecord any_product(Random& random) {
  ProductRecord product;
  product.name = any_text(random);
  product.solved = any_text(random);
  product.iterations = any<int>(random);
  product.coarse_iterations = any<int>(random);
  product.gap = any_double(random);
  product.mask_certificate = any_double(random);
  product.automatic_markers = any(random, 0, 1) == 1;
  product.share = any_double(random);
  product.box = {any<int>(random), any<int>(random), any<int>(random), any<int>(random)};
  for (int i = any(random, 0, 2); i > 0; --i) {
    product.flags.emplace_back(flag_infos.at(any<std::size_t>(random, 0, flag_infos.size() - 1)).name);
  }
  for (int i = any(random, 0, 3); i > 0; --i) product.outputs[any_text(random)] = any_file(random);
  if (any(random, 0, 1) == 1) product.thumbnail = any_file(random);
  return product;
}

}  // namespace

Record random_record(Random& random) {
  Record record;
  record.id = any_text(random);
  record.status = static_cast<ItemStatus>(any(random, 0, 3));
  record.kind = any_text(random);
  record.reason = any_text(random);
  if (any(random, 0, 1) == 1)
    record.entry = R"({"id":"b","photo":"a\"é","points":[1,-2.5,1e-07,null],"first":{"z":true}})";
  record.photo = any_text(random);
  record.photo_bytes = any<std::uint64_t>(random);
  record.photo_modified_ns = any<std::int64_t>(random);
  record.photo_sha256 = any_text(random);
  record.width = any<int>(random);
  record.height = any<int>(random);
  record.working_width = any<int>(random);
  record.working_height = any<int>(random);
  for (int i = any(random, 0, 3); i > 0; --i) record.products.push_back(any_product(random));
  for (const char* stage : {"write", "read", "solve"}) record.stage_ms.emplace_back(stage, any_double(random));
  record.device = any_text(random);
  record.finished = any_text(random);
  return record;
}

Record done_record(const std::string& id, double certificate) {
  ProductRecord product;
  product.solved = "solved";
  product.iterations = 100;
  product.gap = 5e-4;
  product.mask_certificate = certificate;
  product.share = 0.25;
  product.box = {1, 2, 3, 4};
  product.outputs["mask"] = {"images/" + id + ".mask.png", 1000, std::string(64, '1')};
  product.thumbnail = {"thumbnails/" + id + ".jpg", 10, std::string(64, '2')};
  Record record;
  record.id = id;
  record.status = ItemStatus::done;
  record.photo = "photos/" + id;
  record.photo_bytes = 5000;
  record.width = 2000;
  record.height = 1000;
  record.products.push_back(product);
  record.stage_ms = {{"read", 2}, {"solve", 98}};
  record.device = "cpu";
  record.finished = "2026-01-31T23:59:59Z";
  return record;
}

Record failed_record(const std::string& id, const std::string& kind, const std::string& reason) {
  Record record;
  record.id = id;
  record.status = ItemStatus::failed;
  record.kind = kind;
  record.reason = reason;
  record.photo = "photos/" + id;
  return record;
}

}  // namespace hesscut::catalogue::testing
