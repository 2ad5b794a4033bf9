#pragma once

#include <map>
#include <string>

#include <cuda_emulation/control.hpp>

/// What the CUDA device moves, counted load by load and store by store on the emulated GPU.

namespace hesscut::test {

/// The work of one kernel. cuFFT's calls stand beside the kernels as cufftExecR2C and cufftExecC2R; nobody knows what
/// they move, so their bytes are 0.
struct Moved {
  double launches = 0;  ///< for the whole batch
  double loaded = 0;    ///< bytes a pixel and image
  double stored = 0;

  [[nodiscard]] double fields() const { return (loaded + stored) / sizeof(float); }
};

/// By name of the kernel, as its launch says it.
using Ledger = std::map<std::string, Moved>;

[[nodiscard]] bool is_transform(const std::string& kernel);
/// All kernels together, and of cuFFT nothing.
[[nodiscard]] Moved beside_transforms(const Ledger& ledger);
/// From what the emulator has counted for that many pixels.
[[nodiscard]] Ledger ledger_of(const std::map<std::string, cuda_emulation::KernelCounters>& counters, double pixels);

/// What a solve does beside its iterations: the scale of its region term, its start and one certificate. On a batch of
/// square images.
[[nodiscard]] Ledger count_around(int side);
/// What an iteration does, the mean over a block between two certificates.
[[nodiscard]] Ledger count_iteration(int side);

}  // namespace hesscut::test
