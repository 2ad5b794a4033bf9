// The steps of a solve on 512 x 512 images, next to what limits them: a copy of memory and, on the CPU, the bare FFT
// pair. Times are those of the whole batch; bytes per second are those that kernels/operations.hpp states for each
// step.
//
//     build/bench/operations [--device cpu|cuda] [--images N]        default: cpu with one thread, one image

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/fft_pair.hpp"
#include "bench/noisy_disk.hpp"

namespace {

using namespace hesscut;

/// What the command line asked for.
std::string device_name = "cpu";
kernels::Shape shape{1, 512, 512};

/// The noisy disk, as the command line asks for it.
class Rig : public bench::NoisyDisk {
 public:
  Rig() : NoisyDisk(device_name, shape) {}

  /// One measurement: `step` enqueued, and done.
  template <class Step>
  void measure(benchmark::State& state, int fields, const Step& step) {
    for (auto _ : state) {
      step();
      queue->synchronize();
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(shape.count() * sizeof(float)) * fields);
  }
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
  const bench::FftPair pair(512, 512);
  for (auto _ : state) pair.run();
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
