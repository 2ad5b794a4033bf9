#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tools/hesscut/evaluate/method.hpp"
#include "tools/hesscut/prior_options.hpp"

/// What `hesscut evaluate` can cut photos out with: the models, methods of OpenCV, a network alone.
namespace hesscut::command {

struct MethodOptions {
  std::string name = "product";  ///< --method
  bool automatic = false;        ///< nothing will be marked
  bool clicks = false;           ///< a photo is cut several times, and a model goes on from its last cut,
  bool cold = false;             ///< unless it is told to start afresh every time
  PriorOptions prior;
  std::optional<double> feather;
  std::vector<std::string> settings;
  std::string device = "auto";
};

class Methods {
 public:
  /// Throws Error (usage), naming the option, for what does not go together.
  explicit Methods(const MethodOptions& options);

  /// For one thread.
  [[nodiscard]] evaluate::Method make();

 private:
  std::function<evaluate::Method()> make_;
};

}  // namespace hesscut::command
