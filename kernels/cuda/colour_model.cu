#include <algorithm>

#include <hesscut/markers.hpp>

#include "kernels/cuda/image_reduction.cuh"
#include "kernels/cuda/per_pixel.cuh"
#include "kernels/cuda/queue.hpp"
#include "kernels/cuda/run_counter.cuh"
#include "kernels/formulas/histogram.hpp"

namespace hesscut::kernels::cuda {

namespace {

using namespace formulas;

constexpr auto foreground = static_cast<std::uint8_t>(Label::foreground);
constexpr auto unmarked = static_cast<std::uint8_t>(Label::unmarked);

constexpr int bins = ColourTables::bins;
constexpr int cells = static_cast<int>(ColourTables::cells);
constexpr int count_threads = 256;
constexpr int count_chunk = count_threads * 16;  ///< pixels of a block
constexpr int table_threads = 256;
static_assert(cells % table_threads == 0);

/// Tables of all images, [batch, 2, cells]: foreground, background.
struct TableScratch {
  unsigned* counts;
  unsigned* samples;  ///< [batch, 2]
  float *blurred, *spare;

  TableScratch(Carver& carver, const Shape& shape)
      : counts(carver.take<unsigned>(2 * ColourTables::cells * shape.batch)),
        samples(carver.take<unsigned>(2UL * shape.batch)),
        blurred(carver.take<float>(2 * ColourTables::cells * shape.batch)),
        spare(carver.take<float>(2 * ColourTables::cells * shape.batch)) {}
};

__global__ void __launch_bounds__(count_threads)
    count_colours_kernel(Shape shape, const float* __restrict__ l, const float* __restrict__ a,
                         const float* __restrict__ b, const std::uint8_t* __restrict__ labels,
                         unsigned* __restrict__ counts, unsigned* __restrict__ samples) {
  const int image = image_here();
  if (image >= shape.batch) return;
  const std::size_t pixels = pixels_of(shape);
  unsigned* foreground_table = counts + static_cast<std::size_t>(image) * 2 * cells;
  RunCounter counter;
  unsigned marked[2] = {};
  for (int i = 0; i < count_chunk; i += count_threads) {
    const std::size_t pixel = static_cast<std::size_t>(blockIdx.x) * count_chunk + i + threadIdx.x;
    if (pixel >= pixels) break;
    const std::size_t at = image * pixels + pixel;
    if (labels[at] == unmarked) continue;
    const bool is_foreground = labels[at] == foreground;
    counter.add(foreground_table + (is_foreground ? 0 : cells) + colour_cell(l[at], a[at], b[at], bins));
    ++(is_foreground ? marked[0] : marked[1]);
  }
  counter.flush();
  reduce_block<count_threads>(static_cast<int>(threadIdx.x), marked, Sum{});
  if (threadIdx.x != 0) return;
  for (int side = 0; side < 2; ++side) atomicAdd(samples + 2 * static_cast<std::size_t>(image) + side, marked[side]);
}

/// Share of the samples that fell into a cell.
struct CountedTable {
  const unsigned* counts;
  float factor;

  __device__ CountedTable(const unsigned* counts_, unsigned samples)
      : counts(counts_), factor(static_cast<float>(1.0 / samples)) {}
  __device__ float operator()(int cell) const { return static_cast<float>(counts[cell]) * factor; }
};

struct FloatTable {
  const float* values;

  __device__ float operator()(int cell) const { return values[cell]; }
};

/// A cell blurred along the axis whose bins lie `step` cells apart, the border repeated.
template <class Table>
__device__ float blurred_cell(const Table& table, int cell, int step) {
  const int bin = cell / step % bins;
  float sum = bin_blur_weight(0) * table(cell);
  for (int k = 1; k <= bin_blur_radius; ++k) {
    const int before = min(k, bin);
    const int after = min(k, bins - 1 - bin);
    sum += bin_blur_weight(k) * (table(cell - before * step) + table(cell + after * step));
  }
  return sum;
}

/// The cell of this thread: blocks along x cover a table, the other axes count tables or images.
__device__ int cell_here() {
  return static_cast<int>(blockIdx.x * table_threads + threadIdx.x);
}

__global__ void blur_counts_kernel(int tables, const unsigned* __restrict__ counts,
                                   const unsigned* __restrict__ samples, float* __restrict__ blurred) {
  const int table = image_here();
  if (table >= tables || samples[table] == 0) return;
  const std::size_t first = static_cast<std::size_t>(table) * cells;
  blurred[first + cell_here()] = blurred_cell(CountedTable(counts + first, samples[table]), cell_here(), 1);
}

__global__ void blur_tables_kernel(int tables, const unsigned* __restrict__ samples, const float* __restrict__ in,
                                   float* __restrict__ out) {
  const int table = image_here();
  if (table >= tables || samples[table] == 0) return;
  const std::size_t first = static_cast<std::size_t>(table) * cells;
  out[first + cell_here()] = blurred_cell(FloatTable{in + first}, cell_here(), bins);
}

/// The last blur, and the ratio of the two tables of an image.
__global__ void log_ratio_kernel(int images, ColourFit fit, const unsigned* __restrict__ samples,
                                 const float* __restrict__ tables, float* __restrict__ log_ratio) {
  const int image = image_here();
  if (image >= images) return;
  const float* own = tables + static_cast<std::size_t>(image) * 2 * cells;
  const unsigned* own_samples = samples + 2 * static_cast<std::size_t>(image);
  const int cell = cell_here();
  float ratio = 0;  // a side without pixels says nothing
  if (own_samples[0] > 0 && own_samples[1] > 0) {
    const float of_background = blurred_cell(FloatTable{own + cells}, cell, bins * bins);
    const float of_foreground = blurred_cell(FloatTable{own}, cell, bins * bins);
    ratio = log_likelihood_ratio(of_background, unmixed(of_background, of_foreground, fit.explained),
                                 area_shift(own_samples[1], own_samples[0], fit.area));
  }
  log_ratio[static_cast<std::size_t>(image) * cells + cell] = ratio;
}

__global__ void colour_data_kernel(Shape shape, const float* __restrict__ l, const float* __restrict__ a,
                                   const float* __restrict__ b, const float* __restrict__ log_ratio,
                                   float* __restrict__ data) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside) return;
  const int cell = colour_cell(l[here.index], a[here.index], b[here.index], bins);
  data[here.index] = bounded_ratio(log_ratio[static_cast<std::size_t>(here.image) * cells + cell]);
}

