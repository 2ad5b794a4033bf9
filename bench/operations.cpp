// The steps of a cut on images of 512 x 512, on any device and for batches of any size, next to what limits them: a
// copy of memory and, on the CPU, the bare FFT pair of each image. Medians; times are those of the whole batch, bytes
// those that kernels/ledger.hpp states for each step. One thread of the CPU.
//
//     build/bench/operations [--device NAME] [--images N] [--seconds S]

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "bench/fft_pair.hpp"
#include "bench/steps.hpp"
#include "bench/stopwatch.hpp"

namespace {

using namespace hesscut;

constexpr int least_runs = 15;

struct Options {
  std::string device = "cpu";
  kernels::Shape shape{1, 512, 512};
  double seconds = 0.5;
};

void print(const std::string& name, double seconds, double bytes) {
  std::printf("%-32s %12.1f", name.c_str(), 1e6 * seconds);
  if (bytes > 0) std::printf(" %10.2f", bytes / seconds / 1e9);
  std::printf("\n");
  std::fflush(stdout);
}

/// From 128 MiB or more to as many: more than caches hold.
void measure_copy(const Options& options, bench::Rig& rig) {
  const kernels::Shape large = options.shape.with_batch(std::max(128, options.shape.batch));
  const device::FieldArray<float> from(rig.device, large);
  const device::FieldArray<float> to(rig.device, large);
  rig.queue->fill(from.field(), 1.0F);
  rig.queue->synchronize();
  const std::size_t bytes = large.count() * sizeof(float);
  const double seconds = bench::median_seconds(
      options.seconds, least_runs, [] {},
      [&] {
        rig.queue->copy(to.field().data, from.field().data, bytes);
        rig.queue->synchronize();
      });
  print("copy of memory", seconds, 2 * static_cast<double>(bytes));
}

void measure_fft_pair(const Options& options) {
  const bench::FftPair pair(options.shape.height, options.shape.width, FFTW_ESTIMATE);
  const double seconds = bench::median_seconds(
      options.seconds, least_runs, [] {},
      [&] {
        for (int image = 0; image < options.shape.batch; ++image) pair.run();
      });
  print("bare FFT pair", seconds, 0);
}

void measure_steps(const Options& options, bench::Rig& rig) {
  for (const bench::Step& step : bench::steps_on(rig)) {
    const double seconds = bench::median_seconds(
        options.seconds, least_runs,
        [&] {
          step.prepare();
          rig.queue->synchronize();
        },
        [&] {
          step.run();
          rig.queue->synchronize();
        });
    print(step.name, seconds, step.moved * static_cast<double>(rig.field_bytes()));
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"The steps of a cut on images of 512 x 512, next to what limits them"};
  Options options;
  app.add_option("--device", options.device, "cpu, cuda or cuda:N")->capture_default_str();
  app.add_option("--images", options.shape.batch, "Images in the batch")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  app.add_option("--seconds", options.seconds, "Time of each measurement, at least fifteen runs")
      ->check(CLI::Range(0.0, 3600.0))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    bench::Rig rig(options.device, options.shape);
    std::printf("%-32s %12s %10s\n", rig.device.description().c_str(), "us", "GB/s");
    measure_copy(options, rig);
    if (options.device == "cpu") measure_fft_pair(options);
    measure_steps(options, rig);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "operations: %s\n", error.what());
    return 1;
  }
}
