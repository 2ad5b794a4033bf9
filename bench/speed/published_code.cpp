#include <algorithm>
#include <cmath>
#include <ctime>
#include <optional>
#include <random>
#include <regex>
#include <string>

#include "bench/speed/claims.hpp"
#include "bench/speed/measured.hpp"
#include "bench/table1/published_admm.hpp"
#include "host/image/codec.hpp"
#include "host/image/files.hpp"
#include "host/solver/solver.hpp"
#include "tests/reference/npy.hpp"
#include "tools/hesscut/evaluate/table_cells.hpp"

/// The published code of Yang, Zhong, Duan and Zeng 2020 was run on its own picture, and what it found is kept in a
/// folder of its own: picture, last u, and how long it took. Here the same problem (the picture's weights, lambda,
/// means and periodic boundary) is solved by Hesscut with its own penalties, until u's energy is no higher than the
/// published one: that of the last u, and that of where the published rule stops, which their iteration is repeated
/// for.
namespace hesscut::bench {
namespace {

namespace fs = std::filesystem;

constexpr double mean1 = 0.35;  ///< grey means of the published run
constexpr double mean2 = 0.55;
constexpr int block = 8;       ///< iterations between two looks at the energy
constexpr int at_most = 4000;  ///< iterations

/// Seconds that this process has had of all its cores.
double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// What the folder's README.md says of the published run.
struct PublishedCost {
  double seconds = 0;  ///< an iteration
  int stopped = 0;     ///< iterations until its own stopping rule was met
  int last = 0;        ///< iterations that the last u has seen
};

constexpr const char* needed_text =
    R"("S s an iteration", "met at iteration N" and "N iterations from a random start")";

std::optional<PublishedCost> read_cost(const fs::path& readme) {
  constexpr std::int64_t most_bytes = 1 << 20;
  if (!fs::is_regular_file(readme)) return std::nullopt;
  const std::vector<std::uint8_t> bytes = image::read_file(readme, most_bytes);
  const std::string text(bytes.begin(), bytes.end());
  const auto found = [&](const char* pattern) {
    std::smatch match;
    return std::regex_search(text, match, std::regex(pattern)) ? match.str(1) : std::string();
  };
  const std::string seconds = found(R"(([0-9]+(\.[0-9]+)?) s an iteration)");
  const std::string stopped = found(R"(met at iteration ([0-9]{1,9}))");
  const std::string last = found(R"(([0-9]{1,9}) iterations\s+from a random start)");
  if (seconds.empty() || stopped.empty() || last.empty()) return std::nullopt;
  return PublishedCost{std::stod(seconds), std::stoi(stopped), std::stoi(last)};
}

/// The problem on the CPU, one thread.
class PublishedProblem {
 public:
  explicit PublishedProblem(const fs::path& folder)
      : picture_(image::read_labels(folder / "bandage.png")),
        shape_{1, picture_.height, picture_.width},
        solver_(*device_, *queue_, shape_, parameters_.boundary) {
    const reference::Grid published = reference::read_npy(folder / "bandage_u.npy");
    if (published.height != shape_.height || published.width != shape_.width) {
      throw Error(ErrorKind::input, (folder / "bandage_u.npy").string() + ": not of the size of bandage.png");
    }
    for (const double value : published.values) last_u_.push_back(static_cast<float>(std::clamp(value, 0.0, 1.0)));
    make();
  }

  [[nodiscard]] double energy_of_last_u() { return energy(last_u_); }

  /// What the published iteration has come to after so many, from a random start as there.
  [[nodiscard]] double energy_after(int iterations) {
    std::mt19937 random(1);
    std::vector<float> u(shape_.count());
    for (float& value : u) value = static_cast<float>(random()) / static_cast<float>(std::mt19937::max());
    upload(start_, u);
    return energy(run_published_admm(*queue_, solver_, problem(), start_.field(), -1, iterations).u);
  }

  /// From the picture to that energy, starting from u = 1/2; the iterations taken, or none where at_most do not get
  /// there.
  [[nodiscard]] std::optional<int> solve_to(double wanted) {
    make();
    queue_->fill(start_.field(), 0.5F);
    solver_.start_from(start_.field());
    for (int iterations = block; iterations <= at_most; iterations += block) {
      if (solve(block).sums.energy <= wanted) return iterations;
    }
    return std::nullopt;
  }

 private:
  static Parameters published_parameters() {
    Parameters parameters = preset_parameters(Preset::yzd);
    parameters.boundary = Boundary::periodic;
    return parameters;
  }

