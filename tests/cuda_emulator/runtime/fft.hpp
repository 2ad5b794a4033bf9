#pragma once

#include <cstddef>

namespace cuda_emulation {

[[nodiscard]] std::size_t live_plans();

}  // namespace cuda_emulation
