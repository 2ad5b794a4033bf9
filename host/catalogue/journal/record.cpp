#include "host/catalogue/journal/record.hpp"

#include <array>
#include <hesscut/error.hpp>
#include <optional>

#include "host/catalogue/text/json_reader.hpp"
#include "host/catalogue/text/utf8.hpp"

namespace hesscut::catalogue {
namespace {

struct StatusName {
  ItemStatus status;
  std::string_view name;
};
constexpr std::array<StatusName, 4> status_names = {{
    {ItemStatus::done, "done"},
    {ItemStatus::failed, "failed"},
    {ItemStatus::deferred, "deferred"},
    {ItemStatus::withdrawn, "withdrawn"},
}};

void put_text(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

Json file_json(const OutputFile& file) {
  return {{"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}};
}

Json product_json(const ProductRecord& product) {
  Json json = Json::object();
  put_text(json, "name", product.name);
  json["solved"] = product.solved;
  json["iterations"] = product.iterations;
  json["coarse_iterations"] = product.coarse_iterations;
  json["gap"] = number_json(product.gap);
  json["mask_certificate"] = number_json(product.mask_certificate);
  json["automatic_markers"] = product.automatic_markers;
  json["share"] = number_json(product.share);
  const TightBox& box = product.box;
  json["box"] = {{"x", box.x}, {"y", box.y}, {"width", box.width}, {"height", box.height}};
  json["flags"] = product.flags;
  json["outputs"] = Json::object();
  for (const auto& [name, file] : product.outputs) json["outputs"][name] = file_json(file);
  if (!product.thumbnail.path.empty()) json["thumbnail"] = file_json(product.thumbnail);
  return json;
}

/// Parsed, so that what is no JSON cannot spoil the line.
Json entry_json(const std::string& entry) {
  try {
    return parse_json(valid_utf8(entry), "entry");
  } catch (const Error& error) {
    throw Error(ErrorKind::internal, std::string("the entry of a record: ") + error.what());
  }
}

OutputFile file_from(const Json& json) {
  const JsonReader reader(json, "record: file");
  reader.require("path").require("bytes").require("sha256");
  return {reader.text("path"), reader.integer<std::uint64_t>("bytes"), reader.text("sha256")};
}

TightBox box_from(const Json& json) {
  const JsonReader reader(json, "record: box");
  reader.require("x").require("y").require("width").require("height");
  return {reader.integer<int>("x"), reader.integer<int>("y"), reader.integer<int>("width"),
          reader.integer<int>("height")};
}

ProductRecord product_from(const Json& json) {
  const JsonReader reader(json, "record: product");
  ProductRecord product;
  product.name = reader.text("name");
  product.solved = reader.require("solved").text("solved");
  product.iterations = reader.integer<int>("iterations");
  product.coarse_iterations = reader.integer<int>("coarse_iterations");
  product.gap = reader.number("gap");
  product.mask_certificate = reader.number("mask_certificate");
  product.automatic_markers = reader.truth("automatic_markers");
  product.share = reader.number("share");
  if (const Json* box = reader.object("box")) product.box = box_from(*box);
  if (const Json* flags = reader.array("flags")) {
    for (const Json& flag : *flags) {
      if (!flag.is_string()) throw Error(ErrorKind::input, "record: a flag is no text");
      product.flags.push_back(flag.get<std::string>());
    }
  }
  if (const Json* outputs = reader.object("outputs")) {
    for (const auto& [name, file] : outputs->items()) product.outputs[name] = file_from(file);
  }
  if (const Json* thumbnail = reader.object("thumbnail")) product.thumbnail = file_from(*thumbnail);
  return product;
}

ItemStatus status_from(const std::string& name) {
  for (const StatusName& known : status_names) {
    if (known.name == name) return known.status;
  }
  throw Error(ErrorKind::input, R"(record: "status" is none that is known)");
}

void read_photo_facts(const JsonReader& reader, Record& record) {
  record.photo = reader.text("photo");
  record.photo_bytes = reader.integer<std::uint64_t>("photo_bytes");
  record.photo_modified_ns = reader.integer<std::int64_t>("photo_modified_ns");
  record.photo_sha256 = reader.text("photo_sha256");
  record.markers_sha256 = reader.text("markers_sha256");
  record.width = reader.integer<int>("width");
  record.height = reader.integer<int>("height");
  record.working_width = reader.integer<int>("working_width");
  record.working_height = reader.integer<int>("working_height");
}

}  // namespace

std::string_view status_name(ItemStatus status) {
  return status_names.at(static_cast<std::size_t>(status)).name;
}

std::string to_json(const Record& record) {
  Json json = {{"id", record.id}, {"status", status_name(record.status)}};
  put_text(json, "kind", record.kind);
  put_text(json, "reason", record.reason);
  if (!record.entry.empty()) json["entry"] = entry_json(record.entry);
  put_text(json, "photo", record.photo);
  json["photo_bytes"] = record.photo_bytes;
  json["photo_modified_ns"] = record.photo_modified_ns;
  put_text(json, "photo_sha256", record.photo_sha256);
  put_text(json, "markers_sha256", record.markers_sha256);
  json["width"] = record.width;
  json["height"] = record.height;
  json["working_width"] = record.working_width;
  json["working_height"] = record.working_height;
  json["products"] = Json::array();
  for (const ProductRecord& product : record.products) json["products"].push_back(product_json(product));
  json["stage_ms"] = Json::object();
  for (const auto& [stage, ms] : record.stage_ms) json["stage_ms"][stage] = number_json(ms);
  put_text(json, "device", record.device);
  put_text(json, "finished", record.finished);
  return one_line(json);
}

Record record_from_json(std::string_view text) {
  const Json json = parse_json(text, "record");
  const JsonReader reader(json, "record");
  Record record;
  record.id = reader.require("id").text("id");
  record.status = status_from(reader.require("status").text("status"));
  record.kind = reader.text("kind");
  record.reason = reader.text("reason");
  if (const Json* entry = reader.find("entry")) record.entry = one_line(*entry);
  read_photo_facts(reader, record);
  if (const Json* products = reader.array("products")) {
    for (const Json& product : *products) record.products.push_back(product_from(product));
  }
  if (const Json* stages = reader.object("stage_ms")) {
    const JsonReader times(*stages, "record: stage_ms");
    for (const auto& [stage, ms] : stages->items()) record.stage_ms.emplace_back(stage, times.number(stage.c_str()));
  }
  record.device = reader.text("device");
  record.finished = reader.text("finished");
  return record;
}

}  // namespace hesscut::catalogue
