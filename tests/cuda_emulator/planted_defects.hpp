#pragma once

#include <span>
#include <string>
#include <vector>

/// Mistakes of the kinds that are made in kernels and around them, each beside its sound version. The program
/// planted_defect runs one of them; its test asserts who finds which.

namespace cuda_emulation::test {

struct PlantedDefect {
  const char* name;
  /// Results, which the mistake may spoil.
  std::vector<float> (*run)(bool sound);
  /// In which of the ways to run threads and streams, below, the results are wrong: a letter for each.
  const char* wrong_in;
  bool address_sanitizer_finds, thread_sanitizer_finds;
};

/// How threads and streams run: the values of the emulator's variables. What is left to chance is tried with several
/// seeds, and wrong when one of them makes it so.
struct Way {
  char letter;
  const char *threads, *streams;
  int seeds = 1;
};
inline constexpr int first_seed = 17;
inline constexpr Way ways[] = {
    {'f', "forward", "eager"},   {'r', "reverse", "eager"},     {'R', "random", "eager", 8},
    {'l', "forward", "lazy", 8}, {'s', "forward", "random", 8},
};

[[nodiscard]] std::vector<PlantedDefect> planted_defects();
/// Parts of it: between the threads of a kernel; between streams, the host and memory.
[[nodiscard]] std::span<const PlantedDefect> defects_in_kernels();
[[nodiscard]] std::span<const PlantedDefect> defects_in_order();
[[nodiscard]] std::span<const PlantedDefect> defects_in_memory();

}  // namespace cuda_emulation::test
