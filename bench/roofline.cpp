// How near every step of a cut, and a whole solve, come to what the machine allows: the bytes that the step moves
// (kernels/ledger.hpp), at the speed at which memcpy moves as many in a working set of the same size, and for the
// spectral solve FFTW's pair of transforms besides. Bytes count where they are read and where they are written, for
// memcpy as for the steps. One thread, one image, except where all threads are named; medians.
//
//     build/bench/roofline [--side N] [--iterations N] [--csv FILE]
//
// A step can be better than its limit: memcpy is no law of nature.

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "bench/copy_bandwidth.hpp"
#include "bench/fft_pair.hpp"
#include "bench/solve_limit.hpp"
#include "bench/steps.hpp"
#include "bench/stopwatch.hpp"

namespace {

using namespace hesscut;

constexpr double seconds_a_step = 0.2;
constexpr int least_runs = 15;
constexpr std::size_t mebibyte = std::size_t{1} << 20U;

struct Options {
  int side = 512;
  int iterations = 64;
  std::string csv;
};

/// One line of a table. What does not apply is 0.
struct Row {
  std::string kind, name;
  double megabytes = 0;  ///< moved; of a copy the working set of each thread
  double seconds = 0;
  double limit = 0;  ///< seconds

  [[nodiscard]] double rate() const { return seconds > 0 ? megabytes / 1e3 / seconds : 0; }  ///< GB/s
  [[nodiscard]] double share() const { return seconds > 0 ? 100 * limit / seconds : 0; }     ///< per cent
};

/// What the machine does at best: measured when it is first asked for.
class Machine {
 public:
  /// Bytes per second of a copy in a working set of `bytes`, on one thread.
  double copying(double bytes) {
    const auto key = static_cast<std::size_t>(bytes);
    const auto known = rates_.find(key);
    if (known != rates_.end()) return known->second;
    return rates_[key] = bench::copy_bandwidth(key, 1);
  }

