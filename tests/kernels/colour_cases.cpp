#include "tests/kernels/operation_case.hpp"
#include "tests/reference/colour.hpp"

namespace hesscut::test {
namespace {

Inputs random_photo(Random& random, int height, int width) {
  Inputs out{.height = height, .width = width};
  out.rgb.resize(static_cast<std::size_t>(height) * width);
  const auto code = [&] { return static_cast<std::uint8_t>(random.integer(0, 255)); };
  for (kernels::Rgb8& colour : out.rgb) colour = {code(), code(), code()};
  return out;
}

reference::Rgb to_reference(const kernels::Rgb8& colour) {
  return {colour.r, colour.g, colour.b};
}

Outputs expected_lab(const Inputs& in) {
  Outputs out(3, Grid(in.height, in.width));
  for (std::size_t i = 0; i < in.rgb.size(); ++i) {
    const auto lab = reference::lab_from_rgb(to_reference(in.rgb[i]));
    for (int c = 0; c < 3; ++c) out[c].values[i] = lab[c];
  }
  return out;
}

Outputs expected_grey(const Inputs& in) {
  Grid out(in.height, in.width);
  for (std::size_t i = 0; i < in.rgb.size(); ++i) out.values[i] = reference::grey_from_rgb(to_reference(in.rgb[i]));
  return {out};
}

OperationCase blur(const std::string& name, double sigma) {
  return {"gaussian_blur_" + name, 1e-6,
          [](Random& random, int h, int w) {
            return Inputs{.height = h, .width = w, .fields = {random.grid(h, w, -1, 1)}};
          },
          [sigma](Call& call) { call.queue().gaussian_blur(call.input(0), call.output(), sigma); },
          [sigma](const Inputs& in) { return Outputs{reference::gaussian_blur(in.fields[0], sigma)}; }};
}

/// Colours well inside their cells of the 32^3 grid, clustered so that cells hold several, some beyond the grid's ends;
/// markers at random, in some images of one kind only or none.
Inputs random_samples(Random& random, int height, int width) {
  const Grid empty(height, width);
  Inputs out{.height = height, .width = width, .fields = {empty, empty, empty}};
  const int first = random.integer(0, 20);
  const auto fraction = [&] { return (random.integer(first, first + 10) + random.uniform(0.1, 0.9)) / 32; };
  for (std::size_t i = 0; i < empty.size(); ++i) {
    out.fields[0].values[i] = static_cast<float>(fraction());
    for (int c = 1; c < 3; ++c) {
      const double raw = random.chance(0.1) ? random.uniform(0.9, 1.2) : (160 * fraction() - 80) / 100;
      out.fields[c].values[i] = static_cast<float>(raw);
    }
  }
  const int kinds = random.integer(0, 5);
  for (std::size_t i = 0; i < empty.size(); ++i) {
    const int pick = random.integer(0, 2);
    const std::uint8_t label = pick == 0 && kinds > 0 ? 255 : pick == 1 && kinds > 1 ? 0 : 128;
    if (i == 0) out.labels.emplace_back();
    out.labels[0].push_back(label);
  }
  return out;
}

reference::Lab lab_of(const Inputs& in) {
  return {in.fields[0], in.fields[1], in.fields[2]};
}

OperationCase colour_model(const std::string& name, const kernels::ColourFit& fit) {
  return {"colour_model" + name, 1e-5, random_samples,
          [fit](Call& call) {
            const kernels::Planes<const float> lab{call.input(0), call.input(1), call.input(2)};
            const kernels::ColourTables tables{call.workspace(kernels::ColourTables::cells)};
            call.queue().fit_colour_tables(lab, call.labels(0), fit, tables);
            call.queue().colour_data_term(lab, tables, call.output());
          },
          [fit](const Inputs& in) {
            const reference::Lab lab = lab_of(in);
            return Outputs{reference::ColourTable(lab, in.labels[0], fit.explained, fit.area).data_term(lab)};
          }};
}

Inputs field_with_means(Random& random, int height, int width) {
  Inputs out{.height = height,
             .width = width,
             .fields = {random.grid(height, width, 0, 1), random.grid(height, width, -1, 1)},
             .numbers = random.grid(1, 6, 0, 1).values};
  return out;
}

OperationCase contrast(int channels) {
  return {"divide_by_contrast_of_" + std::to_string(channels), 1e-6,
          [](Random& random, int h, int w) {
            Inputs out = field_with_means(random, h, w);
            if (random.chance(0.3)) {  // no contrast: the field must stay as it is
              for (int c = 0; c < 3; ++c) out.numbers[2 * c] = out.numbers[2 * c + 1];
            }
            return out;
          },
          [channels](Call& call) {
            call.queue().divide_by_contrast(call.numbers(2, channels), channels, call.in_place(1));
          },
          [channels](const Inputs& in) {
            double contrast = 0;
            for (int c = 0; c < channels; ++c) contrast += std::pow(in.numbers[2 * c] - in.numbers[2 * c + 1], 2);
            const double divisor = contrast < 1e-6 ? 1 : contrast;
            return Outputs{reference::map([=](double d) { return d / divisor; }, in.fields[1])};
          }};
}

}  // namespace

std::vector<OperationCase> colour_space_cases() {
  return {
      // Half a hundredth of a CIELAB unit: as much as the published sRGB matrices differ from one another.
      {"lab_from_rgb", 5e-5, random_photo,
       [](Call& call) {
         call.queue().lab_from_rgb(call.rgb(), {call.output(), call.output(), call.output()});
       },
       expected_lab, 1},
      {"grey_from_rgb", 1e-6, random_photo, [](Call& call) { call.queue().grey_from_rgb(call.rgb(), call.output()); },
       expected_grey},
      blur("half_a_pixel", 0.5),
      blur("one_pixel", 1),
      blur("wide", 2.3),
  };
}

std::vector<OperationCase> colour_model_cases() {
  return {
      colour_model("", {}),
      colour_model("_of_a_mixture", {.explained = 0.5F}),
      colour_model("_by_area", {.area = 1}),
      {"region_means", 1e-6, random_samples,
       [](Call& call) {
         const kernels::FloatField field = call.input(1);
         const kernels::ByteField labels = call.labels(0);
         call.queue().region_means(field, labels, call.values_output<float, float>(2));
       },
       [](const Inputs& in) {
         Grid out(1, 2);
         const auto means = reference::region_means(in.fields[1], in.labels[0]);
         std::copy(means.begin(), means.end(), out.values.begin());
         return Outputs{out};
       }},
      {"means_data_term", 1e-6, field_with_means,
       [](Call& call) { call.queue().means_data_term(call.input(0), call.numbers(2), 0.75F, false, call.output()); },
       [](const Inputs& in) {
         return Outputs{reference::means_data_term(in.fields[0], in.numbers[0], in.numbers[1], 0.75)};
       }},
      {"means_data_term_accumulated", 1e-6, field_with_means,
       [](Call& call) { call.queue().means_data_term(call.input(0), call.numbers(2), 1, true, call.in_place(1)); },
       [](const Inputs& in) {
         return Outputs{reference::map([](double a, double b) { return a + b; }, in.fields[1],
                                       reference::means_data_term(in.fields[0], in.numbers[0], in.numbers[1], 1))};
       }},
      contrast(1),
      contrast(3),
  };
}

}  // namespace hesscut::test
