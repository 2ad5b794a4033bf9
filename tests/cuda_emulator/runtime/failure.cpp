#include "runtime/failure.hpp"

#include <cstdio>
#include <cstdlib>

namespace cuda_emulation {

void fail_test(const std::string& what) {
  std::fprintf(stderr, "CUDA emulator: %s\n", what.c_str());
  std::fflush(stderr);
  std::abort();
}

}  // namespace cuda_emulation
