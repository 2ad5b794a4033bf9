#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "host/catalogue/journal/run_folder.hpp"

namespace hesscut::catalogue {

struct Verified {
  std::size_t items = 0;  ///< finished ones that were looked at
  std::size_t files = 0;
  std::size_t damaged = 0;  ///< files that are missing or not as they were written
};

/// Reads every output of every finished item again and compares it with what the journals say. `damaged` is told the
/// path of each that differs. Throws Error (usage) where the folder holds no run.
[[nodiscard]] Verified verify_run(const RunFolder& folder, int threads,
                                  const std::function<void(const std::string& path)>& damaged);

}  // namespace hesscut::catalogue
