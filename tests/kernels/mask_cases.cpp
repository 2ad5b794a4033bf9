#include "tests/reference/mask.hpp"

#include "tests/kernels/operation_case.hpp"
#include "tests/reference/admm.hpp"
#include "tests/reference/colour.hpp"
#include "tests/reference/transform.hpp"

namespace hesscut::test {
namespace {

Labels random_labels(Random& random, std::size_t size, double share_of_known) {
  Labels out(size, 128);
  for (std::uint8_t& label : out) {
    if (random.chance(share_of_known)) label = random.chance(0.5) ? 255 : 0;
  }
  return out;
}

Inputs fields_with_labels(Random& random, int height, int width) {
  return {.height = height,
          .width = width,
          .fields = {random.grid(height, width, -1, 1), random.grid(height, width, -1, 1)},
          .labels = {random_labels(random, static_cast<std::size_t>(height) * width, 0.3)}};
}

Inputs u_and_r(Random& random, int height, int width) {
  Inputs out{.height = height,
             .width = width,
             .fields = {random.grid(height, width, -0.5, 1.5), random.grid(height, width, -1, 1)}};
  for (double& r : out.fields[1].values) {
    if (random.chance(0.2)) r = random.chance(0.5) ? HUGE_VAL : -HUGE_VAL;
  }
  return out;
}

/// Scores in random order, no two alike, each well apart from the next, so that there is no doubt which are smallest.
/// A blob of small ones, so that some 3 x 3 neighbourhoods are wholly sure.
Inputs distinct_scores(Random& random, int height, int width) {
  Inputs out{.height = height, .width = width, .fields = {Grid(height, width)}};
  Grid& score = out.fields[0];
  std::vector<std::pair<double, std::size_t>> order;
  const double cy = random.uniform(0, height);
  const double cx = random.uniform(0, width);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      order.emplace_back(std::hypot(y - cy, x - cx) + random.uniform(0, 3), order.size());
    }
  }
  std::sort(order.begin(), order.end());
  const double middle = 0.4 * static_cast<double>(order.size());
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    score.values[order[rank].second] = static_cast<float>((static_cast<double>(rank) - middle) / 512);
  }
  out.labels = {random_labels(random, score.size(), random.chance(0.5) ? 0.02 : 0.3)};
  return out;
}

Grid as_grid(const Labels& labels, int height, int width) {
  Grid out(height, width);
  std::copy(labels.begin(), labels.end(), out.values.begin());
  return out;
}

std::vector<OperationCase> transform_order_cases(const std::string& name, Boundary boundary) {
  return {
      {"relaxed_mask_" + name, 0, u_and_r,
       [boundary](Call& call) { call.queue().relaxed_mask(call.input(0), call.input(1), boundary, call.output()); },
       [boundary](const Inputs& in) {
         return Outputs{reference::delivered(reference::to_natural_order(in.fields[0], boundary), in.fields[1])};
       }},
      {"to_transform_order_" + name, 0, u_and_r,
       [boundary](Call& call) { call.queue().to_transform_order(call.input(0), boundary, call.output()); },
       [boundary](const Inputs& in) { return Outputs{reference::to_transform_order(in.fields[0], boundary)}; }},
  };
}

OperationCase surest(const std::string& name, double fraction) {
  return {"surest_foreground_" + name, 0, distinct_scores,
          [fraction](Call& call) {
            call.queue().surest_foreground(call.input(0), call.labels(0), fraction, call.label_output());
          },
          [fraction](const Inputs& in) {
            return Outputs{
                as_grid(reference::surest_foreground(in.fields[0], in.labels[0], fraction), in.height, in.width)};
          }};
}

}  // namespace

std::vector<OperationCase> mask_cases() {
  std::vector<OperationCase> out = {
      {"labels_from_mask", 0, fields_with_labels,
       [](Call& call) { call.queue().labels_from_mask(call.input(0), call.labels(0), 0.25F, call.label_output()); },
       [](const Inputs& in) {
         return Outputs{as_grid(reference::labels_from_mask(in.fields[0], in.labels[0], 0.25), in.height, in.width)};
       }},
      surest("tenth", 0.1),
      surest("third", 0.3),
      surest("all", 1),
  };
  for (const auto& part : {transform_order_cases("reflecting", Boundary::reflecting),
                           transform_order_cases("periodic", Boundary::periodic)}) {
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

std::vector<OperationCase> region_cases() {
  return {
      {"assemble_region", 1e-6, fields_with_labels,
       [](Call& call) {
         call.queue().assemble_region(call.input(0), call.input(1), call.labels(0), 0.75F, 1.5F, call.output());
       },
       [](const Inputs& in) {
         return Outputs{reference::assemble_region(in.fields[0], in.fields[1], in.labels[0], 0.75, 1.5)};
       }},
      {"assemble_region_without_selective", 1e-6, fields_with_labels,
       [](Call& call) { call.queue().assemble_region(call.input(0), {}, call.labels(0), 0.75F, 1.5F, call.output()); },
       [](const Inputs& in) {
         return Outputs{reference::assemble_region(in.fields[0], in.fields[1], in.labels[0], 0.75, 0)};
       }},
      {"add_scaled", 1e-6, fields_with_labels,
       [](Call& call) { call.queue().add_scaled(call.input(0), -0.75F, call.in_place(1)); },
       [](const Inputs& in) {
         return Outputs{reference::map([](double a, double b) { return b - 0.75 * a; }, in.fields[0], in.fields[1])};
       }},
      // Sums in double of terms that are exact in float32.
      {"region_scale", 1e-12, u_and_r,
       [](Call& call) {
         call.queue().region_scale(call.input(1), call.values_output<kernels::RegionScale, double>(2));
       },
       [](const Inputs& in) {
         Grid out(1, 2, reference::region_scale(in.fields[1]));
         out(0, 1) = 0;
         for (const double r : in.fields[1].values) out(0, 1) += std::isinf(r) ? 0 : 1;
         return Outputs{out};
       }},
  };
}

std::vector<OperationCase> level_cases() {
  return {
      {"restrict_by_two", 1e-6, fields_with_labels,
       [](Call& call) {
         const kernels::FloatField coarse = call.output((call.shape().height + 1) / 2, (call.shape().width + 1) / 2);
         call.queue().restrict_by_two(call.input(0), 0.75F, coarse);
       },
       [](const Inputs& in) {
         return Outputs{reference::map([](double v) { return 0.75 * v; }, reference::restrict_by_two(in.fields[0]))};
       }},
      {"prolong_by_two", 1e-6,
       [](Random& random, int h, int w) {
         return Inputs{.height = h, .width = w, .fields = {random.grid((h + 1) / 2, (w + 1) / 2, -1, 1)}};
       },
       [](Call& call) { call.queue().prolong_by_two(call.input(0), 0.75F, call.output()); },
       [](const Inputs& in) {
         return Outputs{reference::map([](double v) { return 0.75 * v; },
                                       reference::prolong_by_two(in.fields[0], in.height, in.width))};
       }},
  };
}

}  // namespace hesscut::test
