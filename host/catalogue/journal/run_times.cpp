#include "host/catalogue/journal/run_times.hpp"

#include <algorithm>
#include <set>

#include "host/catalogue/text/json_reader.hpp"

namespace hesscut::catalogue {
namespace {

constexpr std::string_view between_devices = "; ";

void add_devices(std::set<std::string>& names, std::string_view list) {
  while (!list.empty()) {
    const std::size_t end = list.find(between_devices);
    names.emplace(list.substr(0, end));
    list.remove_prefix(end == std::string_view::npos ? list.size() : end + between_devices.size());
  }
}

std::string joined_devices(const std::string& a, const std::string& b) {
  std::set<std::string> names;
  add_devices(names, a);
  add_devices(names, b);
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : std::string(between_devices)) + name;
  return list;
}

/// Weighted by wall time; where none has passed at all, the larger.
double mean(double a, double wall_a, double b, double wall_b) {
  const double wall = wall_a + wall_b;
  return wall > 0 ? (a * wall_a + b * wall_b) / wall : std::max(a, b);
}

const StageTime* stage_named(const std::vector<StageTime>& stages, const std::string& name) {
  const auto found = std::ranges::find(stages, name, &StageTime::name);
  return found == stages.end() ? nullptr : &*found;
}

/// In the order of `a`, then what only `b` has.
std::vector<StageTime> merged_stages(const RunTimes& a, const RunTimes& b) {
  std::vector<StageTime> stages;
  const auto add = [&](const std::string& name) {
    const StageTime none;
    const StageTime* in_a = stage_named(a.stages, name);
    const StageTime* in_b = stage_named(b.stages, name);
    const StageTime& left = in_a != nullptr ? *in_a : none;
    const StageTime& right = in_b != nullptr ? *in_b : none;
    stages.push_back({name, left.busy_seconds + right.busy_seconds,
                      mean(left.capacity, a.wall_seconds, right.capacity, b.wall_seconds)});
  };
  for (const StageTime& stage : a.stages) add(stage.name);
  for (const StageTime& stage : b.stages) {
    if (stage_named(a.stages, stage.name) == nullptr) add(stage.name);
  }
  return stages;
}

StageTime stage_from(const Json& json) {
  const JsonReader reader(json, "run times: stage");
  return {reader.require("name").text("name"), reader.number("busy_seconds"), reader.number("capacity")};
}

}  // namespace

std::string busiest_stage(const RunTimes& times) {
  std::string busiest;
  double most = 0;
  for (const StageTime& stage : times.stages) {
    const double share = stage.capacity > 0 ? stage.busy_seconds / stage.capacity : 0;
    if (share > most) {
      most = share;
      busiest = stage.name;
    }
  }
  return busiest;
}

double images_per_second(const RunTimes& times) {
  return times.wall_seconds > 0 ? static_cast<double>(times.items) / times.wall_seconds : 0;
}

RunTimes merge(const RunTimes& a, const RunTimes& b) {
  RunTimes both;
  both.device = joined_devices(a.device, b.device);
  both.processes = a.processes + b.processes;
  both.threads = std::max(a.threads, b.threads);
  both.wall_seconds = a.wall_seconds + b.wall_seconds;
  both.items = a.items + b.items;
  both.stages = merged_stages(a, b);
  both.cpu_seconds = a.cpu_seconds + b.cpu_seconds;
  both.cores = std::max(a.cores, b.cores);
  both.cores_busy = mean(a.cores_busy, a.wall_seconds, b.cores_busy, b.wall_seconds);
  both.solver_busy = mean(a.solver_busy, a.wall_seconds, b.solver_busy, b.wall_seconds);
  both.bottleneck = busiest_stage(both);
  both.peak_resident_bytes = std::max(a.peak_resident_bytes, b.peak_resident_bytes);
  return both;
}

std::string to_json(const RunTimes& times) {
  Json json = {
      {"device", times.device},
      {"processes", times.processes},
      {"threads", times.threads},
      {"wall_seconds", number_json(times.wall_seconds)},
      {"items", times.items},
      {"stages", Json::array()},
      {"cpu_seconds", number_json(times.cpu_seconds)},
      {"cores", times.cores},
      {"cores_busy", number_json(times.cores_busy)},
      {"solver_busy", number_json(times.solver_busy)},
      {"bottleneck", times.bottleneck},
      {"peak_resident_bytes", times.peak_resident_bytes},
  };
  for (const StageTime& stage : times.stages) {
    json["stages"].push_back({{"name", stage.name},
                              {"busy_seconds", number_json(stage.busy_seconds)},
                              {"capacity", number_json(stage.capacity)}});
  }
  return one_line(json);
}

RunTimes run_times_from_json(std::string_view text) {
  const Json json = parse_json(text, "run times");
  const JsonReader reader(json, "run times");
  RunTimes times;
  times.device = reader.text("device");
  times.processes = reader.find("processes") != nullptr ? reader.integer<int>("processes") : 1;
  times.threads = reader.integer<int>("threads");
  times.wall_seconds = reader.require("wall_seconds").number("wall_seconds");
  times.items = reader.require("items").integer<std::uint64_t>("items");
  if (const Json* stages = reader.array("stages")) {
    for (const Json& stage : *stages) times.stages.push_back(stage_from(stage));
  }
  times.cpu_seconds = reader.number("cpu_seconds");
  times.cores = reader.integer<int>("cores");
  times.cores_busy = reader.number("cores_busy");
  times.solver_busy = reader.number("solver_busy");
  times.bottleneck = reader.text("bottleneck");
  times.peak_resident_bytes = reader.integer<std::uint64_t>("peak_resident_bytes");
  return times;
}

}  // namespace hesscut::catalogue
