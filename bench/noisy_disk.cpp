#include "bench/noisy_disk.hpp"

#include <cstddef>
#include <vector>

namespace hesscut::bench {

NoisyDisk::NoisyDisk(const std::string& device_name, const kernels::Shape& shape)
    : choice(device::choose_devices(device_name, 1)),
      device(*choice.devices.front()),
      queue(device.make_queue()),
      alpha(device, shape),
      beta(device, shape),
      r(device, shape),
      spare(device, shape),
      labels(device, shape),
      sums(device, static_cast<std::size_t>(shape.batch)),
      solver(device, *queue, shape, Boundary::reflecting),
      plan(queue->make_spectral_plan(shape, Boundary::reflecting)) {
  std::vector<float> region(shape.count());
  std::uint32_t random = 1;
  for (std::size_t i = 0; i < region.size(); ++i) {
    const int pixel = static_cast<int>(i % shape.pixels());
    const int y = pixel / shape.width - 256;
    const int x = pixel % shape.width - 256;
    random = random * 1664525U + 1013904223U;
    const float noise = static_cast<float>(random >> 8U) / (1U << 23U) - 1.0F;
    region[i] = 0.3F * ((x * x + y * y < 150 * 150 ? -0.3F : 0.3F) + noise);
  }
  queue->fill(alpha.field(), 0.5F);
  queue->fill(beta.field(), 0.25F);
  queue->upload(r.field().data, region.data(), region.size() * sizeof(float));
  queue->fill(spare.field(), 0.5F);
  solver.start_from(spare.field());
  std::vector<solver::ImageReport> reports(shape.batch);
  solver::Options options;
  options.tolerance = 0;
  options.max_iterations = 10;
  solver.solve(problem(), options, reports);
  std::vector<std::uint8_t> seed(shape.count(), 128);
  for (int b = 0; b < shape.batch; ++b) seed[b * shape.pixels() + shape.pixels() / 2 + shape.width / 2] = 255;
  queue->upload(labels.field().data, seed.data(), seed.size());
  queue->synchronize();
}

}  // namespace hesscut::bench
