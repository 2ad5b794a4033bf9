// Runs the hot steps of a cut, each once and on a problem that is always the same, for bench/callgrind_counts.py:
// callgrind counts the instructions of the step and of nothing else, and dumps them under the step's name. Without
// valgrind's headers at hand the steps are run and not counted.
//
//     build/bench/hot_steps [--list] [STEP]...        default: all of them
//
// Prints what the counts depend on beside the source, one "# name: value" a line, then the name of each step that it
// has run. One thread, 256 x 256 pixels; whole_cut is a rendered scene, markers to mask.

#include <fftw3.h>
#include <gnu/libc-version.h>
#include <oneapi/tbb/global_control.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <opencv2/core/version.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include <hesscut/hesscut.hpp>

#include "bench/steps.hpp"
#include "tools/scenes/scenes.hpp"

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define CALLGRIND_START_INSTRUMENTATION
#define CALLGRIND_ZERO_STATS
#define CALLGRIND_DUMP_STATS_AT(name)
#endif

namespace {

using namespace hesscut;

constexpr int side = 256;
const std::string whole_cut = "whole_cut";
const std::string hot_steps[] = {"geodesic_distances", "fit_colour_tables", "colour_data_term", "admm_sweep",
                                 "spectral_solve",     "certificate",       "guided_map",       whole_cut};

void print_environment() {
  std::printf("# compiler: %s\n", __VERSION__);
  std::printf("# fftw: %s\n", fftwf_version);
  std::printf("# opencv: %s\n", CV_VERSION);
  std::printf("# libc: %s\n", gnu_get_libc_version());
#if defined(__x86_64__)
  const bool v3 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
  const bool v4 = __builtin_cpu_supports("avx512f") != 0;
  std::printf("# vectors: %s\n", v4 ? "x86-64-v4" : v3 ? "x86-64-v3" : "x86-64");
#endif
}

template <class Run>
void count(const std::string& name, const Run& run) {
  CALLGRIND_ZERO_STATS;
  run();
  CALLGRIND_DUMP_STATS_AT(name.c_str());
  std::printf("%s\n", name.c_str());
}

/// Everything that the steps need, made and warmed up before anything is counted.
class Steps {
 public:
  Steps() {
    (void)segmenter_.cut(photo_.view());
    for (const bench::Step& step : steps_) {
      step.prepare();
      step.run();  // memory that operations take when they first need it
    }
  }

  void count_step(const std::string& name) {
    if (name == whole_cut) {
      count(name, [&] { (void)segmenter_.cut(photo_.view()); });
      return;
    }
    const bench::Step& step = bench::step_named(steps_, name);
    step.prepare();
    count(name, step.run);
  }

 private:
  Image photo_ = scenes::render(0, side, side).photo;
  Segmenter segmenter_{{.device = "cpu", .threads = 1}};
  bench::Rig rig_{"cpu", {1, side, side}};
  std::vector<bench::Step> steps_ = bench::steps_on(rig_);
};

std::vector<std::string> wanted_steps(const std::vector<std::string>& arguments) {
  if (arguments.empty()) return {std::begin(hot_steps), std::end(hot_steps)};
  for (const std::string& name : arguments) {
    if (std::find(std::begin(hot_steps), std::end(hot_steps), name) == std::end(hot_steps)) {
      throw std::invalid_argument(name + " is no hot step; --list names them");
    }
  }
  return arguments;
}

}  // namespace

int main(int argc, char** argv) try {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments == std::vector<std::string>{"--list"}) {
    for (const std::string& name : hot_steps) std::printf("%s\n", name.c_str());
    return 0;
  }
  const std::vector<std::string> wanted = wanted_steps(arguments);
  // Threads that wait for each other would be counted, and take turns for minutes where a tool runs one at a time.
  const oneapi::tbb::global_control one_thread(oneapi::tbb::global_control::max_allowed_parallelism, 1);
  print_environment();
  Steps steps;
  CALLGRIND_START_INSTRUMENTATION;  // from here on everything takes many times as long
  for (const std::string& name : wanted) steps.count_step(name);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "hot_steps: %s\n", error.what());
  return 1;
}
