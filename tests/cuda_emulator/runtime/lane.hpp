#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "cuda_emulation/vector_types.hpp"
#include "runtime/fiber.hpp"
#include "runtime/shared_memory.hpp"

namespace cuda_emulation {

/// The machine threads that the CUDA threads of a block run on, and the shared memory of the block. To ThreadSanitizer
/// a fiber is one CUDA thread of block after block, so blocks that share a crew are ordered.
struct Crew {
  std::vector<std::unique_ptr<OwnFiber>> fibers;  ///< with logical threads: of CUDA thread i, else spare ones
  SharedMemory shared;
  unsigned blocks = 0;  ///< that have run
  // Only the addresses of these count: they stand for what orders the threads.
  std::array<char, 2> order;          ///< block after block: each waits for one and leaves the other to the next
  std::array<char, 2> barrier_order;  ///< of even and of odd barriers: a thread may reach the next one before another
                                      ///< has left the last
  std::array<std::array<char, 2>, 32> warp_order;
};

/// One after the other: a stream, or a branch of a graph. To ThreadSanitizer it is a thread of its own.
class Lane {
 public:
  /// Blocks that touch, side by side or cornerwise, have different crews, so that races between them are seen. Without
  /// logical threads there is nothing to tell apart, and all lanes share one crew.
  [[nodiscard]] Crew& crew(const uint3& block);
  [[nodiscard]] void* logical_thread() const { return thread_.handle(); }
  /// Their addresses order the begin and the end of this lane's launches.
  char launch_begin = 0, launch_end = 0;

 private:
  static constexpr std::size_t crews = 4;
  sanitizers::LogicalThread thread_;
  std::array<std::unique_ptr<Crew>, crews> crews_;
};

}  // namespace cuda_emulation