 private:
  std::map<std::size_t, double> rates_;
};

/// Bytes of the cache of that level that the first core uses, as Linux tells; 0 where it does not.
std::size_t cache_size(int wanted) {
  for (int index = 0;; ++index) {
    const std::string folder = "/sys/devices/system/cpu/cpu0/cache/index" + std::to_string(index) + "/";
    int level = 0;
    std::size_t kibibytes = 0;
    if (!(std::ifstream(folder + "level") >> level) || !(std::ifstream(folder + "size") >> kibibytes)) return 0;
    if (level == wanted) return kibibytes * 1024;
  }
}

std::vector<Row> measure_copies(double field_bytes) {
  const int all = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  const std::size_t second = std::max(mebibyte / 4, cache_size(2));
  const std::size_t beyond = std::max(256 * mebibyte, 4 * cache_size(3));
  std::vector<Row> rows;
  for (const int threads : {1, all}) {
    const auto add = [&](const std::string& name, std::size_t bytes) {
      const auto working_set = static_cast<double>(bytes);
      rows.push_back({.kind = "copy",
                      .name = name + (threads == 1 ? ", 1 thread" : ", " + std::to_string(threads) + " threads"),
                      .megabytes = working_set / 1e6,
                      .seconds = working_set / bench::copy_bandwidth(bytes, threads)});
    };
    add("half the second-level cache", second / 2);
    add("as large as a solver's fields", static_cast<std::size_t>(bench::solver_fields * field_bytes));
    add("beyond all caches", beyond / static_cast<std::size_t>(threads));
    if (all == 1) break;
  }
  return rows;
}

std::vector<Row> measure_transforms(int side) {
  std::vector<Row> rows;
  const auto add = [&](const std::string& name, unsigned planning) {
    const bench::FftPair pair(side, side, planning);
    const double seconds = bench::median_seconds(
        seconds_a_step, least_runs, [] {}, [&] { pair.run(); });
    rows.push_back({.kind = "fft", .name = name, .seconds = seconds});
  };
  add("FFTW pair, plan estimated", FFTW_ESTIMATE);
  add("FFTW pair, plan measured", FFTW_MEASURE);
  return rows;
}

std::vector<Row> measure_steps(bench::Rig& rig, Machine& machine, double fft_seconds) {
  const auto field_bytes = static_cast<double>(rig.field_bytes());
  std::vector<Row> rows;
  for (const bench::Step& step : bench::steps_on(rig)) {
    const double bytes = step.moved * field_bytes;
    rows.push_back(
        {.kind = "step",
         .name = step.name,
         .megabytes = bytes / 1e6,
         .seconds = bench::median_seconds(seconds_a_step, least_runs, step.prepare, step.run),
         .limit = bytes / machine.copying(step.touched * field_bytes) + (step.transforms ? fft_seconds : 0)});
  }
  return rows;
}

/// Against the sum of its steps' limits.
Row measure_whole(bench::Rig& rig, Machine& machine, double fft_seconds, int iterations) {
  const double rate = machine.copying(bench::solver_fields * static_cast<double>(rig.field_bytes()));
  const bench::MeasuredSolve solve = bench::measure_solve(rig, iterations, rate, fft_seconds, seconds_a_step);
  return {.kind = "solve",
          .name = std::to_string(iterations) + " iterations, " + std::to_string(solve.certificates) + " certificates",
          .megabytes = solve.bytes / 1e6,
          .seconds = solve.seconds,
          .limit = solve.limit};
}

void print_copies(const std::vector<Row>& rows) {
  std::printf("%-44s %12s %10s\n", "memcpy, bytes read and written", "MB a thread", "GB/s");
  for (const Row& row : rows) std::printf("%-44s %12.2f %10.1f\n", row.name.c_str(), row.megabytes, row.rate());
}

void print_transforms(const std::vector<Row>& rows, int side) {
  std::printf("\nreal transform there and back, %d x %d %34s\n", side, side, "ms");
  for (const Row& row : rows) std::printf("%-56s %10.3f\n", row.name.c_str(), 1e3 * row.seconds);
}

void print_steps(const std::string& title, const std::vector<Row>& rows) {
  std::printf("\n%-44s %12s %10s %10s %10s %12s\n", title.c_str(), "MB moved", "GB/s", "ms", "limit ms", "% of limit");
  for (const Row& row : rows) {
    std::printf("%-44s %12.2f %10.1f %10.3f %10.3f %12.1f\n", row.name.c_str(), row.megabytes, row.rate(),
                1e3 * row.seconds, 1e3 * row.limit, row.share());
  }
}

void write_csv(const std::string& path, const std::vector<Row>& rows) {
  std::ofstream file(path);
  file << "kind,name,megabytes,seconds,gigabytes_per_second,limit_seconds,percent_of_limit\n";
  for (const Row& row : rows) {
    file << row.kind << ",\"" << row.name << "\"," << row.megabytes << ',' << row.seconds << ',' << row.rate() << ','
         << row.limit << ',' << row.share() << '\n';
  }
  file.close();
  if (!file) throw std::runtime_error("--csv: cannot write " + path);
}

void run(const Options& options) {
  bench::Rig rig("cpu", {1, options.side, options.side});
  Machine machine;
  const std::vector<Row> copies = measure_copies(static_cast<double>(rig.field_bytes()));
  print_copies(copies);
  const std::vector<Row> transforms = measure_transforms(options.side);
  print_transforms(transforms, options.side);
  const double fft_seconds = std::min(transforms[0].seconds, transforms[1].seconds);
  const std::vector<Row> steps = measure_steps(rig, machine, fft_seconds);
  const Row solve = measure_whole(rig, machine, fft_seconds, options.iterations);
  print_steps("step of a cut", steps);
  print_steps("the whole: a solve", {solve});
  if (options.csv.empty()) return;
  std::vector<Row> all = copies;
  for (const auto& part : {transforms, steps, {solve}}) all.insert(all.end(), part.begin(), part.end());
  write_csv(options.csv, all);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"How near the steps of a cut come to what the machine allows"};
  Options options;
  app.add_option("--side", options.side, "Pixels of a side of the image")
      ->check(CLI::Range(16, 8192))
      ->capture_default_str();
  app.add_option("--iterations", options.iterations, "Iterations of the whole solve")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  app.add_option("--csv", options.csv, "Write everything that is printed to this file as well");
  CLI11_PARSE(app, argc, argv);
  try {
    run(options);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "roofline: %s\n", error.what());
    return 1;
  }
}
