// The steps of a solve on 512 x 512 images, next to what limits them: a copy of memory and, on the CPU, the bare FFT
// pair. Times are those of the whole batch; bytes per second are those that kernels/operations.hpp states for each
// step.
//
//     build/bench/operations [--device cpu|cuda] [--images N]        default: cpu with one thread, one image

#include <benchmark/benchmark.h>
#include <fftw3.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/solver/solver.hpp"

namespace {

using namespace hesscut;

/// What the command line asked for.
std::string device_name = "cpu";
kernels::Shape shape{1, 512, 512};

/// A solver in the middle of a problem: a disk in noise.
class Rig {
 public:
  Rig() {
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

  /// One measurement: `step` enqueued, and done.
  template <class Step>
  void measure(benchmark::State& state, int fields, const Step& step) {
    for (auto _ : state) {
      step();
      queue->synchronize();
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(shape.count() * sizeof(float)) * fields);
  }

  [[nodiscard]] kernels::Problem problem() const { return {alpha.field(), beta.field(), r.field()}; }

  device::Choice choice = device::choose_devices(device_name, 1);
  device::Device& device = *choice.devices.front();
  std::unique_ptr<kernels::Operations> queue = device.make_queue();
  device::FieldArray<float> alpha{device, shape}, beta{device, shape}, r{device, shape}, spare{device, shape};
  device::FieldArray<std::uint8_t> labels{device, shape};
  device::Array<kernels::CertificateSums> sums{device, static_cast<std::size_t>(shape.batch)};
  solver::Solver solver{device, *queue, shape, Boundary::reflecting};
  std::unique_ptr<kernels::SpectralPlan> plan = queue->make_spectral_plan(shape, Boundary::reflecting);
};

/// More memory than caches hold.
void copy_of_memory(benchmark::State& state) {
  Rig rig;
  const kernels::Shape large = shape.with_batch(8 * shape.batch);
  const device::FieldArray<float> from(rig.device, large);
  const device::FieldArray<float> to(rig.device, large);
  rig.queue->fill(from.field(), 1.0F);
  rig.measure(state, 16, [&] { rig.queue->copy(to.field().data, from.field().data, large.count() * sizeof(float)); });
}

void bare_fft_pair(benchmark::State& state) {
  const std::unique_ptr<float, decltype(&fftwf_free)> field(fftwf_alloc_real(shape.count()), &fftwf_free);
  const std::unique_ptr<fftwf_complex, decltype(&fftwf_free)> spectrum(fftwf_alloc_complex(512 * 257), &fftwf_free);
  fftwf_plan there = fftwf_plan_dft_r2c_2d(512, 512, field.get(), spectrum.get(), FFTW_ESTIMATE);
  fftwf_plan back = fftwf_plan_dft_c2r_2d(512, 512, spectrum.get(), field.get(), FFTW_ESTIMATE);
  std::fill_n(field.get(), shape.count(), 0.0F);
  for (auto _ : state) {
    fftwf_execute(there);
    fftwf_execute(back);
  }
  fftwf_destroy_plan(there);
  fftwf_destroy_plan(back);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(512 * 512 * sizeof(float)) * 4);
}

void spectral_solve(benchmark::State& state) {
  Rig rig;
  rig.queue->admm_sweep(rig.problem(), Boundary::reflecting, rig.solver.penalties(), rig.solver.u(), rig.solver.state(),
                        rig.spare.field());
  const device::FieldArray<float> rhs(rig.device, shape);
  const std::size_t bytes = shape.count() * sizeof(float);
  rig.queue->copy(rhs.field().data, rig.spare.field().data, bytes);
  rig.measure(state, 8, [&] {
    // The solve destroys its right-hand side; putting it back is one copy of a field.
    rig.queue->copy(rig.spare.field().data, rhs.field().data, bytes);
    rig.queue->spectral_solve(*rig.plan, rig.solver.penalties(), rig.spare.field(), rig.solver.u());
  });
}

void admm_sweep(benchmark::State& state) {
  Rig rig;
  rig.measure(state, 17, [&] {
    rig.queue->admm_sweep(rig.problem(), Boundary::reflecting, rig.solver.penalties(), rig.solver.u(),
                          rig.solver.state(), rig.spare.field());
  });
}

void certificate(benchmark::State& state) {
  Rig rig;
  rig.measure(state, 10, [&] {
    rig.queue->certificate(rig.problem(), Boundary::reflecting, rig.solver.penalties(), rig.solver.u(),
                           rig.solver.state(), 0.5F, rig.sums.data());
  });
}

void geodesic_distance(benchmark::State& state) {
  Rig rig;
  rig.measure(state, 2,
              [&] { rig.queue->geodesic_distance(rig.alpha.field(), rig.labels.field(), 255, rig.spare.field()); });
}

void read_arguments(int argc, char** argv) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    if (name == "--device") device_name = argv[i + 1];
    if (name == "--images") shape.batch = std::max(1, std::atoi(argv[i + 1]));
  }
}

void register_steps() {
  using Body = void (*)(benchmark::State&);
  const std::pair<const char*, Body> steps[] = {{"copy_of_memory", copy_of_memory},
                                                {"spectral_solve", spectral_solve},
                                                {"admm_sweep", admm_sweep},
                                                {"certificate", certificate},
                                                {"geodesic_distance", geodesic_distance}};
  for (const auto& [name, body] : steps) {
    benchmark::RegisterBenchmark(name, body)->Unit(benchmark::kMicrosecond)->UseRealTime();
  }
  if (device_name == "cpu") {
    benchmark::RegisterBenchmark("bare_fft_pair", bare_fft_pair)->Unit(benchmark::kMicrosecond)->UseRealTime();
  }
}

}  // namespace

int main(int argc, char** argv) try {
  read_arguments(argc, argv);
  register_steps();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "operations: %s\n", error.what());
  return 1;
}
