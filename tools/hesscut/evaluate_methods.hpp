#pragma once

#include <functional>
#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>
#include <hesscut/parameters.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tools/hesscut/device_turns.hpp"
#include "tools/hesscut/prior_options.hpp"

/// What `hesscut evaluate` can cut photos out with: the models, methods of OpenCV, a network alone.
namespace hesscut::command {

struct MethodOptions {
  std::string name = "product";  ///< --method
  bool automatic = false;        ///< nothing will be marked
  PriorOptions prior;
  std::optional<double> feather;
  std::vector<std::string> settings;
  std::string device = "auto";
};

struct Prediction {
  Image mask;
  Image alpha;
  double iterations = 0;
  std::optional<double> gap;
  double ms = 0;  ///< photo and markers to mask
};
using Method = std::function<Prediction(const ImageView& photo, const Markers& markers)>;

class Methods {
 public:
  /// Throws Error (usage), naming the option, for what does not go together.
  explicit Methods(const MethodOptions& options);

  /// For one thread.
  [[nodiscard]] Method make();

 private:
  std::function<Method()> make_;
};

}  // namespace hesscut::command
