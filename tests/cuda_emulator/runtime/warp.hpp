#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "cuda_emulation/threads.hpp"
#include "runtime/fiber.hpp"

namespace cuda_emulation {

/// What a lane asks of the lanes of its mask.
struct WarpRequest {
  enum class Kind : std::uint8_t { barrier, shuffle, ballot };
  Kind kind = Kind::barrier;
  unsigned mask = 0;
  std::uint64_t value = 0;
  int source_lane = 0;
};

/// A thread of the running block.
struct CudaThread {
  enum class State : std::uint8_t { fresh, ready, running, at_barrier, in_warp, done };
  uint3 index{};
  unsigned number = 0;
  State state = State::fresh;
  OwnFiber* fiber = nullptr;
  Place place{};
  WarpRequest request;
  std::uint64_t answer = 0;
};
[[nodiscard]] std::string describe(const CudaThread& thread);

/// 32 threads, or fewer at the end of a block.
class Warp {
 public:
  /// orders: two addresses, which order the lanes that meet at even and at odd meetings.
  Warp(CudaThread* threads, std::size_t lanes, char* orders) : threads_(threads), lanes_(lanes), orders_(orders) {}

  /// Both true when the lanes of a mask have come together and go on.
  [[nodiscard]] bool arrive(CudaThread& thread, const WarpRequest& request);
  [[nodiscard]] bool lane_left();
  /// A lane that `waiting` waits for.
  [[nodiscard]] const CudaThread& missing(const CudaThread& waiting) const;
  [[nodiscard]] char* order() { return orders_ + meetings_ % 2; }

 private:
  [[nodiscard]] static bool here(const CudaThread& other, const CudaThread& waiting);
  [[nodiscard]] bool complete(const CudaThread& waiting) const;
  void answer(const WarpRequest& request);

  CudaThread* threads_;
  std::size_t lanes_;
  char* orders_;
  unsigned meetings_ = 0;
};

}  // namespace cuda_emulation
