#include "tests/kernels/operation_case.hpp"
#include "tests/reference/colour.hpp"

namespace hesscut::test {
namespace {

std::function<Inputs(Random&, int, int)> fields_in(double low, double high, int count) {
  return [=](Random& random, int h, int w) {
    Inputs out{.height = h, .width = w};
    for (int i = 0; i < count; ++i) out.fields.push_back(random.grid(h, w, low, high));
    return out;
  };
}

/// Squared gradients as photos have them: over many decades, and exactly 0 in flat parts.
Inputs squared_gradients(Random& random, int height, int width) {
  Inputs out{.height = height, .width = width, .fields = {Grid(height, width)}};
  for (double& g2 : out.fields[0].values) {
    g2 = random.chance(0.2) ? 0 : static_cast<float>(std::pow(10, random.uniform(-6, 0)));
  }
  out.numbers = {static_cast<float>(random.uniform(1e-3, 1))};
  return out;
}

OperationCase quantile(const std::string& name, double q) {
  // One part in 2^15 of the value itself is what the operation promises.
  return {"quantile_" + name, 0x1p-15, squared_gradients,
          [q](Call& call) { call.queue().quantile(call.input(0), q, call.values_output<float, float>(1)); },
          [q](const Inputs& in) { return Outputs{Grid(1, 1, reference::quantile(in.fields[0], q))}; }};
}

OperationCase yzd(const std::string& name, Boundary boundary) {
  // Where the grey value moves by one level beta is 1 - O(1e-3): its differences lose three digits in float32.
  return {"yzd_weights_" + name, 1e-6, fields_in(0, 1, 1),
          [boundary](Call& call) {
            const kernels::FloatField alpha = call.output();
            const kernels::FloatField beta = call.output();
            call.queue().yzd_weights(call.input(0), boundary, 0.75F, 1.5F, alpha, beta);
          },
          [boundary](const Inputs& in) {
            const auto w = reference::yzd_weights(in.fields[0], boundary, 0.75, 1.5);
            return Outputs{w.alpha, w.beta};
          }};
}

}  // namespace

std::vector<OperationCase> edge_weight_cases() {
  return {
      {"gradient_square", 1e-6, fields_in(-1, 1, 1),
       [](Call& call) { call.queue().gradient_square(call.input(0), call.output(), 0.75F, false); },
       [](const Inputs& in) {
         return Outputs{reference::map([](double g) { return 0.75 * g; }, reference::gradient_square(in.fields[0]))};
       }},
      {"gradient_square_accumulated", 1e-6, fields_in(-1, 1, 2),
       [](Call& call) { call.queue().gradient_square(call.input(0), call.in_place(1), 1.5F, true); },
       [](const Inputs& in) {
         return Outputs{reference::map([](double g, double o) { return o + 1.5 * g; },
                                       reference::gradient_square(in.fields[0]), in.fields[1])};
       }},
      quantile("least", 0),
      quantile("median", 0.5),
      quantile("nine_tenths", 0.9),
      quantile("largest", 1),
      {"edge_function_weights", 1e-6, squared_gradients,
       [](Call& call) {
         const kernels::EdgeFunction function{8, 0.0625F, 1.5F, 0.25F};
         const kernels::FloatField alpha = call.output();
         const kernels::FloatField beta = call.output();
         call.queue().edge_function_weights(call.input(0), call.numbers(1), function, alpha, beta);
       },
       [](const Inputs& in) {
         const auto w = reference::edge_function_weights(in.fields[0], in.numbers[0], {8, 0.0625, 1.5, 0.25});
         return Outputs{w.alpha, w.beta};
       }},
      yzd("reflecting", Boundary::reflecting),
      yzd("periodic", Boundary::periodic),
      {"rci_weights", 1e-6, squared_gradients,
       [](Call& call) { call.queue().rci_weights(call.input(0), 1.5F, call.output()); },
       [](const Inputs& in) { return Outputs{reference::rci_weights(in.fields[0], 1.5)}; }},
  };
}

}  // namespace hesscut::test
