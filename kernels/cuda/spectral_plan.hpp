#pragma once

#include <cuda_runtime.h>
#include <cufft.h>

#include <cstddef>
#include <memory>
#include <vector>

#include "kernels/operations.hpp"

namespace hesscut::kernels::cuda {

/// Real transforms of `batch` images there and back, made without work areas of their own.
struct TransformPair {
  int batch = 0;
  cufftHandle forward = 0;
  cufftHandle inverse = 0;
};

/// What spectral_solve needs for one shape and boundary, and for the one queue that it was made for. host/device/cuda
/// makes and owns what it points to. A field of one column is transformed as one of a single row, which lies in memory
/// just so; `shape` is the shape after that.
class CudaSpectralPlan final : public SpectralPlan {
 public:
  /// Per axis of n frequencies: t_n(k) = exp(-i pi k / 2n) (with a periodic boundary 1) and the eigenvalue
  /// 2 - 2 cos(pi k / n) (periodic: 2 - 2 cos(2 pi k / n)), n + 1 of each: the mirror of frequency 0 is n, and its
  /// eigenvalue stands there.
  struct AxisTables {
    const float2* twiddle = nullptr;
    const float* eigenvalue = nullptr;
  };

  Shape shape;  ///< batch: the largest
  Boundary boundary = Boundary::reflecting;
  std::vector<TransformPair> transforms;  ///< powers of two, the largest first; any batch is a sum of them
  std::size_t work_bytes = 0;             ///< the work area that every one of them can share
  AxisTables rows, columns;
  std::shared_ptr<const void> owner;  ///< keeps alive what the members above point to

  /// Bytes of scratch() that spectral_solve takes: the half spectrum of the batch, and the work area.
  [[nodiscard]] std::size_t scratch_bytes() const;
};

/// The values of AxisTables on the host.
struct AxisValues {
  std::vector<float2> twiddle;
  std::vector<float> eigenvalue;
};
[[nodiscard]] AxisValues axis_values(int n, Boundary boundary);

}  // namespace hesscut::kernels::cuda
