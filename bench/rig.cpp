#include "bench/rig.hpp"

#include <cmath>
#include <vector>

#include <hesscut/markers.hpp>

#include "host/segment/region_model.hpp"
#include "host/segment/weights.hpp"
#include "host/segment/working_shape.hpp"

namespace hesscut::bench {

namespace {

constexpr auto foreground = static_cast<std::uint8_t>(Label::foreground);
constexpr auto background = static_cast<std::uint8_t>(Label::background);
constexpr auto unmarked = static_cast<std::uint8_t>(Label::unmarked);

constexpr double radius = 0.3;          ///< of the disk, in short sides
constexpr double marker_radius = 0.02;  ///< in short sides
constexpr double band_radius = 2;       ///< pixels on both sides of the edge
constexpr int border = 2;               ///< pixels known as background
constexpr int iterations = 10;          ///< of either grid before anything is measured

/// One image's pixels, `value` at each of them, as often as the batch has images.
template <class T, class Value>
std::vector<T> pixels_of(const kernels::Shape& shape, const Value& value) {
  std::vector<T> out;
  out.reserve(shape.count());
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) out.push_back(value(y, x));
  }
  for (int b = 1; b < shape.batch; ++b) {
    for (std::size_t i = 0; i < shape.pixels(); ++i) out.push_back(out[i]);
  }
  return out;
}

/// Pixels between a pixel and the disk's edge, negative inside of a disk of `share` short sides.
double outside_disk(const kernels::Shape& shape, int y, int x, double share) {
  return std::hypot(y - shape.height / 2, x - shape.width / 2) - share * std::min(shape.height, shape.width);
}

std::vector<std::uint8_t> known_pixels(const kernels::Shape& shape) {
  return pixels_of<std::uint8_t>(shape, [&](int y, int x) {
    if (outside_disk(shape, y, x, marker_radius) <= 0) return foreground;
    const int to_border = std::min(std::min(y, shape.height - 1 - y), std::min(x, shape.width - 1 - x));
    return to_border < border ? background : unmarked;
  });
}

template <class T>
void upload(kernels::Operations& queue, const kernels::Field<T>& field, const std::vector<T>& values) {
  queue.upload(field.data, values.data(), values.size() * sizeof(T));
  queue.synchronize();
}

}  // namespace

Rig::Rig(const std::string& device_name, const kernels::Shape& shape)
    : shape_(shape),
      choice_(device::choose_devices(device_name, 1)),
      device(*choice_.devices.front()),
      queue(device.make_queue()),
      fine(device, *queue, shape, Boundary::reflecting),
      coarse(device, *queue, segment::coarser(shape), Boundary::reflecting),
      cost(device, shape),
      likelihood_g2(device, shape),
      kept_rhs(device, shape),
      rhs(device, shape),
      mask(device, shape),
      band(device, shape),
      out{{device, shape}, {device, shape}},
      coarse_out(device, segment::coarser(shape)),
      byte_out(device, shape),
      sums(device, static_cast<std::size_t>(shape.batch)),
      scales(device, static_cast<std::size_t>(shape.batch)),
      plan(queue->make_spectral_plan(shape, Boundary::reflecting)),
      photo_(device, shape),
      map_r_(device, shape),
      map_g_(device, shape),
      map_b_(device, shape),
      map_offset_(device, shape) {
  queue->reserve(shape);
  load_photo();
  load_markers(fine);
  load_markers(coarse);
  model();
  solve();
  for (const device::FieldArray<float>& field : out) queue->fill(field.field(), 0.0F);
  queue->synchronize();
}

void Rig::load_photo() {
  std::uint32_t random = 1;
  const auto noisy = [&random](int value) {
    random = random * 1664525U + 1013904223U;
    return static_cast<std::uint8_t>(value + static_cast<int>(random >> 26U));
  };
  upload(*queue, photo_.field(), pixels_of<kernels::Rgb8>(shape_, [&](int y, int x) -> kernels::Rgb8 {
    const bool inside = outside_disk(shape_, y, x, radius) <= 0;
    return inside ? kernels::Rgb8{noisy(120), noisy(60), noisy(40)} : kernels::Rgb8{noisy(130), noisy(130), noisy(120)};
  }));
  upload(*queue, mask.field(), pixels_of<std::uint8_t>(shape_, [&](int y, int x) {
    return outside_disk(shape_, y, x, radius) <= 0 ? foreground : background;
  }));
  const std::vector<std::uint8_t> values = pixels_of<std::uint8_t>(shape_, [&](int y, int x) {
    const double distance = outside_disk(shape_, y, x, radius);
    return std::abs(distance) <= band_radius ? unmarked : distance < 0 ? foreground : background;
  });
  upload(*queue, band.field(), values);
  band_share_ =
      static_cast<double>(std::count(values.begin(), values.end(), unmarked)) / static_cast<double>(values.size());
}

void Rig::load_markers(const segment::Level& level) const {
  const std::vector<std::uint8_t> known = known_pixels(level.shape());
  for (const kernels::ByteField& field : {level.known(), level.seeds(), level.labels()}) upload(*queue, field, known);
  queue->fill(level.prior(), 0.5F);
}

/// Weights and region terms as the pipeline makes them.
void Rig::model() {
  const Parameters parameters = preset_parameters(Preset::product);
  const segment::Recipe recipe = segment::recipe_for(segment::Knowledge::foreground, false, parameters);
  queue->lab_from_rgb(photo(), fine.lab());
  queue->grey_from_rgb(photo(), fine.grey());
  segment::measure_colour_gradient(*queue, fine);
  segment::estimate_weights(*queue, parameters, fine);
  segment::restrict_photo(*queue, fine, coarse);
  segment::RegionModel region(*queue, parameters);
  segment::StageClock clock(*queue);
  region.update(coarse, nullptr, recipe, recipe.first, clock);
  region.update(fine, &coarse, recipe, recipe.refit, clock);

  queue->gaussian_blur(fine.data(), out[0].field(), 1.0);
  queue->gradient_square(out[0].field(), likelihood_g2.field(), 0.5F, false);
  queue->likelihood_cost(likelihood_g2.field(), fine.colour_g2(), 3e-3F, 1.0F, 0.3F, cost.field());
  queue->guided_map(photo(), {mask.field().data, shape_}, {band.field().data, shape_}, 2, 3e-4F, map());
}

void Rig::solve() {
  solver::Options options;
  options.tolerance = 0;
  options.max_iterations = iterations;
  std::vector<solver::ImageReport> reports(shape_.batch);
  queue->fill(coarse.relaxed(), 0.5F);
  coarse.solver().start_from(coarse.relaxed());
  coarse.solver().solve(coarse.problem(), options, reports);
  coarse.solver().relaxed(coarse.problem(), coarse.relaxed());
  fine.solver().start_from(coarse.solver(), coarse.problem());
  fine.solver().solve(fine.problem(), options, reports);
  fine.solver().relaxed(fine.problem(), fine.relaxed());
  queue->admm_sweep(fine.problem(), Boundary::reflecting, fine.solver().penalties(), fine.solver().u(),
                    fine.solver().state(), kept_rhs.field());
  queue->copy(rhs.field().data, kept_rhs.field().data, field_bytes());
}

}  // namespace hesscut::bench
