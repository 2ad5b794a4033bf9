#include <cstdio>
#include <cstring>
#include <exception>

#include "tests/cuda_emulator/planted_defects.hpp"

// planted_defect NAME sound|defective: prints the results. A process of its own, for a sanitizer ends it.

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  try {
    for (const auto& defect : cuda_emulation::test::planted_defects()) {
      if (std::strcmp(defect.name, argv[1]) != 0) continue;
      // A NaN, which is what memory starts with, has a sign or not as the compiler pleases.
      for (const float value : defect.run(std::strcmp(argv[2], "sound") == 0)) {
        std::puts(value == value ? std::to_string(value).c_str() : "NaN");
      }
      return 0;
    }
    std::fprintf(stderr, "no planted defect %s\n", argv[1]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
  }
  return 2;
}
