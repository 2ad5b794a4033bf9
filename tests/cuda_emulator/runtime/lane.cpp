#include "runtime/lane.hpp"

namespace cuda_emulation {

Crew& Lane::crew(const uint3& block) {
  static std::unique_ptr<Crew> common;
  std::unique_ptr<Crew>& crew =
      sanitizers::logical_threads ? crews_[(block.x + 2 * block.y + block.z) % crews] : common;
  if (crew == nullptr) crew = std::make_unique<Crew>();
  return *crew;
}

}  // namespace cuda_emulation
