#include "host/catalogue/report/results.hpp"

#include <algorithm>
#include <ostream>

#include "host/catalogue/text/json_reader.hpp"

namespace hesscut::catalogue {
namespace {

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

template <typename Number>
Json known_or_null(Number number) {
  return number == 0 ? Json(nullptr) : Json(number);
}

Json box_json(const TightBox& box) {
  if (box.width <= 0) return nullptr;
  return {{"x", box.x}, {"y", box.y}, {"width", box.width}, {"height", box.height}};
}

Json outputs_json(const ProductRecord& product) {
  Json json = Json::object();
  for (const auto& [name, file] : product.outputs) {
    json[name] = {{"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}};
  }
  return json;
}

Json product_json(const ProductRecord& product) {
  return {
      {"name", product.name},
      {"solved", product.solved},
      {"gap", number_json(product.gap)},
      {"mask_certificate", number_json(product.mask_certificate)},
      {"iterations", product.iterations},
      {"coarse_iterations", product.coarse_iterations},
      {"automatic_markers", product.automatic_markers},
      {"share", number_json(product.share)},
      {"box", box_json(product.box)},
      {"flags", product.flags},
      {"outputs", outputs_json(product)},
      {"thumbnail", text_or_null(product.thumbnail.path)},
  };
}

/// Those of all products, each once, as they first come.
std::vector<std::string> flags_of(const Record& record) {
  std::vector<std::string> flags;
  for (const ProductRecord& product : record.products) {
    for (const std::string& flag : product.flags) {
      if (std::ranges::find(flags, flag) == flags.end()) flags.push_back(flag);
    }
  }
  return flags;
}

}  // namespace

std::string result_line(const Record& record) {
  Json products = Json::array();
  for (const ProductRecord& product : record.products) products.push_back(product_json(product));
  Json stages = Json::object();
  for (const auto& [stage, ms] : record.stage_ms) stages[stage] = number_json(ms);
  const bool timed = !record.stage_ms.empty();
  const Json line = {
      {"id", record.id},
      {"status", status_name(record.status)},
      {"kind", text_or_null(record.kind)},
      {"reason", text_or_null(record.reason)},
      {"photo", text_or_null(record.photo)},
      {"photo_bytes", known_or_null(record.photo_bytes)},
      {"photo_sha256", text_or_null(record.photo_sha256)},
      {"width", known_or_null(record.width)},
      {"height", known_or_null(record.height)},
      {"working_width", known_or_null(record.working_width)},
      {"working_height", known_or_null(record.working_height)},
      {"flags", flags_of(record)},
      {"products", products},
      {"milliseconds", timed ? number_json(total_milliseconds(record)) : Json(nullptr)},
      {"stage_milliseconds", stages},
      {"device", text_or_null(record.device)},
      {"finished", text_or_null(record.finished)},
  };
  return one_line(line);
}

Statistics write_results(const RecordSet& records, std::ostream& out, std::size_t cards) {
  Statistics statistics(records.size(), cards);
  for (std::size_t i = 0; i < records.size(); ++i) {
    const Record record = records.read(i);
    statistics.add(i, record);
    out << result_line(record) << '\n';
  }
  return statistics;
}

}  // namespace hesscut::catalogue
