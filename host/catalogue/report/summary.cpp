#include "host/catalogue/report/summary.hpp"

#include <hesscut/error.hpp>

#include "host/catalogue/text/json_reader.hpp"
#include "host/catalogue/text/utf8.hpp"

namespace hesscut::catalogue {
namespace {

constexpr std::size_t top_reasons = 20;

Json settings_json(const std::string& settings) {
  if (settings.empty()) return Json::object();
  try {
    return parse_json(valid_utf8(settings), "settings");
  } catch (const Error& error) {
    throw Error(ErrorKind::internal, std::string("the settings of a summary: ") + error.what());
  }
}

Json items_json(const Statistics& statistics) {
  Json json = {{"total", statistics.items()}};
  for (const ItemStatus status : {ItemStatus::done, ItemStatus::failed, ItemStatus::deferred}) {
    json[std::string(status_name(status))] = statistics.items(status);
  }
  json["flagged"] = statistics.flagged_items();
  return json;
}

Json flags_json(const Statistics& statistics) {
  Json json = Json::object();
  for (const auto& [flag, count] : statistics.flags()) json[flag] = count;
  return json;
}

Json failures_json(const Statistics& statistics) {
  Json json = Json::array();
  for (const FailureGroup& group : statistics.failures().largest(top_reasons)) {
    json.push_back({{"reason", group.reason},
                    {"kind", group.kind},
                    {"count", group.count},
                    {"example", {{"id", group.example_id}, {"reason", group.example}}}});
  }
  return json;
}

Json quantiles_json(const std::vector<double>& values) {
  const Quantiles q = quantiles(values);
  return {{"count", q.count},
          {"min", number_json(q.minimum)},
          {"p25", number_json(q.lower_quarter)},
          {"p50", number_json(q.median)},
          {"p75", number_json(q.upper_quarter)},
          {"p95", number_json(q.high)},
          {"max", number_json(q.maximum)}};
}

Json stages_json(const Statistics& statistics) {
  Json json = Json::object();
  for (const StageTotal& stage : statistics.stages()) json[stage.name] = stage.milliseconds;
  return json;
}

}  // namespace

std::string summary_json(const RunFacts& facts, const Statistics& statistics) {
  const Json totals = {{"photo_bytes", statistics.photo_bytes()},
                       {"megapixels", statistics.megapixels()},
                       {"products", statistics.gaps().size()},
                       {"outputs", statistics.outputs()},
                       {"output_bytes", statistics.output_bytes()}};
  const Json spread = {{"gap", quantiles_json(statistics.gaps())},
                       {"mask_certificate", quantiles_json(statistics.certificates())},
                       {"iterations", quantiles_json(statistics.iterations())},
                       {"milliseconds", quantiles_json(statistics.milliseconds())}};
  const Json summary = {
      {"name", facts.name},
      {"shard", facts.shard},
      {"version", facts.version},
      {"started", facts.started},
      {"finished", facts.finished},
      {"complete", facts.complete},
      {"items", items_json(statistics)},
      {"flags", flags_json(statistics)},
      {"failures", failures_json(statistics)},
      {"images_per_second", number_json(images_per_second(facts.times))},
      {"totals", totals},
      {"quantiles", spread},
      {"stage_milliseconds", stages_json(statistics)},
      {"tolerance", number_json(facts.tolerance)},
      {"times", parse_json(to_json(facts.times), "run times")},
      {"settings", settings_json(facts.settings)},
  };
  return indented(summary);
}

RunFacts facts_from_summary(std::string_view text) {
  const Json json = parse_json(text, "summary");
  const JsonReader reader(json, "summary");
  RunFacts facts;
  facts.name = reader.text("name");
  facts.shard = reader.text("shard");
  facts.version = reader.text("version");
  if (const Json* settings = reader.find("settings"); settings != nullptr && !settings->empty()) {
    facts.settings = one_line(*settings);
  }
  facts.started = reader.text("started");
  facts.finished = reader.text("finished");
  facts.complete = reader.require("complete").truth("complete");
  facts.tolerance = reader.number("tolerance");
  facts.times = run_times_from_json(one_line(*reader.require("times").object("times")));
  return facts;
}

}  // namespace hesscut::catalogue
