#include "tests/cuda_emulator/planted_defects.hpp"

namespace cuda_emulation::test {

std::vector<PlantedDefect> planted_defects() {
  std::vector<PlantedDefect> all;
  for (const auto& part : {defects_in_kernels(), defects_in_order(), defects_in_memory()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace cuda_emulation::test
