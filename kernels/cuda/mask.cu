#include <bit>

#include <hesscut/markers.hpp>

#include "kernels/cuda/histogram_select.cuh"
#include "kernels/cuda/per_pixel.cuh"
#include "kernels/cuda/queue.hpp"
#include "kernels/cuda/reduction.cuh"
#include "kernels/cuda/transform_order.cuh"
#include "kernels/formulas/duality.hpp"
#include "kernels/formulas/neighbours.hpp"
#include "kernels/formulas/order_statistic.hpp"

namespace hesscut::kernels::cuda {

namespace {

using namespace formulas;

constexpr auto foreground = static_cast<std::uint8_t>(Label::foreground);
constexpr auto background = static_cast<std::uint8_t>(Label::background);
constexpr auto unmarked = static_cast<std::uint8_t>(Label::unmarked);

__global__ void relaxed_mask_kernel(Shape shape, const float* __restrict__ u, const float* __restrict__ r,
                                    TransformOrder stored, float* __restrict__ relaxed) {
  const PixelHere here = pixel_here(shape);
  if (here.inside) relaxed[here.index] = delivered(u[here.first + stored(here.y, here.x)], r[here.index]);
}

__global__ void to_transform_order_kernel(Shape shape, const float* __restrict__ in, TransformOrder stored,
                                          float* __restrict__ out) {
  const PixelHere here = pixel_here(shape);
  if (here.inside) out[here.first + stored(here.y, here.x)] = in[here.index];
}

__global__ void labels_kernel(Shape shape, const float* __restrict__ relaxed, const std::uint8_t* __restrict__ known,
                              float threshold, std::uint8_t* __restrict__ labels) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside) return;
  const std::uint8_t found = relaxed[here.index] > threshold ? foreground : background;
  labels[here.index] = known[here.index] == unmarked ? found : known[here.index];
}

/// Of the pixels not known as background the score that the smallest part reaches up to.
struct CutKeys {
  static constexpr Digit digits[] = {{20, 12}, {8, 12}, {0, 8}};
  static constexpr std::uint32_t sign = 0x80000000U;

  const float* score;
  const std::uint8_t* known;
  double fraction;
  float* cut;

  /// Floats of any sign sort like their bits when negative ones are turned over and moved below the others.
  __device__ bool find(std::size_t index, std::uint32_t& key) const {
    const auto bits = std::bit_cast<std::uint32_t>(score[index]);
    key = (bits & sign) != 0 ? ~bits : bits | sign;
    return known[index] != background;
  }
  __device__ std::uint64_t rank(std::uint64_t count) const { return smallest_part_rank(fraction, count); }
  __device__ void finish(int image, std::uint32_t found) const {
    cut[image] = std::bit_cast<float>((found & sign) != 0 ? found & ~sign : ~found);
  }
};

/// Whether a pixel of one image is among the smallest.
struct IsSure {
  const float* score;
  const std::uint8_t* known;
  float cut;

  HESSCUT_FORMULA bool operator()(std::size_t i) const { return known[i] != background && score[i] <= cut; }
};

constexpr unsigned fewest_surrounded = 20;

/// Labels with the condition on neighbours; surrounded: counts the new foreground of every image.
__global__ void __launch_bounds__(pixel_block_threads)
    surrounded_kernel(Shape shape, const float* __restrict__ score, const std::uint8_t* __restrict__ known,
                      const float* __restrict__ cut, std::uint8_t* __restrict__ labels,
                      unsigned* __restrict__ surrounded) {
  const PixelHere here = pixel_here(shape);
  unsigned chosen[1] = {0};
  if (here.inside) {
    const IsSure is_sure{score + here.first, known + here.first, cut[here.image]};
    const std::uint8_t given = known[here.index];
    if (given == unmarked && holds_around(here.y, here.x, shape.height, shape.width, is_sure)) chosen[0] = 1;
    labels[here.index] = chosen[0] == 1 ? foreground : given;
  }
  reduce_block<pixel_block_threads>(thread_here(), chosen, Sum{});
  if (thread_here() == 0 && chosen[0] > 0) atomicAdd(surrounded + here.image, chosen[0]);
}

/// Labels without the condition, in images where it leaves too few.
__global__ void all_sure_kernel(Shape shape, const float* __restrict__ score, const std::uint8_t* __restrict__ known,
                                const float* __restrict__ cut, const unsigned* __restrict__ surrounded,
                                std::uint8_t* __restrict__ labels) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside || surrounded[here.image] >= fewest_surrounded || known[here.index] != unmarked) return;
  if (score[here.index] <= cut[here.image]) labels[here.index] = foreground;
}

struct SurestScratch {
  SelectionScratch selection;
  float* cut;
  unsigned* surrounded;

  SurestScratch(Carver& carver, const Shape& shape)
      : selection(carver, shape),
        cut(carver.take<float>(shape.batch)),
        surrounded(carver.take<unsigned>(shape.batch)) {}
};

}  // namespace

std::size_t mask_scratch(const Shape& shape) {
  Carver carver;
  SurestScratch(carver, shape);
  return carver.used();
}

void Queue::relaxed_mask(ConstFloatField u, ConstFloatField r, Boundary boundary, FloatField relaxed) {
  launch_per_pixel("relaxed_mask", stream_, u.shape, relaxed_mask_kernel, u.data, r.data,
                   transform_order(u.shape, boundary), relaxed.data);
}

void Queue::to_transform_order(ConstFloatField in, Boundary boundary, FloatField out) {
  launch_per_pixel("to_transform_order", stream_, in.shape, to_transform_order_kernel, in.data,
                   transform_order(in.shape, boundary), out.data);
}

void Queue::labels_from_mask(ConstFloatField relaxed, ConstByteField known, float threshold, ByteField labels) {
  launch_per_pixel("labels_from_mask", stream_, relaxed.shape, labels_kernel, relaxed.data, known.data, threshold,
                   labels.data);
}

void Queue::surest_foreground(ConstFloatField score, ConstByteField known, double fraction, ByteField labels) {
  const Shape& shape = score.shape;
  Carver carver(scratch(mask_scratch(shape)));
  const SurestScratch own(carver, shape);
  select_keys("surest_foreground_cut", stream_, shape, CutKeys{score.data, known.data, fraction, own.cut},
              CutKeys::digits, own.selection);
  HESSCUT_CUDA(cudaMemsetAsync(own.surrounded, 0, static_cast<std::size_t>(shape.batch) * sizeof(unsigned), stream_));
  launch_per_pixel("surest_foreground_surrounded", stream_, shape, surrounded_kernel, score.data, known.data, own.cut,
                   labels.data, own.surrounded);
  launch_per_pixel("surest_foreground_all", stream_, shape, all_sure_kernel, score.data, known.data, own.cut,
                   own.surrounded, labels.data);
}

}  // namespace hesscut::kernels::cuda
