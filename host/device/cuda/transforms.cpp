#include "host/device/cuda/transforms.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "kernels/cuda/scratch.hpp"

namespace hesscut::device::cuda {

using kernels::Shape;
using kernels::cuda::AxisValues;
using kernels::cuda::CudaSpectralPlan;

namespace {

constexpr std::size_t kept_pairs = 64;
/// Of the work area that all transforms of a plan share; a larger batch is transformed in parts instead.
constexpr std::size_t most_work_bytes = std::size_t{256} << 20U;

/// Plans `batch` transforms from one tight layout to another, without a work area of its own.
std::size_t plan_transform(const Transform& transform, cudaStream_t stream, const Shape& shape, cufftType type) {
  std::size_t work_bytes = 0;
  int sides[] = {shape.height, shape.width};
  int halves[] = {shape.height, shape.width / 2 + 1};
  // One row is a transform of one dimension.
  const int skipped = shape.height == 1 ? 1 : 0;
  const int real_distance = sides[0] * sides[1];
  const int half_distance = halves[0] * halves[1];
  const bool forward = type == CUFFT_R2C;
  int* const in = (forward ? sides : halves) + skipped;
  int* const out = (forward ? halves : sides) + skipped;
  const int in_distance = forward ? real_distance : half_distance;
  const int out_distance = forward ? half_distance : real_distance;
  HESSCUT_CUDA(cufftSetAutoAllocation(transform.get(), 0));
  HESSCUT_CUDA(cufftSetStream(transform.get(), stream));
  HESSCUT_CUDA(cufftMakePlanMany(transform.get(), 2 - skipped, sides + skipped, in, 1, in_distance, out, 1,
                                 out_distance, type, shape.batch, &work_bytes));
  return work_bytes;
}

void take_tables(const AxisValues& values, CudaSpectralPlan::AxisTables& tables, kernels::cuda::Carver& carver) {
  tables.twiddle = carver.take<float2>(values.twiddle.size());
  tables.eigenvalue = carver.take<float>(values.eigenvalue.size());
}

}  // namespace

/// What a plan points to.
struct Transforms::Holding {
  std::vector<std::shared_ptr<const Pair>> pairs;
  DeviceBuffer tables;
};

std::shared_ptr<const Transforms::Pair> Transforms::make_pair(cudaStream_t stream, const Shape& shape) {
  auto made = std::make_shared<Pair>();
  made->shape = shape;
  made->work_bytes = std::max(plan_transform(made->forward, stream, shape, CUFFT_R2C),
                              plan_transform(made->inverse, stream, shape, CUFFT_C2R));
  return made;
}

std::shared_ptr<const Transforms::Pair> Transforms::pair(cudaStream_t stream, const Shape& shape) {
  const auto found = std::ranges::find_if(pairs_, [&](const auto& pair) { return pair->shape == shape; });
  if (found != pairs_.end()) {
    pairs_.splice(pairs_.begin(), pairs_, found);
  } else {
    pairs_.push_front(make_pair(stream, shape));
    if (pairs_.size() > kept_pairs) pairs_.pop_back();
  }
  return pairs_.front();
}

std::unique_ptr<CudaSpectralPlan> Transforms::make_plan(cudaStream_t stream, const Shape& shape, Boundary boundary,
                                                        const Upload& upload) {
  auto plan = std::make_unique<CudaSpectralPlan>();
  auto holding = std::make_shared<Holding>();
  plan->shape = shape.width == 1 ? Shape{shape.batch, 1, shape.height} : shape;
  plan->boundary = boundary;
  for (unsigned batch = std::bit_floor(static_cast<unsigned>(shape.batch)); batch > 0; batch /= 2) {
    std::shared_ptr<const Pair> made = pair(stream, plan->shape.with_batch(static_cast<int>(batch)));
    if (made->work_bytes > most_work_bytes && batch > 1) continue;
    plan->transforms.push_back({made->shape.batch, made->forward.get(), made->inverse.get()});
    plan->work_bytes = std::max(plan->work_bytes, made->work_bytes);
    holding->pairs.push_back(std::move(made));
  }

  const AxisValues rows = kernels::cuda::axis_values(plan->shape.height, boundary);
  const AxisValues columns = kernels::cuda::axis_values(plan->shape.width, boundary);
  const auto lay_out = [&](std::byte* base) {
    kernels::cuda::Carver carver(base);
    take_tables(rows, plan->rows, carver);
    take_tables(columns, plan->columns, carver);
    return carver.used();
  };
  holding->tables = make_device_buffer(lay_out(nullptr));
  lay_out(holding->tables.data());
  for (const auto& [values, tables] : {std::pair{&rows, &plan->rows}, std::pair{&columns, &plan->columns}}) {
    upload(tables->twiddle, values->twiddle.data(), values->twiddle.size() * sizeof(float2));
    upload(tables->eigenvalue, values->eigenvalue.data(), values->eigenvalue.size() * sizeof(float));
  }
  plan->owner = std::move(holding);
  return plan;
}

}  // namespace hesscut::device::cuda
