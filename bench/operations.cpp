// The steps of a cut on images of 512 x 512, next to what limits them: a copy of memory and, on the CPU, the bare FFT
// pair. Times are those of the whole batch; bytes per second are those that kernels/ledger.hpp states for each step.
//
//     build/bench/operations [--device NAME] [--images N]        default: cpu with one thread, one image
//
// and the options of Google Benchmark (--benchmark_filter=admm_sweep).

#include <benchmark/benchmark.h>

#include <charconv>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

#include "bench/fft_pair.hpp"
#include "bench/steps.hpp"
#include "bench/stopwatch.hpp"

namespace {

using namespace hesscut;

/// What the command line asked for.
std::string device_name = "cpu";
kernels::Shape shape{1, 512, 512};

void set_bytes(benchmark::State& state, double floats) {
  const double bytes = floats * static_cast<double>(shape.count() * sizeof(float));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void measure_step(benchmark::State& state, const std::string& name) {
  bench::Rig rig(device_name, shape);
  const std::vector<bench::Step> steps = bench::steps_on(rig);
  const bench::Step& step = bench::step_named(steps, name);
  for (auto _ : state) {
    step.prepare();
    rig.queue->synchronize();
    state.SetIterationTime(bench::seconds_of([&] {
      step.run();
      rig.queue->synchronize();
    }));
  }
  set_bytes(state, step.moved);
}

/// More memory than caches hold.
void measure_copy(benchmark::State& state) {
  constexpr int fields = 8;
  const bench::Rig rig(device_name, shape);
  const kernels::Shape large = shape.with_batch(fields * shape.batch);
  const device::FieldArray<float> from(rig.device, large);
  const device::FieldArray<float> to(rig.device, large);
  rig.queue->fill(from.field(), 1.0F);
  for (auto _ : state) {
    state.SetIterationTime(bench::seconds_of([&] {
      rig.queue->copy(to.field().data, from.field().data, large.count() * sizeof(float));
      rig.queue->synchronize();
    }));
  }
  set_bytes(state, 2 * fields);
}

void measure_fft_pair(benchmark::State& state) {
  const bench::FftPair pair(shape.height, shape.width, FFTW_ESTIMATE);
  for (auto _ : state) state.SetIterationTime(bench::seconds_of([&] { pair.run(); }));
}

void read_arguments(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name.starts_with("--benchmark_")) continue;
    if (name != "--device" && name != "--images") throw std::invalid_argument("there is no option " + name);
    if (i + 1 == argc) throw std::invalid_argument(name + " needs a value");
    const std::string_view value = argv[++i];
    if (name == "--device") {
      device_name = value;
      continue;
    }
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), shape.batch);
    if (error != std::errc() || end != value.data() + value.size() || shape.batch < 1) {
      throw std::invalid_argument("--images must be a whole number from 1: " + std::string(value));
    }
  }
}

void register_all() {
  const auto add = [](const std::string& name, auto body) {
    benchmark::RegisterBenchmark(name.c_str(), body)->Unit(benchmark::kMicrosecond)->UseManualTime();
  };
  add("copy_of_memory", measure_copy);
  if (device_name == "cpu") add("bare_fft_pair", measure_fft_pair);
  bench::Rig rig(device_name, {1, 16, 16});
  for (const bench::Step& step : bench::steps_on(rig)) {
    add(step.name, [name = step.name](benchmark::State& state) { measure_step(state, name); });
  }
}

}  // namespace

int main(int argc, char** argv) try {
  read_arguments(argc, argv);
  register_all();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "operations: %s\n", error.what());
  return 1;
}
