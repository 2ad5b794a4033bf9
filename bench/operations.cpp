// The steps of a cut on images of 512 x 512, on any device and for batches of any size, next to what limits them: a
// copy of memory and, on the CPU, the bare FFT pair. Times are those of the whole batch, bytes a second those that
// kernels/ledger.hpp states for each step. One thread of the CPU.
//
//     build/bench/operations [--device NAME] [--images N] [Google Benchmark's own options]

#include <benchmark/benchmark.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "bench/fft_pair.hpp"
#include "bench/steps.hpp"
#include "bench/stopwatch.hpp"

namespace {

using namespace hesscut;

struct Options {
  std::string device = "cpu";
  kernels::Shape shape{1, 512, 512};
};

/// bytes: moved by a run.
void add(const std::string& name, double bytes, const std::function<void()>& prepare,
         const std::function<void()>& run) {
  const auto measure = [=](benchmark::State& state) {
    for (auto _ : state) {
      prepare();
      state.SetIterationTime(bench::seconds_of(run));
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(static_cast<double>(state.iterations()) * bytes));
  };
  benchmark::RegisterBenchmark(name.c_str(), measure)->Unit(benchmark::kMicrosecond)->UseManualTime();
}

void add_steps(const std::vector<bench::Step>& steps, bench::Rig& rig) {
  for (const bench::Step& step : steps) {
    const auto finished = [&rig](const std::function<void()>& work) {
      return [&rig, &work] {
        work();
        rig.queue->synchronize();
      };
    };
    add(step.name, step.moved * static_cast<double>(rig.field_bytes()), finished(step.prepare), finished(step.run));
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"The steps of a cut on images of 512 x 512, next to what limits them"};
  app.allow_extras();  // the options of Google Benchmark
  Options options;
  app.add_option("--device", options.device, "cpu, cuda or cuda:N")->capture_default_str();
  app.add_option("--images", options.shape.batch, "Images in the batch")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    std::vector<std::string> rest = app.remaining();
    std::vector<char*> arguments{argv[0]};
    for (std::string& argument : rest) arguments.push_back(argument.data());
    int count = static_cast<int>(arguments.size());
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;

    bench::Rig rig(options.device, options.shape);
    const kernels::Shape large = options.shape.with_batch(std::max(128, options.shape.batch));  // more than caches hold
    const device::FieldArray<float> from(rig.device, large);
    const device::FieldArray<float> to(rig.device, large);
    const std::size_t bytes = large.count() * sizeof(float);
    rig.queue->fill(from.field(), 1.0F);
    add(
        "copy_of_memory", 2 * static_cast<double>(bytes), [] {},
        [&] {
          rig.queue->copy(to.field().data, from.field().data, bytes);
          rig.queue->synchronize();
        });
    const bench::FftPair pair(options.shape.height, options.shape.width, FFTW_ESTIMATE);
    if (options.device == "cpu") {
      add(
          "bare_fft_pair", 0, [] {},
          [&] {
            for (int image = 0; image < options.shape.batch; ++image) pair.run();
          });
    }
    const std::vector<bench::Step> steps = bench::steps_on(rig);
    add_steps(steps, rig);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "operations: %s\n", error.what());
    return 1;
  }
}