  /// Weights and region term from the picture's bytes.
  void make() {
    std::vector<float> grey;
    std::vector<float> region;
    for (const std::uint8_t value : picture_.pixels) {
      const double z = value / 255.0;
      const double data = (z - mean1) * (z - mean1) - (z - mean2) * (z - mean2);
      grey.push_back(static_cast<float>(z));
      region.push_back(static_cast<float>(parameters_.lambda * data));
    }
    upload(grey_, grey);
    upload(r_, region);
    queue_->yzd_weights(grey_.field(), parameters_.boundary, static_cast<float>(parameters_.alpha),
                        static_cast<float>(parameters_.beta), alpha_.field(), beta_.field());
  }

  void upload(const device::FieldArray<float>& field, const std::vector<float>& values) {
    queue_->upload(field.field().data, values.data(), values.size() * sizeof(float));
  }

  [[nodiscard]] kernels::Problem problem() const { return {alpha_.field(), beta_.field(), r_.field()}; }

  [[nodiscard]] double energy(const std::vector<float>& u) {
    upload(start_, u);
    solver_.start_from(start_.field());
    return solve(0).sums.energy;  // no iterations: what the start is worth
  }

  /// Goes on for so many iterations, and certifies.
  solver::ImageReport solve(int iterations) {
    const solver::Options options{.rho1 = parameters_.rho1,
                                  .rho2 = parameters_.rho2,
                                  .rho3 = parameters_.rho3,
                                  .gamma = parameters_.gamma,
                                  .tolerance = -1,
                                  .max_iterations = iterations,
                                  .check_every = block};
    solver::ImageReport report;
    solver_.solve(problem(), options, {&report, 1});
    return report;
  }

  Parameters parameters_ = published_parameters();
  Image picture_;
  std::vector<float> last_u_;
  kernels::Shape shape_;
  std::unique_ptr<device::Device> device_ = device::make_cpu_device(1);
  std::unique_ptr<kernels::Operations> queue_ = device_->make_queue();
  device::FieldArray<float> grey_{*device_, shape_}, alpha_{*device_, shape_}, beta_{*device_, shape_},
      r_{*device_, shape_}, start_{*device_, shape_};
  solver::Solver solver_;
};

/// Ours and theirs to one energy: a row of the whole way.
struct Way {
  std::string claim;
  double energy = 0;
  int published_iterations = 0;
};

constexpr Asked asked{Asked::Side::at_least, 100};

/// steps: gets each run's CPU time an iteration.
Row measure_way(PublishedProblem& problem, const Way& way, const PublishedCost& cost, int runs,
                std::vector<Pair>& steps) {
  std::optional<int> iterations = problem.solve_to(way.energy);  // all memory has been touched
  if (!iterations) return not_measured(way.claim, "not there after " + std::to_string(at_most) + " iterations");
  std::vector<Pair> wholes;
  for (int run = 0; run < runs; ++run) {
    const double before = cpu_seconds();
    iterations = problem.solve_to(way.energy);
    const double ms = 1000 * (cpu_seconds() - before);
    steps.push_back(times_faster(ms / *iterations, 1000 * cost.seconds));
    wholes.push_back(times_faster(ms, 1000 * cost.seconds * way.published_iterations));
  }
  Row row = make_row(way.claim, "ms", median(wholes), "x", asked);
  row.notes.push_back("ours " + std::to_string(*iterations) + " iterations, theirs " +
                      std::to_string(way.published_iterations));
  return row;
}

}  // namespace

std::vector<Row> published_code(const Setup& setup) {
  const std::string step_claim = "the published code, CPU time an iteration";
  if (setup.oracle.empty() || !fs::is_regular_file(setup.oracle / "bandage.png")) {
    return {not_measured(step_claim, "no oracle/bandage.png in the folder that HESSCUT_PHOTOS names")};
  }
  const std::optional<PublishedCost> cost = read_cost(setup.oracle / "README.md");
  if (!cost) return {not_measured(step_claim, std::string("oracle/README.md does not say ") + needed_text)};
  PublishedProblem problem(setup.oracle);
  std::vector<Pair> steps;
  const Row stopped = measure_way(
      problem, {"the published code, CPU time to where it stops", problem.energy_after(cost->stopped), cost->stopped},
      *cost, setup.runs, steps);
  const Row last =
      measure_way(problem, {"the published code, CPU time to its last u", problem.energy_of_last_u(), cost->last},
                  *cost, setup.runs, steps);
  if (steps.empty()) return {stopped, last};
  Row step = make_row(step_claim, "ms", median(steps), "x", asked);
  step.notes = {
      "ours: CPU time of the process (CLOCK_PROCESS_CPUTIME_ID) from the picture's bytes to an energy that is "
      "no higher than theirs, weights and certificates included, by the iterations taken",
      "theirs: " + evaluate::number(cost->seconds, 2) +
          " s an iteration of the authors' script, interpreted, on one core of another machine, as "
          "oracle/README.md has it"};
  return {step, stopped, last};
}

}  // namespace hesscut::bench
