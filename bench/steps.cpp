#include "bench/steps.hpp"

#include <algorithm>
#include <stdexcept>

#include "host/segment/labels.hpp"
#include "kernels/ledger.hpp"

namespace hesscut::bench {

namespace {

using kernels::moved_by;

using segment::background;
using segment::foreground;
constexpr auto reflecting = Boundary::reflecting;

Step step(const std::string& operation, std::function<void()> run) {
  const kernels::Moved& moved = moved_by(operation);
  return {.name = operation, .moved = moved.moved(), .touched = moved.touched(), .run = std::move(run)};
}

/// Of an operation that reads `everywhere` floats of every pixel and the rest in the band alone.
Step in_band(Step whole, double everywhere, double share) {
  whole.moved = everywhere + share * (whole.moved - everywhere);
  whole.touched = everywhere + share * (whole.touched - everywhere);
  return whole;
}

std::vector<Step> photo_steps(Rig& rig) {
  kernels::Operations& queue = *rig.queue;
  segment::Level& fine = rig.fine;
  const kernels::FloatField out = rig.out[0].field();
  const kernels::FloatField other = rig.out[1].field();
  return {
      step("lab_from_rgb", [&rig, &fine] { rig.queue->lab_from_rgb(rig.photo(), fine.lab()); }),
      step("grey_from_rgb", [&rig, &fine] { rig.queue->grey_from_rgb(rig.photo(), fine.grey()); }),
      step("gaussian_blur", [&queue, &fine, out] { queue.gaussian_blur(fine.grey(), out, 1.0); }),
      step("gradient_square", [&queue, &fine, out] { queue.gradient_square(fine.grey(), out, 1.0F, false); }),
      step("gradient_square accumulating",
           [&queue, &fine, out] { queue.gradient_square(fine.grey(), out, 1.0F, true); }),
      step("quantile", [&queue, &fine] { queue.quantile(fine.colour_g2(), 0.9, fine.per_image()); }),
      step("edge_function_weights",
           [&queue, &fine, out, other] {
             queue.edge_function_weights(fine.colour_g2(), fine.per_image(), {}, out, other);
           }),
  };
}

std::vector<Step> distance_steps(Rig& rig) {
  kernels::Operations& queue = *rig.queue;
  segment::Level& fine = rig.fine;
  const kernels::FloatField out = rig.out[0].field();
  const kernels::FloatField other = rig.out[1].field();
  return {
      step("geodesic_distances",
           [&rig, &fine, out, other] {
             const kernels::SeededDistance both[] = {{foreground, out}, {background, other}};
             rig.queue->geodesic_distances(rig.cost.field(), fine.seeds(), both);
           }),
      step("likelihood_cost",
           [&rig, &fine, out] {
             rig.queue->likelihood_cost(rig.likelihood_g2.field(), fine.colour_g2(), 3e-3F, 1.0F, 0.3F, out);
           }),
      step("two_sided_selective",
           [&queue, &fine, &rig, out] { queue.two_sided_selective(fine.colour_g2(), rig.cost.field(), out); }),
  };
}

std::vector<Step> region_steps(Rig& rig) {
  kernels::Operations& queue = *rig.queue;
  segment::Level& fine = rig.fine;
  const kernels::FloatField out = rig.out[0].field();
  return {
      step("fit_colour_tables",
           [&rig, &fine] {
             rig.queue->fit_colour_tables(fine.lab(), {rig.mask.field().data, rig.shape()}, {}, fine.tables());
           }),
      step("colour_data_term", [&queue, &fine, out] { queue.colour_data_term(fine.lab(), fine.tables(), out); }),
      step("add_scaled", [&queue, &fine, out] { queue.add_scaled(fine.prior(), 0.1F, out); }),
      step("assemble_region",
           [&queue, &fine, out] {
             queue.assemble_region(fine.data(), fine.selective(), fine.known(), 0.3F, 0.3F, out);
           }),
      step("region_scale", [&rig, &fine] { rig.queue->region_scale(fine.problem().r, rig.scales.data()); }),
  };
}

std::vector<Step> solve_steps(Rig& rig) {
  kernels::Operations& queue = *rig.queue;
  segment::Level& fine = rig.fine;
  solver::Solver& solver = fine.solver();
  Step spectral = step("spectral_solve", [&rig, &solver] {
    rig.queue->spectral_solve(*rig.plan, solver.penalties(), rig.rhs.field(), solver.u());
  });
  spectral.transforms = true;
  spectral.touched += 1;  // the half spectrum
  spectral.prepare = [&rig] { rig.queue->copy(rig.rhs.field().data, rig.kept_rhs.field().data, rig.field_bytes()); };
  return {
      step("admm_sweep",
           [&rig, &fine, &solver] {
             rig.queue->admm_sweep(fine.problem(), reflecting, solver.penalties(), solver.u(), solver.state(),
                                   rig.rhs.field());
           }),
      spectral,
      step("certificate",
           [&rig, &fine, &solver] {
             rig.queue->certificate(fine.problem(), reflecting, solver.penalties(), solver.u(), solver.state(), 0.5F,
                                    rig.sums.data());
           }),
      step("start_state",
           [&queue, &solver] { queue.start_state(solver.u(), reflecting, solver.penalties(), solver.state()); }),
      step("multipliers",
           [&queue, &fine, &solver] { queue.multipliers(fine.problem(), solver.penalties(), solver.state()); }),
  };
}

std::vector<Step> mask_steps(Rig& rig) {
  kernels::Operations& queue = *rig.queue;
  segment::Level& fine = rig.fine;
  const kernels::FloatField out = rig.out[0].field();
  return {
      step("relaxed_mask",
           [&queue, &fine, out] { queue.relaxed_mask(fine.solver().u(), fine.problem().r, reflecting, out); }),
      step("to_transform_order", [&queue, &fine, out] { queue.to_transform_order(fine.relaxed(), reflecting, out); }),
      step("labels_from_mask",
           [&rig, &fine] { rig.queue->labels_from_mask(fine.relaxed(), fine.known(), 0.5F, rig.byte_out.field()); }),
      step("surest_foreground",
           [&rig, &fine] { rig.queue->surest_foreground(fine.data(), fine.known(), 0.1, rig.byte_out.field()); }),
      in_band(step("guided_map",
                   [&rig] {
                     rig.queue->guided_map(rig.photo(), {rig.mask.field().data, rig.shape()},
                                           {rig.band.field().data, rig.shape()}, 2, 3e-4F, rig.map());
                   }),
              0.25, rig.band_share()),
      in_band(step("edge_alpha",
                   [&rig] {
                     for (int b = 0; b < rig.shape().batch; ++b) {
                       const kernels::LinearMap<float> map = rig.map();
                       rig.queue->edge_alpha(rig.photo().one(b),
                                             {map.r.one(b), map.g.one(b), map.b.one(b), map.offset.one(b)},
                                             rig.band.field().one(b), 1.0F, rig.byte_out.field().one(b));
                     }
                   }),
              0.5, rig.band_share()),
  };
}

std::vector<Step> level_steps(Rig& rig) {
  segment::Level& fine = rig.fine;
  segment::Level& coarse = rig.coarse;
  const double on_coarse = moved_by("relaxed_mask").moved() + moved_by("multipliers").moved();
  constexpr int prolonged = 7;  // u and z
  const double on_fine = prolonged * moved_by("prolong_by_two").moved() + moved_by("to_transform_order").moved();
  return {
      step("restrict_by_two", [&rig, &fine] { rig.queue->restrict_by_two(fine.grey(), 1.0F, rig.coarse_out.field()); }),
      step("prolong_by_two",
           [&rig, &coarse] { rig.queue->prolong_by_two(coarse.relaxed(), 1.0F, rig.out[0].field()); }),
      {.name = "start_from_coarser",
       .moved = on_fine + on_coarse / 4,
       .touched = 8 + 11.0 / 4,  // u, its copy and z; on the coarse grid the problem as well
       .run = [&fine, &coarse] { fine.solver().start_from(coarse.solver(), coarse.problem()); }},
  };
}

}  // namespace

std::vector<Step> steps_on(Rig& rig) {
  std::vector<Step> out;
  for (const auto& steps_of : {photo_steps, distance_steps, region_steps, solve_steps, mask_steps, level_steps}) {
    std::vector<Step> part = steps_of(rig);
    std::move(part.begin(), part.end(), std::back_inserter(out));
  }
  return out;
}

const Step& step_named(const std::vector<Step>& steps, const std::string& name) {
  const auto found = std::find_if(steps.begin(), steps.end(), [&](const Step& one) { return one.name == name; });
  if (found == steps.end()) throw std::out_of_range("there is no step " + name);
  return *found;
}

}  // namespace hesscut::bench
