#include "tests/reference/refine.hpp"

#include "tests/kernels/operation_case.hpp"

namespace hesscut::test {
namespace {

std::vector<kernels::Rgb8> random_photo(Random& random, std::size_t pixels) {
  std::vector<kernels::Rgb8> out(pixels);
  const auto code = [&] { return static_cast<std::uint8_t>(random.integer(0, 255)); };
  for (kernels::Rgb8& colour : out) colour = {code(), code(), code()};
  return out;
}

reference::Photo to_reference(const std::vector<kernels::Rgb8>& photo) {
  reference::Photo out;
  for (const kernels::Rgb8& colour : photo) out.push_back({colour.r, colour.g, colour.b});
  return out;
}

/// Solid areas of both kinds with a band between them, along a slanted line.
Labels slanted_band(Random& random, int height, int width) {
  const double slope = random.uniform(-1, 1);
  const double middle = random.uniform(0, width);
  Labels out;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double side = x - middle - slope * y;
      out.push_back(std::abs(side) < 2.5 ? 128 : side < 0 ? 0 : 255);
    }
  }
  return out;
}

Inputs band_in_a_photo(Random& random, int height, int width) {
  Inputs out{.height = height, .width = width, .rgb = random_photo(random, 1UL * height * width)};
  Labels mask(1UL * height * width);
  for (std::uint8_t& value : mask) value = random.chance(0.5) ? 255 : 0;
  out.labels = {mask, slanted_band(random, height, width)};
  return out;
}

OperationCase guided(const std::string& name, int radius) {
  // Second moments in float32, less their means' squares, over a ridge of 1/128: three digits of seven.
  return {"guided_map_" + name,
          1e-4,
          band_in_a_photo,
          [radius](Call& call) {
            const kernels::LinearMap<float> map{call.output(), call.output(), call.output(), call.output()};
            const kernels::ByteField mask = call.labels(0);
            call.queue().guided_map(call.rgb(), mask, call.labels(1), radius, 0.0078125F, map);
          },
          [radius](const Inputs& in) {
            const auto map = reference::guided_map(to_reference(in.rgb), in.labels[0], in.labels[1], in.height,
                                                   in.width, radius, 0.0078125, unspecified);
            return Outputs{map.r, map.g, map.b, map.offset};
          },
          1};
}

/// A working size and a photo of another size.
OperationCase edge(const std::string& name, int tall, int more_rows, int wide, int more_columns) {
  const auto photo_height = [=](int height) { return tall * height + more_rows; };
  const auto photo_width = [=](int width) { return wide * width + more_columns; };
  // Half a step of 255: the reference does not round.
  return {"edge_alpha_" + name,
          0.501 / 255,
          [=](Random& random, int h, int w) {
            Inputs out{.height = h,
                       .width = w,
                       .labels = {slanted_band(random, h, w)},
                       .rgb = random_photo(random, 1UL * photo_height(h) * photo_width(w))};
            for (int i = 0; i < 4; ++i) out.fields.push_back(random.grid(h, w, -0.5, 1));
            return out;
          },
          [=](Call& call) {
            const auto photo = call.rgb(photo_height(call.shape().height), photo_width(call.shape().width));
            const kernels::LinearMap<const float> map{call.input(0), call.input(1), call.input(2), call.input(3)};
            const kernels::ByteField band = call.labels(0);
            const kernels::ByteField alpha = call.label_output(photo.shape.height, photo.shape.width);
            for (int b = 0; b < call.shape().batch; ++b) {
              call.queue().edge_alpha(photo.one(b), {map.r.one(b), map.g.one(b), map.b.one(b), map.offset.one(b)},
                                      band.one(b), 1.5F, alpha.one(b));
            }
          },
          [=](const Inputs& in) {
            const reference::LinearMap map{in.fields[0], in.fields[1], in.fields[2], in.fields[3]};
            return Outputs{reference::edge_alpha(to_reference(in.rgb), photo_height(in.height), photo_width(in.width),
                                                 map, in.labels[0], 1.5)};
          },
          255};
}

Inputs lab_and_coefficients(Random& random, int height, int width) {
  return {.height = height,
          .width = width,
          .fields = {random.grid(height, width, 0, 1), random.grid(height, width, -1, 1),
                     random.grid(height, width, -1, 1)},
          .numbers = random.grid(1, 18, -1, 1).values};
}

}  // namespace

std::vector<OperationCase> refine_cases() {
  return {
      {"border_distance", 1e-6, lab_and_coefficients,
       [](Call& call) {
         const kernels::Planes<const float> lab{call.input(0), call.input(1), call.input(2)};
         call.queue().border_distance(lab, call.numbers(18), call.output());
       },
       [](const Inputs& in) {
         return Outputs{reference::border_distance({in.fields[0], in.fields[1], in.fields[2]}, in.numbers)};
       },
       1},
      {"border_data_term", 1e-6, lab_and_coefficients,
       [](Call& call) { call.queue().border_data_term(call.input(0), call.numbers(1), call.output()); },
       [](const Inputs& in) { return Outputs{reference::border_data_term(in.fields[0], in.numbers[0])}; }, 1},
      guided("small_window", 1),
      guided("wide_window", 4),
      edge("enlarged", 3, 1, 2, 5),
      edge("same_size", 1, 0, 1, 0),
      edge("one_and_a_bit", 1, 2, 1, 7),
  };
}

}  // namespace hesscut::test
