#pragma once

#include <cstdint>

namespace hesscut::catalogue {

/// Memory that this process may take: the machine's, or what its control group allows where that is less.
[[nodiscard]] std::uint64_t usable_memory();

/// Cores that this process may run on.
[[nodiscard]] int usable_cores();

/// Of this process up to now.
struct ProcessUse {
  double cpu_seconds = 0;  ///< user and system
  std::uint64_t peak_resident_bytes = 0;
};
[[nodiscard]] ProcessUse process_use();

}  // namespace hesscut::catalogue
