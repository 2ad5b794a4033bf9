#include "tools/hesscut/cut_report.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <hesscut/version.hpp>
#include <nlohmann/json.hpp>
#include <optional>

#include "host/catalogue/output/tight_box.hpp"

namespace hesscut::command {
namespace {

using Json = nlohmann::ordered_json;

/// The whole text as a finite number of this type.
template <typename Number>
std::optional<Number> whole_number(const std::string& text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || !std::isfinite(static_cast<double>(number))) return std::nullopt;
  return number;
}

/// A number where the text is one.
Json json_value(const std::string& text) {
  if (const auto number = whole_number<std::int64_t>(text)) return *number;
  if (const auto number = whole_number<double>(text)) return *number;
  return text;
}

Json size_json(int width, int height) {
  return {{"width", width}, {"height", height}};
}

/// Share of the photo and tight box of the product; no box where the mask is empty.
Json mask_json(const Image& mask) {
  const double pixels = catalogue::product_pixels(mask);
  Json result{{"share", pixels / static_cast<double>(mask.pixels.size())}};
  if (pixels > 0) {
    const catalogue::TightBox box = catalogue::tight_box(mask);
    result["box"] = {{"x", box.x}, {"y", box.y}, {"width", box.width}, {"height", box.height}};
  }
  return result;
}

Json times_json(const Cutout& cutout, double decode_ms) {
  Json times{{"decode", decode_ms}};
  for (int i = 0; i < stage_count; ++i) {
    const auto stage = static_cast<Stage>(i);
    times[std::string(stage_name(stage))] = cutout.times[stage];
  }
  times["markers_to_mask"] = cutout.times.total();
  return times;
}

}  // namespace

std::string report_json(const Cutout& cutout, const ReportContext& context) {
  Json parameters;
  for (const ParameterInfo& info : parameter_infos()) {
    parameters[std::string(info.name)] = json_value(get_parameter(context.parameters, info.name));
  }
  const Json report{
      {"photo", context.photo},
      {"status", std::string(status_name(cutout.status))},
      {"certificate",
       {{"gap", cutout.gap},
        {"tolerance", context.parameters.tolerance},
        {"mask_certificate", cutout.mask_certificate},
        {"energy", cutout.energy}}},
      {"iterations", cutout.iterations},
      {"coarse_iterations", cutout.coarse_iterations},
      {"automatic_markers", cutout.automatic_markers},
      {"prior_unsure", cutout.prior_unsure},
      {"mask", mask_json(cutout.mask)},
      {"size", size_json(cutout.mask.width, cutout.mask.height)},
      {"working_size", size_json(cutout.working_width, cutout.working_height)},
      {"milliseconds", times_json(cutout, context.decode_ms)},
      {"preset", context.preset},
      {"parameters", parameters},
      {"device", context.device},
      {"version", HESSCUT_VERSION},
  };
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace hesscut::command
