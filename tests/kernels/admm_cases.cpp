#include "tests/reference/admm.hpp"

#include "tests/kernels/operation_case.hpp"
#include "tests/reference/transform.hpp"

namespace hesscut::test {
namespace {

// Inputs::fields of every case here: the problem, u (natural order, later stored in transform order), the state.
enum : int { alpha, beta, region, u_field, state_begin, field_count = state_begin + 6 };

Inputs random_admm(Random& random, int height, int width) {
  Inputs out{.height = height, .width = width, .penalties = random_penalties(random)};
  const double largest_weight = random.chance(0.2) ? 0 : 1;
  out.fields.push_back(random.grid(height, width, 0, largest_weight));
  out.fields.push_back(random.grid(height, width, 0, random.chance(0.2) ? 0 : 1));
  for (int i = region; i < field_count; ++i) out.fields.push_back(random.grid(height, width, -1.5, 1.5));
  for (std::size_t i = 0; i < out.fields[region].size(); ++i) {
    if (random.chance(0.1)) out.fields[region].values[i] = random.chance(0.5) ? HUGE_VAL : -HUGE_VAL;
    if (random.chance(0.1)) out.fields[alpha].values[i] = 0;
    if (random.chance(0.1)) {  // no direction to shrink along
      for (int k = state_begin; k < field_count; ++k) out.fields[k].values[i] = 0;
    }
  }
  return out;
}

reference::Problem problem_of(const Inputs& in) {
  return {in.fields[alpha], in.fields[beta], in.fields[region]};
}

reference::State state_of(const Inputs& in) {
  const auto field = [&](int i) { return in.fields[state_begin + i]; };
  return {{field(0), field(1)}, {field(2), field(3), field(4)}, field(5)};
}

Outputs to_outputs(const reference::State& z) {
  return {z.p.x, z.p.y, z.q.xx, z.q.yy, z.q.xy, z.v};
}

/// The same with a state that an iteration can have.
Inputs random_iterate(Random& random, int height, int width, Boundary boundary) {
  Inputs out = random_admm(random, height, width);
  const Outputs state = to_outputs(reference::existing_differences(state_of(out), boundary));
  std::copy(state.begin(), state.end(), out.fields.begin() + state_begin);
  return out;
}

kernels::ConstProblem problem_of(Call& call) {
  return {call.input(alpha), call.input(beta), call.input(region)};
}

kernels::ConstState state_input(Call& call) {
  return {call.input(state_begin),     call.input(state_begin + 1), call.input(state_begin + 2),
          call.input(state_begin + 3), call.input(state_begin + 4), call.input(state_begin + 5)};
}
kernels::State state_in_place(Call& call) {
  return {call.in_place(state_begin),     call.in_place(state_begin + 1), call.in_place(state_begin + 2),
          call.in_place(state_begin + 3), call.in_place(state_begin + 4), call.in_place(state_begin + 5)};
}

/// u as the ADMM keeps it. The reference reads the same field through to_natural_order.
Grid natural_u(const Inputs& in, Boundary boundary) {
  return reference::to_natural_order(in.fields[u_field], boundary);
}

void run_sweep(Call& call, Boundary boundary) {
  const kernels::ConstProblem problem = problem_of(call);
  const kernels::State state = state_in_place(call);
  call.queue().admm_sweep(problem, boundary, call.penalties(), call.input(u_field), state, call.output());
}

Outputs expected_sweep(const Inputs& in, Boundary boundary) {
  reference::State z = state_of(in);
  const Grid rhs = reference::sweep(problem_of(in), in.penalties, natural_u(in, boundary), boundary, z);
  Outputs out = to_outputs(z);
  out.push_back(reference::to_transform_order(rhs, boundary));
  return out;
}

void run_spectral_solve(Call& call, Boundary boundary) {
  const auto plan = call.queue().make_spectral_plan(call.shape(), boundary);
  const kernels::FloatField rhs = call.input(u_field);
  call.queue().spectral_solve(*plan, call.penalties(), rhs, call.output());
  call.queue().synchronize();  // before the plan goes
}

Outputs expected_spectral_solve(const Inputs& in, Boundary boundary) {
  const auto& [rho1, rho2, rho3, gamma] = in.penalties;
  const Grid u = reference::spectral_solve(natural_u(in, boundary), rho1, rho2, rho3, boundary);
  return {reference::to_transform_order(u, boundary)};
}

void run_certificate(Call& call, Boundary boundary) {
  const kernels::ConstProblem problem = problem_of(call);
  call.queue().certificate(problem, boundary, call.penalties(), call.input(u_field), state_input(call), 0.375F,
                           call.values_output<kernels::CertificateSums, double>(3));
}

Outputs expected_certificate(const Inputs& in, Boundary boundary) {
  const reference::Problem problem = problem_of(in);
  const Grid u = reference::delivered(natural_u(in, boundary), problem.r);
  const auto c = reference::certify(problem, in.penalties, u, state_of(in), 0.375, boundary);
  Grid out(1, 3);
  out.values = {c.energy, c.gap, c.mask_energy};
  return {out};
}

std::vector<OperationCase> cases_with(const std::string& name, Boundary boundary) {
  const auto running = [boundary](auto run) { return [=](Call& call) { run(call, boundary); }; };
  const auto expecting = [boundary](auto expect) { return [=](const Inputs& in) { return expect(in, boundary); }; };
  const auto iterate = [boundary](Random& random, int h, int w) { return random_iterate(random, h, w, boundary); };
  return {
      {"start_state_" + name, 1e-6, random_admm, running([](Call& call, Boundary b) {
         const kernels::State state = state_in_place(call);
         call.queue().start_state(call.input(u_field), b, call.penalties(), state);
       }),
       expecting([](const Inputs& in, Boundary b) {
         return to_outputs(reference::start(natural_u(in, b), in.penalties, state_of(in), b));
       }),
       1},
      {"admm_sweep_" + name, 1e-6, iterate, running(run_sweep), expecting(expected_sweep), 1},
      {"spectral_solve_" + name, 2e-6, random_admm, running(run_spectral_solve), expecting(expected_spectral_solve)},
      {"certificate_" + name, 1e-6, iterate, running(run_certificate), expecting(expected_certificate), 1},
  };
}

}  // namespace

std::vector<OperationCase> admm_cases() {
  std::vector<OperationCase> out = {
      {"multipliers", 1e-6, random_admm,
       [](Call& call) {
         const kernels::ConstProblem problem = problem_of(call);
         call.queue().multipliers(problem, call.penalties(), state_in_place(call));
       },
       [](const Inputs& in) { return to_outputs(reference::multipliers(problem_of(in), in.penalties, state_of(in))); }},
  };
  for (const auto& part :
       {cases_with("reflecting", Boundary::reflecting), cases_with("periodic", Boundary::periodic)}) {
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

}  // namespace hesscut::test
