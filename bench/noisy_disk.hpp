#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "host/solver/solver.hpp"

namespace hesscut::bench {

/// A solver in the middle of a problem: a disk in noise, on the first device of that name, with one thread. What its
/// steps are given, for who takes them one at a time.
struct NoisyDisk {
  /// shape: about 512 x 512, any batch. Throws Error (usage or device) as device::choose_devices().
  NoisyDisk(const std::string& device_name, const kernels::Shape& shape);

  [[nodiscard]] kernels::Problem problem() const { return {alpha.field(), beta.field(), r.field()}; }

  device::Choice choice;
  device::Device& device;
  std::unique_ptr<kernels::Operations> queue;
  device::FieldArray<float> alpha, beta, r;
  device::FieldArray<float> spare;          ///< as right-hand side, or for whatever a step writes
  device::FieldArray<std::uint8_t> labels;  ///< one seed, the disk's centre
  device::Array<kernels::CertificateSums> sums;
  solver::Solver solver;
  std::unique_ptr<kernels::SpectralPlan> plan;
};

}  // namespace hesscut::bench
