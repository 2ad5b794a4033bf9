#include "tests/kernels/operation_case.hpp"

namespace hesscut::test {
namespace {

/// Costs over six decades and a few seeds; sometimes none.
Inputs costs_and_seeds(Random& random, int height, int width) {
  Inputs out{.height = height, .width = width, .fields = {Grid(height, width)}};
  for (double& cost : out.fields[0].values) cost = static_cast<float>(std::pow(10, random.uniform(-3, 3)));
  out.labels.emplace_back(out.fields[0].size(), 128);
  const int seeds = random.integer(0, 4);
  for (int i = 0; i < seeds; ++i) out.labels[0][random.integer(0, height * width - 1)] = 255;
  for (std::uint8_t& label : out.labels[0]) {
    if (label == 128 && random.chance(0.1)) label = 0;  // the other side's markers are no seeds
  }
  return out;
}

Inputs two_distances(Random& random, int height, int width) {
  Inputs out{
      .height = height, .width = width, .fields = {random.grid(height, width, 0, 1), random.grid(height, width, 0, 1)}};
  if (random.chance(0.2)) out.fields[random.integer(0, 1)] = Grid(height, width, HUGE_VAL);  // no seed of one kind
  out.fields[0].values[0] = out.fields[1].values[0] = 0;                                     // undefined there
  return out;
}

Inputs a_distance(Random& random, int height, int width) {
  const double size = std::pow(10, random.uniform(-3, 4));
  Inputs out{.height = height, .width = width, .fields = {random.grid(height, width, 0, size)}};
  if (random.chance(0.2)) out.fields[0] = Grid(height, width, random.chance(0.5) ? 0 : HUGE_VAL);
  return out;
}

}  // namespace

std::vector<OperationCase> geodesic_cases() {
  return {
      {"geodesic_distance", 1e-3, costs_and_seeds,
       [](Call& call) { call.queue().geodesic_distance(call.input(0), call.labels(0), 255, call.output()); },
       [](const Inputs& in) { return Outputs{reference::geodesic_distance(in.fields[0], in.labels[0], 255)}; }},
      {"geodesic_distances_of_two_labels", 1e-3, costs_and_seeds,
       [](Call& call) {
         const kernels::FloatField cost = call.input(0);
         const kernels::ByteField labels = call.labels(0);
         const kernels::SeededDistance both[] = {{255, call.output()}, {0, call.output()}};
         call.queue().geodesic_distances(cost, labels, both);
       },
       [](const Inputs& in) {
         return Outputs{reference::geodesic_distance(in.fields[0], in.labels[0], 255),
                        reference::geodesic_distance(in.fields[0], in.labels[0], 0)};
       }},
      {"normalise_by_maximum", 1e-6, a_distance,
       [](Call& call) { call.queue().normalise_by_maximum(call.input(0), call.output()); },
       [](const Inputs& in) { return Outputs{reference::normalise_by_maximum(in.fields[0])}; }},
      {"normalise_by_maximum_in_place", 1e-6, a_distance,
       [](Call& call) {
         const kernels::FloatField field = call.in_place(0);
         call.queue().normalise_by_maximum(field, field);
       },
       [](const Inputs& in) { return Outputs{reference::normalise_by_maximum(in.fields[0])}; }},
      {"rci_cost", 1e-6, two_distances,
       [](Call& call) { call.queue().rci_cost(call.input(0), call.input(1), call.output()); },
       [](const Inputs& in) { return Outputs{reference::rci_cost(in.fields[0], in.fields[1])}; }},
      {"likelihood_cost", 1e-6, two_distances,
       [](Call& call) {
         call.queue().likelihood_cost(call.input(0), call.input(1), 0.0078125F, 1.5F, 0.25F, call.output());
       },
       [](const Inputs& in) {
         return Outputs{reference::likelihood_cost(in.fields[0], in.fields[1], 0.0078125, 1.5, 0.25)};
       }},
      {"two_sided_selective", 1e-6, two_distances,
       [](Call& call) { call.queue().two_sided_selective(call.input(0), call.input(1), call.output()); },
       [](const Inputs& in) { return Outputs{reference::two_sided_selective(in.fields[0], in.fields[1])}; }},
      {"two_sided_selective_in_place", 1e-6, two_distances,
       [](Call& call) {
         const kernels::FloatField field = call.in_place(0);
         call.queue().two_sided_selective(field, call.input(1), field);
       },
       [](const Inputs& in) { return Outputs{reference::two_sided_selective(in.fields[0], in.fields[1])}; }},
      {"add_anti_marker_term", 1e-6,
       [](Random& random, int h, int w) {
         // Near markers, where the term lives, and far away.
         return Inputs{.height = h,
                       .width = w,
                       .fields = {random.grid(h, w, 0, random.chance(0.5) ? 0.02 : 1), random.grid(h, w, -1, 1)}};
       },
       [](Call& call) { call.queue().add_anti_marker_term(call.input(0), call.in_place(1)); },
       [](const Inputs& in) { return Outputs{reference::add_anti_marker_term(in.fields[0], in.fields[1])}; }},
  };
}

}  // namespace hesscut::test
