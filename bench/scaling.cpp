// How the work scales: photos per second, markers to mask, against threads, photos in a batch and the side of the grid
// that is solved, and what one ADMM iteration (sweep and spectral solve) costs against its pixels. Rendered scenes of
// 1024 x 768; the iteration on one thread of the CPU or the first GPU, one image. Medians.
//
//     build/bench/scaling [--device NAME] [--threads N] [--largest SIDE] [--seconds S] [--csv FILE]
//
// bench/plot_scaling.py draws the files.

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <hesscut/hesscut.hpp>

#include "bench/steps.hpp"
#include "bench/stopwatch.hpp"
#include "bench/timed.hpp"
#include "tools/scenes/scenes.hpp"

namespace {

using namespace hesscut;

constexpr int batches[] = {1, 2, 4, 8, 16, 32};
constexpr int working_sides[] = {128, 256, 512, 1024};
constexpr int usual_side = 512;
constexpr int usual_batch = 16;
constexpr int smallest_grid = 64;
constexpr int least_runs = 3;

struct Options {
  std::string device = "cpu";
  int threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  int largest = 4096;
  double seconds = 1;
  std::string csv;
};

/// One measurement. Batches have photos a second, iterations milliseconds.
struct Row {
  std::string table{};  ///< what is varied: threads, batch, working_side or pixels
  long x = 0;           ///< the value of that
  double value = 0;
  double solve_share = 0;  ///< of the time that stages took, that of the solve; of batches
};

class Photos {
 public:
  Photos() {
    for (int i = 0; i < scenes::scene_count; ++i) images_.push_back(scenes::render(i, 1024, 768).photo);
  }
  [[nodiscard]] std::vector<Job> jobs(int count) const {
    std::vector<Job> out;
    for (int i = 0; i < count; ++i) out.push_back({images_[i % images_.size()].view(), {}});
    return out;
  }

 private:
  std::vector<Image> images_;
};

double solve_share(const std::vector<Cutout>& cutouts) {
  double solve = 0;
  double total = 0;
  for (const Cutout& cutout : cutouts) {
    solve += cutout.times[Stage::solve];
    total += cutout.times.total();
  }
  return solve / total;
}

/// Photos a second of one batch after another.
Row measure_batch(const Options& options, const Photos& photos, int threads, int batch, int side) {
  Parameters parameters = preset_parameters(Preset::product);
  parameters.working_side = side;
  Segmenter segmenter({.device = options.device, .threads = threads, .parameters = parameters});
  const std::vector<Job> jobs = photos.jobs(batch);
  std::vector<Cutout> cutouts;
  const double seconds = bench::median_seconds(
      options.seconds, least_runs, [] {}, [&] { cutouts = bench::cut_all(segmenter, jobs); });
  return {.value = batch / seconds, .solve_share = solve_share(cutouts)};
}

/// Milliseconds of one iteration on a square grid.
Row measure_iteration(const Options& options, int side) {
  bench::Rig rig(options.device, {1, side, side});
  const std::vector<bench::Step> steps = bench::steps_on(rig);
  const bench::Step& sweep = bench::step_named(steps, "admm_sweep");
  const bench::Step& spectral = bench::step_named(steps, "spectral_solve");
  const double seconds = bench::median_seconds(
      options.seconds, least_runs, [] {},
      [&] {
        sweep.run();  // makes the right-hand side of the other
        spectral.run();
        rig.queue->synchronize();
      });
  return {.table = "pixels", .x = static_cast<long>(side) * side, .value = 1e3 * seconds};
}

void print(const Row& row, const std::string& unit, double relative) {
  std::printf("%12ld %12.3f %s %8.2f", row.x, row.value, unit.c_str(), relative);
  if (row.solve_share > 0) std::printf(" %10.0f %%", 100 * row.solve_share);
  std::printf("\n");
  std::fflush(stdout);
}

std::vector<Row> measure_batches(const Options& options) {
  const Photos photos;
  std::vector<Row> rows;
  const auto add = [&](const std::string& table, int x, Row row, bool is_first) {
    if (is_first) std::printf("\n%12s %21s %8s %12s\n", table.c_str(), "photos/s", "times", "solve");
    row.table = table;
    row.x = x;
    const double first = is_first ? row.value : (*std::find_if(rows.begin(), rows.end(), [&](const Row& other) {
                                                  return other.table == table;
                                                })).value;
    rows.push_back(row);
    print(row, "photos/s", row.value / first);
  };
  if (options.device == "cpu") {
    for (int n = 1; n <= options.threads; ++n) {
      add("threads", n, measure_batch(options, photos, n, usual_batch, usual_side), n == 1);
    }
  }
  for (const int batch : batches) {
    add("batch", batch, measure_batch(options, photos, options.threads, batch, usual_side), batch == batches[0]);
  }
  for (const int side : working_sides) {
    add("working_side", side, measure_batch(options, photos, options.threads, usual_batch, side),
        side == working_sides[0]);
  }
  return rows;
}

std::vector<Row> measure_iterations(const Options& options) {
  std::vector<Row> rows;
  std::printf("\n%12s %15s %14s\n", "pixels", "ms/iteration", "ns/pixel");
  for (int side = smallest_grid; side <= options.largest; side *= 2) {
    rows.push_back(measure_iteration(options, side));
    const Row& row = rows.back();
    print(row, "ms", 1e6 * row.value / static_cast<double>(row.x));
  }
  return rows;
}

void write_csv(const Options& options, const std::vector<Row>& rows) {
  std::ofstream file(options.csv);
  file << "device,threads,table,x,value\n";
  for (const Row& row : rows) {
    const long threads = options.device != "cpu" || row.table == "pixels" ? 1
                         : row.table == "threads"                         ? row.x
                                                                          : options.threads;
    file << options.device << ',' << threads << ',' << row.table << ',' << row.x << ',' << row.value << '\n';
  }
  file.close();
  if (!file) throw std::runtime_error("--csv: cannot write " + options.csv);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"How photos per second and the cost of an iteration scale"};
  Options options;
  app.add_option("--device", options.device, "cpu, cuda or cuda:N")->capture_default_str();
  app.add_option("--threads", options.threads, "CPU threads at most")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  app.add_option("--largest", options.largest, "Side of the largest grid of the iteration")
      ->check(CLI::Range(smallest_grid, 8192))
      ->capture_default_str();
  app.add_option("--seconds", options.seconds, "Time of each measurement, at least three runs")
      ->check(CLI::Range(0.0, 3600.0))
      ->capture_default_str();
  app.add_option("--csv", options.csv, "Write the measurements to this file as well");
  CLI11_PARSE(app, argc, argv);
  try {
    std::printf("%s\n", Segmenter({.device = options.device, .threads = options.threads}).device_description().c_str());
    std::vector<Row> rows = measure_iterations(options);
    const std::vector<Row> more = measure_batches(options);
    rows.insert(rows.end(), more.begin(), more.end());
    if (!options.csv.empty()) write_csv(options, rows);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "scaling: %s\n", error.what());
    return 1;
  }
}
