#pragma once

#include <hesscut/image.hpp>
#include <hesscut/parameters.hpp>
#include <hesscut/result.hpp>
#include <string>

namespace hesscut::command {

/// What NAME.json says besides the Cutout.
struct ReportContext {
  std::string photo;  ///< path as given
  std::string preset;
  std::string device;  ///< Segmenter::device_description()
  Parameters parameters;
  double decode_ms = 0;
};

/// NAME.json: how the cut ended, its certificate, times by stage, every parameter, sizes. Ends in a new line.
[[nodiscard]] std::string report_json(const Cutout& cutout, const ReportContext& context);

}  // namespace hesscut::command