/// Sums of the two sides, then their numbers of pixels.
struct SideMeans {
  using Value = double;
  using Combine = Sum;
  static constexpr int count = 4;

  const float* field;
  const std::uint8_t* labels;
  float* out;

  __device__ void gather(std::size_t index, double (&sums)[count]) const {
    const std::uint8_t label = labels[index];
    const auto value = static_cast<double>(field[index]);
    if (label == foreground) {
      sums[0] += value;
      sums[2] += 1.0;
    } else if (label != unmarked) {
      sums[1] += value;
      sums[3] += 1.0;
    }
  }
  __device__ void finish(int image, const double (&sums)[count]) const {
    float* means = out + 2 * static_cast<std::size_t>(image);
    means[0] = region_mean(sums[0], sums[2], sums[1], sums[3]);
    means[1] = region_mean(sums[1], sums[3], sums[0], sums[2]);
  }
};

__global__ void means_data_kernel(Shape shape, const float* __restrict__ z, const float* __restrict__ means,
                                  float lambda_ratio, bool accumulate, float* __restrict__ data) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside) return;
  const float* pair = means + 2 * static_cast<std::size_t>(here.image);
  data[here.index] = means_term(z[here.index], pair[0], pair[1], lambda_ratio) + (accumulate ? data[here.index] : 0.0F);
}

__global__ void divide_by_contrast_kernel(Shape shape, const float* __restrict__ means, int channels,
                                          float* __restrict__ data) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside) return;
  const std::size_t stride = 2 * static_cast<std::size_t>(shape.batch);
  data[here.index] /= contrast_divisor(means + 2 * static_cast<std::size_t>(here.image), channels, stride);
}

}  // namespace

std::size_t colour_model_scratch(const Shape& shape) {
  Carver tables;
  TableScratch(tables, shape);
  Carver means;
  take_chunks<SideMeans>(means, shape);
  return std::max(tables.used(), means.used());
}

void Queue::fit_colour_tables(Planes<const float> lab, ConstByteField labels, const ColourFit& fit,
                              ColourTables tables) {
  const Shape& shape = labels.shape;
  const auto images = static_cast<std::size_t>(shape.batch);
  Carver carver(scratch(colour_model_scratch(shape)));
  const TableScratch own(carver, shape);
  HESSCUT_CUDA(cudaMemsetAsync(own.counts, 0, images * 2 * cells * sizeof(unsigned), stream_));
  HESSCUT_CUDA(cudaMemsetAsync(own.samples, 0, images * 2 * sizeof(unsigned), stream_));
  const dim3 chunks = image_grid(blocks_for(shape.pixels(), count_chunk), shape.batch);
  launch({"count_colours", chunks, count_threads, stream_}, count_colours_kernel, shape, lab.l.data, lab.a.data,
         lab.b.data, labels.data, own.counts, own.samples);
  const int count = 2 * shape.batch;
  const dim3 table_grid = image_grid(cells / table_threads, count);
  launch({"blur_counts", table_grid, table_threads, stream_}, blur_counts_kernel, count, own.counts, own.samples,
         own.blurred);
  launch({"blur_tables", table_grid, table_threads, stream_}, blur_tables_kernel, count, own.samples, own.blurred,
         own.spare);
  launch({"log_ratio", image_grid(cells / table_threads, shape.batch), table_threads, stream_}, log_ratio_kernel,
         shape.batch, fit, own.samples, own.spare, tables.log_ratio);
}

void Queue::colour_data_term(Planes<const float> lab, ColourTables tables, FloatField data) {
  launch_per_pixel("colour_data_term", stream_, data.shape, colour_data_kernel, lab.l.data, lab.a.data, lab.b.data,
                   tables.log_ratio, data.data);
}

void Queue::region_means(ConstFloatField field, ConstByteField labels, float* out) {
  Carver carver(scratch(colour_model_scratch(field.shape)));
  reduce_images("region_means", stream_, field.shape, SideMeans{field.data, labels.data, out},
                take_chunks<SideMeans>(carver, field.shape));
}

void Queue::means_data_term(ConstFloatField z, const float* means, float lambda_ratio, bool accumulate,
                            FloatField data) {
  launch_per_pixel("means_data_term", stream_, z.shape, means_data_kernel, z.data, means, lambda_ratio, accumulate,
                   data.data);
}

void Queue::divide_by_contrast(const float* means, int channels, FloatField data) {
  launch_per_pixel("divide_by_contrast", stream_, data.shape, divide_by_contrast_kernel, means, channels, data.data);
}

}  // namespace hesscut::kernels::cuda
