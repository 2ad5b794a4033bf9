#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bench/rig.hpp"

namespace hesscut::bench {

/// One thing that a cut does to a photo, to be run on a rig any number of times.
struct Step {
  std::string name;         ///< the operation's, as in kernels/ledger.hpp
  double moved = 0;         ///< floats read and written per pixel of the fine grid
  double touched = 0;       ///< floats per pixel of different memory
  bool transforms = false;  ///< there is an FFT pair besides
  std::function<void()> run{};
  std::function<void()> prepare = [] {};  ///< before each run, and not part of it
};

/// Every operation that preset `product` uses for a photo, in the order of kernels/operations.hpp, and the start from a
/// coarser grid as a whole. The rig must outlive them.
[[nodiscard]] std::vector<Step> steps_on(Rig& rig);

/// The step of that name; std::out_of_range where there is none.
[[nodiscard]] const Step& step_named(const std::vector<Step>& steps, const std::string& name);

}  // namespace hesscut::bench
