#include "tools/hesscut/settings.hpp"

#include <algorithm>
#include <cmath>
#include <hesscut/error.hpp>
#include <thread>

namespace hesscut::command {
Point parse_point(const std::string& option, const std::string& text) {
  const auto numbers = parse_numbers<double>(text, 2);
  if (!numbers || !std::isfinite((*numbers)[0]) || !std::isfinite((*numbers)[1])) {
    throw Error(ErrorKind::usage, option + " " + text + ": a point is x,y in photo pixels");
  }
  return {(*numbers)[0], (*numbers)[1]};
}

Box parse_box(const std::string& option, const std::string& text) {
  const auto numbers = parse_numbers<int>(text, 4);
  if (!numbers || (*numbers)[2] < 1 || (*numbers)[3] < 1) {
    throw Error(ErrorKind::usage, option + " " + text + ": a box is x,y,width,height in whole photo pixels");
  }
  return {(*numbers)[0], (*numbers)[1], (*numbers)[2], (*numbers)[3]};
}

Parameters parse_parameters(const std::string& preset, const std::vector<std::string>& settings) {
  Parameters parameters = preset_parameters(preset_from_name(preset));
  for (const std::string& setting : settings) {
    const std::size_t equals = setting.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Error(ErrorKind::usage, "--set " + setting + ": a setting is name=value");
    }
    set_parameter(parameters, setting.substr(0, equals), setting.substr(equals + 1));
  }
  return parameters;
}

int worker_count(int asked, std::size_t photos) {
  const std::size_t wanted = asked > 0 ? static_cast<std::size_t>(asked) : std::thread::hardware_concurrency();
  return static_cast<int>(std::max<std::size_t>(1, std::min(wanted, photos)));
}

}  // namespace hesscut::command
