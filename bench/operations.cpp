// The steps of a solve on a 512 x 512 image and one thread, next to what limits them: a copy of memory and the bare FFT
// pair. Bytes per second are those that kernels/operations.hpp states for each step.
//
//     build/bench/operations

#include <benchmark/benchmark.h>
#include <fftw3.h>

#include <cstring>
#include <memory>
#include <vector>

#include "host/solver/solver.hpp"

namespace {

using namespace hesscut;

constexpr kernels::Shape shape{1, 512, 512};

/// A solver in the middle of a problem: a disk in noise.
class Rig {
 public:
  Rig() {
    std::vector<float> region(shape.count());
    std::uint32_t random = 1;
    for (int i = 0; i < shape.height * shape.width; ++i) {
      const int y = i / shape.width - 256;
      const int x = i % shape.width - 256;
      random = random * 1664525U + 1013904223U;
      const float noise = static_cast<float>(random >> 8U) / (1U << 23U) - 1.0F;
      region[i] = 0.3F * ((x * x + y * y < 150 * 150 ? -0.3F : 0.3F) + noise);
    }
    queue->fill(alpha.field(), 0.5F);
    queue->fill(beta.field(), 0.25F);
    queue->upload(r.field().data, region.data(), region.size() * sizeof(float));
    queue->fill(spare.field(), 0.5F);
    solver.start_from(spare.field());
    std::vector<solver::ImageReport> reports(1);
    solver::Options options;
    options.tolerance = 0;
    options.max_iterations = 10;
    solver.solve(problem(), options, reports);
    std::vector<std::uint8_t> seed(shape.count(), 128);
    seed[shape.count() / 2 + shape.width / 2] = 255;
    queue->upload(labels.field().data, seed.data(), seed.size());
  }

  [[nodiscard]] kernels::Problem problem() const { return {alpha.field(), beta.field(), r.field()}; }

  std::unique_ptr<device::Device> cpu = device::make_cpu_device(1);
  std::unique_ptr<kernels::Operations> queue = cpu->make_queue();
  device::FieldArray<float> alpha{*cpu, shape}, beta{*cpu, shape}, r{*cpu, shape}, spare{*cpu, shape};
  device::FieldArray<std::uint8_t> labels{*cpu, shape};
  device::Array<kernels::CertificateSums> sums{*cpu, 1};
  solver::Solver solver{*cpu, *queue, shape, Boundary::reflecting};
  std::unique_ptr<kernels::SpectralPlan> plan = queue->make_spectral_plan(shape, Boundary::reflecting);
};

void count_fields(benchmark::State& state, int fields) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(shape.count() * sizeof(float)) * fields);
}

void copy_of_memory(benchmark::State& state) {
  std::vector<float> from(8 * shape.count(), 1.0F);
  std::vector<float> to(from.size());
  for (auto _ : state) {
    std::memcpy(to.data(), from.data(), from.size() * sizeof(float));
    benchmark::ClobberMemory();
  }
  count_fields(state, 16);
}
BENCHMARK(copy_of_memory)->Unit(benchmark::kMicrosecond);

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
  count_fields(state, 4);
}
BENCHMARK(bare_fft_pair)->Unit(benchmark::kMicrosecond);

void spectral_solve(benchmark::State& state) {
  Rig rig;
  rig.queue->admm_sweep(rig.problem(), Boundary::reflecting, rig.solver.penalties(), rig.solver.u(), rig.solver.state(),
                        rig.spare.field());
  std::vector<float> rhs(shape.count());
  rig.queue->download(rhs.data(), rig.spare.field().data, rhs.size() * sizeof(float));
  for (auto _ : state) {
    // The solve destroys its right-hand side; putting it back is one copy of a field.
    rig.queue->upload(rig.spare.field().data, rhs.data(), rhs.size() * sizeof(float));
    rig.queue->spectral_solve(*rig.plan, rig.solver.penalties(), rig.spare.field(), rig.solver.u());
  }
  count_fields(state, 8);
}
BENCHMARK(spectral_solve)->Unit(benchmark::kMicrosecond);

void admm_sweep(benchmark::State& state) {
  Rig rig;
  for (auto _ : state) {
    rig.queue->admm_sweep(rig.problem(), Boundary::reflecting, rig.solver.penalties(), rig.solver.u(),
                          rig.solver.state(), rig.spare.field());
  }
  count_fields(state, 17);
}
BENCHMARK(admm_sweep)->Unit(benchmark::kMicrosecond);

void certificate(benchmark::State& state) {
  Rig rig;
  for (auto _ : state) {
    rig.queue->certificate(rig.problem(), Boundary::reflecting, rig.solver.penalties(), rig.solver.u(),
                           rig.solver.state(), 0.5F, rig.sums.data());
  }
  count_fields(state, 10);
}
BENCHMARK(certificate)->Unit(benchmark::kMicrosecond);

void geodesic_distance(benchmark::State& state) {
  Rig rig;
  for (auto _ : state) rig.queue->geodesic_distance(rig.alpha.field(), rig.labels.field(), 255, rig.spare.field());
  count_fields(state, 2);
}
BENCHMARK(geodesic_distance)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
