#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cuda_emulation/control.hpp"

/// The choices that a test or the environment makes: HESSCUT_EMULATOR_THREADS=forward|reverse|random[:seed] and
/// HESSCUT_EMULATOR_STREAMS=eager|lazy|random[:seed].

namespace cuda_emulation {

/// The numbers below `count` in the order in which threads run next.
void order_of_threads(std::vector<unsigned>& order, std::size_t count);

[[nodiscard]] StreamMode stream_mode();
/// A number below `limit`, for random streams and graphs.
[[nodiscard]] std::size_t random_below(std::size_t limit);

}  // namespace cuda_emulation
