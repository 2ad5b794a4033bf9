#include "kernels/cpu/queue.hpp"

#include <algorithm>
#include <cstring>
#include <span>
#include <thread>

#include "kernels/cpu/adjoint_rows.hpp"
#include "kernels/cpu/spectral_plan.hpp"

namespace hesscut::kernels::cpu {

namespace {

int usable_threads(int threads) {
  return threads > 0 ? threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace

void Queue::reserve(const Shape& largest) {
  const std::size_t rows =
      std::max(row_stride(largest.width) * most_row_buffers, 4 * ColumnFft(largest.height).block_size());
  const std::size_t spectrum = CpuSpectralPlan::spectrum_floats(largest.height, largest.width);
  const std::size_t framed = framed_size(largest.height, largest.width);
  // No more threads than there are images and their two distances are ever at work; a further one would be served too.
  const std::size_t busy = std::min(scratch_.size(), 2 * static_cast<std::size_t>(largest.batch));
  for (Scratch& scratch : std::span(scratch_).first(busy)) {
    (void)scratch.row_buffers(rows);
    (void)scratch.spectrum_buffer(spectrum);
    (void)scratch.work_buffer(std::max(2 * framed, 3 * ColourTables::cells));
    scratch.counts.resize(quantile_bins);
    scratch.queued.reserve(framed);
    scratch.marching.reserve(largest.pixels());
  }
}

Queue::Queue(int threads) : scratch_(usable_threads(threads)), arena_(usable_threads(threads)) {}

std::unique_ptr<SpectralPlan> Queue::make_spectral_plan(const Shape& shape, Boundary boundary) {
  return std::make_unique<CpuSpectralPlan>(shape, boundary);
}

void Queue::upload(void* device, const void* host, std::size_t bytes) {
  std::memcpy(device, host, bytes);
}
void Queue::download(void* host, const void* device, std::size_t bytes) {
  std::memcpy(host, device, bytes);
}
void Queue::copy(void* to, const void* from, std::size_t bytes) {
  std::memcpy(to, from, bytes);
}

void Queue::fill(FloatField field, float value) {
  std::fill_n(field.data, field.shape.count(), value);
}

}  // namespace hesscut::kernels::cpu
