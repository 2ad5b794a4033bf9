#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <vector>

#include "host/device/cuda/owners.hpp"
#include "kernels/cuda/spectral_plan.hpp"

namespace hesscut::device::cuda {

/// The cuFFT plans of one stream. Planning takes milliseconds and memory, and photos of one shape come again: plans are
/// kept, the least recently used given up first; those in use live on with who uses them.
class Transforms {
 public:
  using Upload = std::function<void(const void* device, const void* host, std::size_t bytes)>;

  /// A plan for batches up to shape.batch, its tables brought to the device by `upload`.
  [[nodiscard]] std::unique_ptr<kernels::cuda::CudaSpectralPlan> make_plan(cudaStream_t stream,
                                                                           const kernels::Shape& shape,
                                                                           Boundary boundary, const Upload& upload);

 private:
  /// There and back for `batch` images of one shape.
  struct Pair {
    kernels::Shape shape;
    Transform forward, inverse;
    std::size_t work_bytes = 0;
  };
  struct Holding;

  [[nodiscard]] static std::shared_ptr<const Pair> make_pair(cudaStream_t stream, const kernels::Shape& shape);
  [[nodiscard]] std::shared_ptr<const Pair> pair(cudaStream_t stream, const kernels::Shape& shape);

  std::list<std::shared_ptr<const Pair>> pairs_;  ///< the most recently used first
};

}  // namespace hesscut::device::cuda
