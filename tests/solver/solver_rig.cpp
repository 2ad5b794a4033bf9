#include "tests/solver/solver_rig.hpp"

#include "tests/reference/transform.hpp"

namespace hesscut::test {
namespace {

template <class Member>
std::vector<Grid> all(const std::vector<reference::Problem>& problems, Member member) {
  std::vector<Grid> out;
  for (const reference::Problem& problem : problems) out.push_back(problem.*member);
  return out;
}

std::vector<std::pair<const Grid*, const Grid*>> fields(const reference::State& a, const reference::State& b) {
  return {{&a.p.x, &b.p.x}, {&a.p.y, &b.p.y}, {&a.q.xx, &b.q.xx}, {&a.q.yy, &b.q.yy}, {&a.q.xy, &b.q.xy}, {&a.v, &b.v}};
}

}  // namespace

SolverRig::SolverRig(std::shared_ptr<Rig> rig, const std::vector<reference::Problem>& problems, Boundary boundary)
    : rig_(std::move(rig)),
      shape_{static_cast<int>(problems.size()), problems[0].r.height, problems[0].r.width},
      boundary_(boundary),
      alpha_(rig_->upload(floats(all(problems, &reference::Problem::alpha)))),
      beta_(rig_->upload(floats(all(problems, &reference::Problem::beta)))),
      r_(rig_->upload(floats(all(problems, &reference::Problem::r)))),
      natural_(*rig_->device, shape_.count()),
      problem_{{alpha_.data(), shape_}, {beta_.data(), shape_}, {r_.data(), shape_}},
      solver_(*rig_->device, *rig_->queue, shape_, boundary) {
  start_from(std::vector<Grid>(problems.size(), Grid(shape_.height, shape_.width, 0.5)));
}

void SolverRig::upload_r(const std::vector<Grid>& r) {
  rig_->queue->upload(r_.data(), floats(r).data(), r_.bytes());
  rig_->queue->synchronize();
}

void SolverRig::start_from(const std::vector<Grid>& u) {
  const std::vector<float> values = floats(u);
  rig_->queue->upload(natural_.data(), values.data(), natural_.bytes());
  solver_.start_from({natural_.data(), shape_});
  rig_->queue->synchronize();
}

std::vector<solver::ImageReport> SolverRig::solve(const solver::Options& options) {
  std::vector<solver::ImageReport> reports(shape_.batch);
  solver_.solve(problem_, options, reports);
  return reports;
}

std::vector<Grid> SolverRig::relaxed() {
  solver_.relaxed(problem_, {natural_.data(), shape_});
  return grids({natural_.data(), shape_});
}

std::vector<Grid> SolverRig::u() {
  std::vector<Grid> out = grids(solver_.u());
  for (Grid& u : out) u = reference::to_natural_order(u, boundary_);
  return out;
}

std::vector<reference::State> SolverRig::state() {
  const kernels::State z = solver_.state();
  const auto px = grids(z.px), py = grids(z.py), qxx = grids(z.qxx), qyy = grids(z.qyy), qxy = grids(z.qxy),
             v = grids(z.v);
  std::vector<reference::State> out;
  for (int b = 0; b < shape_.batch; ++b) out.push_back({{px[b], py[b]}, {qxx[b], qyy[b], qxy[b]}, v[b]});
  return out;
}

std::vector<reference::Problem> SolverRig::problems() {
  const auto alpha = grids(problem_.alpha), beta = grids(problem_.beta), r = grids(problem_.r);
  std::vector<reference::Problem> out;
  for (int b = 0; b < shape_.batch; ++b) out.push_back({alpha[b], beta[b], r[b]});
  return out;
}

std::vector<Grid> SolverRig::grids(kernels::ConstFloatField field) {
  const std::vector<float> values = rig_->download(field.data, field.shape.count());
  std::vector<Grid> out(shape_.batch, Grid(shape_.height, shape_.width));
  for (int b = 0; b < shape_.batch; ++b) {
    std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(b * shape_.pixels()), shape_.pixels(),
                out[b].values.begin());
  }
  return out;
}

std::vector<float> SolverRig::floats(const std::vector<Grid>& grids) {
  std::vector<float> out;
  for (const Grid& grid : grids) out.insert(out.end(), grid.values.begin(), grid.values.end());
  return out;
}

solver::Options stop_at(double tolerance, int max_iterations, int check_every) {
  solver::Options out;
  out.tolerance = tolerance;
  out.max_iterations = max_iterations;
  out.first_check = check_every;
  out.check_every = check_every;
  return out;
}

reference::Problem random_problem(Random& random, int height, int width) {
  const auto largest = [&] { return random.chance(0.2) ? 0.0 : random.uniform(0.1, 2); };
  const double region = std::pow(10, random.uniform(-2, 1));
  reference::Problem out{random.grid(height, width, 0, largest()), random.grid(height, width, 0, largest()),
                         random.grid(height, width, -region, region)};
  for (std::size_t i = 0; i < out.r.size(); ++i) {
    if (random.chance(0.05)) out.r.values[i] = random.chance(0.5) ? HUGE_VAL : -HUGE_VAL;
    if (random.chance(0.05)) out.alpha.values[i] = out.beta.values[i] = 0;
  }
  return out;
}

reference::Problem disk_problem(Random& random, int height, int width) {
  reference::Problem out{random.grid(height, width, 0.2, 0.6), random.grid(height, width, 0.1, 0.3),
                         random.grid(height, width, -0.3, 0.3)};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double distance = std::hypot((y + 0.5) / height - 0.5, (x + 0.5) / width - 0.5);
      out.r(y, x) = static_cast<float>(out.r(y, x) + (distance < 0.3 ? -0.3 : 0.3));
    }
  }
  return out;
}

reference::Penalties to_reference(const kernels::Penalties& penalties) {
  return {penalties.rho1, penalties.rho2, penalties.rho3, penalties.gamma};
}

double max_difference(const reference::State& a, const reference::State& b) {
  double largest = 0;
  for (const auto& [s, t] : fields(a, b)) largest = std::max(largest, reference::max_difference(*s, *t));
  return largest;
}

double max_abs(const reference::State& a) {
  double largest = 0;
  for (const auto& field : fields(a, a)) largest = std::max(largest, reference::max_abs(*field.first));
  return largest;
}

}  // namespace hesscut::test
