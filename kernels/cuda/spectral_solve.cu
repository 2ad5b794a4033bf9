#include "kernels/cuda/per_pixel.cuh"
#include "kernels/cuda/queue.hpp"
#include "kernels/cuda/spectral_scratch.hpp"
#include "kernels/formulas/dct.hpp"

namespace hesscut::kernels::cuda {

namespace {

using formulas::Complex;
using formulas::SymbolGain;

constexpr int block_columns = 32;
constexpr int block_rows = 32;
constexpr int rows_at_once = 8;

/// A frequency of one axis.
struct Frequency {
  Complex twiddle;
  float eigenvalue, mirror_eigenvalue;
};

__device__ Frequency frequency(const CudaSpectralPlan::AxisTables& axis, int k, int size) {
  const float2 t = axis.twiddle[k];
  return {{t.x, t.y}, axis.eigenvalue[k], axis.eigenvalue[size - k]};
}

/// Multiplies the half spectra of all images by the gains of the linear solve. A thread takes quads of one column: row
/// k1 and its mirror. Coefficients are read and written once; tables come from shared memory, for they would otherwise
/// be as many loads as the coefficients themselves.
__global__ void __launch_bounds__(block_columns* rows_at_once)
    scale_spectrum(cufftComplex* spectrum, Shape shape, bool reflecting, CudaSpectralPlan::AxisTables row_tables,
                   CudaSpectralPlan::AxisTables column_tables, const Penalties* penalties) {
  HESSCUT_SHARED(rows, Frequency[block_rows]);
  HESSCUT_SHARED(columns, Frequency[block_columns]);
  HESSCUT_SHARED(gain, SymbolGain);
  const int lane = static_cast<int>(threadIdx.x);
  const int group = static_cast<int>(threadIdx.y);
  const int image = image_here();
  if (image >= shape.batch) return;
  const int half_width = shape.width / 2 + 1;
  const int blocks_across = (half_width + block_columns - 1) / block_columns;
  const int first_row = static_cast<int>(blockIdx.x) / blocks_across * block_rows;
  const int k2 = static_cast<int>(blockIdx.x) % blocks_across * block_columns + lane;
  if (group == 0 && first_row + lane <= shape.height)
    rows[lane] = frequency(row_tables, first_row + lane, shape.height);
  if (group == 1 && k2 < half_width) columns[lane] = frequency(column_tables, k2, shape.width);
  if (group == 2 && lane == 0) {
    const Penalties& rho = penalties[image];
    gain = {rho.rho1, rho.rho2, rho.rho3, 1.0F / static_cast<float>(shape.pixels())};
  }
  __syncthreads();
  if (k2 >= half_width) return;
  cufftComplex* const column = spectrum + static_cast<std::size_t>(image) * shape.height * half_width + k2;
  const Frequency f2 = columns[lane];
  for (int i = group; i < block_rows; i += rows_at_once) {
    const int k1 = first_row + i;
    if (2 * k1 > shape.height) return;
    const int mirror_row = k1 == 0 ? 0 : shape.height - k1;
    cufftComplex* const at = column + static_cast<std::size_t>(k1) * half_width;
    cufftComplex* const mirror_at = column + static_cast<std::size_t>(mirror_row) * half_width;
    const cufftComplex here = *at;
    const cufftComplex there = mirror_row == k1 ? here : *mirror_at;
    const Frequency f1 = rows[i];
    Complex first{here.x, here.y};
    Complex mirror{there.x, there.y};
    if (reflecting) {
      formulas::scale_quad(first, mirror, f1.twiddle, f2.twiddle, f1.eigenvalue, f1.mirror_eigenvalue, f2.eigenvalue,
                           f2.mirror_eigenvalue, gain);
    } else {
      const float first_gain = gain(f1.eigenvalue + f2.eigenvalue);
      const float mirror_gain = gain(f1.mirror_eigenvalue + f2.eigenvalue);
      first = {first.re * first_gain, first.im * first_gain};
      mirror = {mirror.re * mirror_gain, mirror.im * mirror_gain};
    }
    *at = {first.re, first.im};
    if (mirror_row != k1) *mirror_at = {mirror.re, mirror.im};
  }
}

/// Calls body(transforms, start) for consecutive parts of the batch.
template <class Body>
void for_each_part(const CudaSpectralPlan& plan, int batch, const Body& body) {
  int start = 0;
  for (const TransformPair& transforms : plan.transforms) {
    for (; batch - start >= transforms.batch; start += transforms.batch) body(transforms, start);
  }
}

/// Whether cuFFT takes image b of a field: real data has to be aligned as complex data is. Parts become smaller and
/// smaller, so an odd number of images lies before a part only where the memory is too scarce for two images at once.
bool is_aligned(const FloatField& field, int b) {
  return field.shape.pixels() * b % 2 == 0;
}

}  // namespace

void Queue::spectral_solve(SpectralPlan& plan, const Penalties* penalties, FloatField rhs, FloatField u) {
  const auto& prepared = static_cast<const CudaSpectralPlan&>(plan);
  const Shape shape = prepared.shape.with_batch(rhs.shape.batch);
  Carver memory(scratch(prepared.scratch_bytes()));
  const SpectralScratch buffers = carve_spectral_scratch(prepared, memory);
  const int half_width = shape.width / 2 + 1;
  const auto spectrum = [&](int b) {
    return buffers.spectrum + static_cast<std::size_t>(b) * shape.height * half_width;
  };
  const auto copy_images = [&](const float* from, float* to, int images) {
    HESSCUT_CUDA(
        cudaMemcpyAsync(to, from, images * shape.pixels() * sizeof(float), cudaMemcpyDeviceToDevice, stream()));
  };

  for_each_part(prepared, shape.batch, [&](const TransformPair& transforms, int start) {
    float* const from = is_aligned(rhs, start) ? rhs.image(start) : rhs.data;  // the first images have been read
    if (from != rhs.image(start)) copy_images(rhs.image(start), from, transforms.batch);
    HESSCUT_CUDA(cufftSetWorkArea(transforms.forward, buffers.work));
    HESSCUT_CUDA(cufftExecR2C(transforms.forward, from, spectrum(start)));
  });
  const unsigned blocks = blocks_for(half_width, block_columns) * blocks_for(shape.height / 2 + 1, block_rows);
  launch({"scale_spectrum", image_grid(blocks, shape.batch), dim3(block_columns, rows_at_once), stream()},
         scale_spectrum, buffers.spectrum, shape, prepared.boundary == Boundary::reflecting, prepared.rows,
         prepared.columns, penalties);
  for_each_part(prepared, shape.batch, [&](const TransformPair& transforms, int start) {
    float* const to = is_aligned(u, start) ? u.image(start) : rhs.data;
    HESSCUT_CUDA(cufftSetWorkArea(transforms.inverse, buffers.work));
    HESSCUT_CUDA(cufftExecC2R(transforms.inverse, spectrum(start), to));
    if (to != u.image(start)) copy_images(to, u.image(start), transforms.batch);
  });
}

}  // namespace hesscut::kernels::cuda
