#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "tools/hesscut/evaluate/clicks.hpp"
#include "tools/hesscut/photo_list.hpp"

namespace hesscut::command {

/// `hesscut evaluate --clicks`.
struct ClickRun {
  std::vector<PhotoItem> photos;
  std::filesystem::path truth;  ///< folder
  int clicks = 20;
  int threads = 0;
  std::filesystem::path csv;                      ///< may be empty
  std::function<evaluate::Method()> make_method;  ///< for each thread
};

/// Prints the table, and writes it as CSV. Returns the exit code.
[[nodiscard]] int run_clicks(const ClickRun& run);

}  // namespace hesscut::command
