#include "bench/table1/model.hpp"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "host/segment/labels.hpp"
#include "host/segment/marker_map.hpp"
#include "host/segment/prepare.hpp"
#include "host/segment/region_model.hpp"
#include "host/segment/stage_clock.hpp"
#include "host/segment/weights.hpp"
#include "host/segment/working_shape.hpp"

namespace hesscut::bench {
namespace {

using segment::foreground;
constexpr int certified_iterations = 4000;

solver::Options options_of(const Parameters& p) {
  return {.rho1 = p.rho1,
          .rho2 = p.rho2,
          .rho3 = p.rho3,
          .gamma = p.gamma,
          .tolerance = p.tolerance,
          .max_iterations = certified_iterations,
          .first_check = 4,
          .check_every = {}};
}

}  // namespace

Model::Model(const ImageView& photo, const Markers& markers, const Parameters& parameters)
    : parameters_(parameters), device_(device::make_cpu_device(1)), queue_(device_->make_queue()) {
  const kernels::Shape shape = segment::working_shape(photo.width, photo.height, parameters.working_side);
  known_ = segment::rasterise(markers, photo.width, photo.height, shape.width, shape.height);
  knowledge_ = segment::knowledge_of(known_);
  queue_->reserve(shape);
  level_ = std::make_unique<segment::Level>(*device_, *queue_, shape, parameters.boundary);
  load_photo(photo, shape);
  load_markers();
}

void Model::load_photo(const ImageView& photo, const kernels::Shape& shape) {
  const Image small = segment::shrink_photo(photo, shape);
  const device::FieldArray<kernels::Rgb8> rgb(*device_, shape);
  queue_->upload(rgb.field().data, small.pixels.data(), small.pixels.size());
  const kernels::Field<const kernels::Rgb8> colours(rgb.field().data, shape);
  queue_->lab_from_rgb(colours, level_->lab());
  queue_->grey_from_rgb(colours, level_->grey());
  segment::measure_colour_gradient(*queue_, *level_);
  segment::estimate_weights(*queue_, parameters_, *level_);
  queue_->synchronize();
}

void Model::load_markers() {
  const auto upload = [&](kernels::ByteField field, const Image& labels) {
    queue_->upload(field.data, labels.pixels.data(), labels.pixels.size());
  };
  const Image framed = segment::with_background(known_);
  upload(level_->known(), known_);
  upload(level_->seeds(), framed);
  upload(level_->labels(), knowledge_ == segment::Knowledge::foreground ? framed : segment::with_candidates(known_));
  queue_->synchronize();
}

void Model::make_problem() {
  const segment::Recipe recipe = segment::recipe_for(knowledge_, false, parameters_);
  segment::StageClock clock(*queue_);
  segment::RegionModel region(*queue_, parameters_);
  solver::Options loose = options_of(parameters_);
  loose.tolerance = 0.01;
  loose.max_iterations = 32;
  std::vector<solver::ImageReport> reports(1);
  queue_->fill(level_->relaxed(), 0.5F);
  level_->solver().start_from(level_->relaxed());
  for (int fit = 0; fit < recipe.fits; ++fit) {
    if (fit > 0) {
      level_->solver().solve(level_->problem(), loose, reports);
      level_->solver().relaxed(level_->problem(), level_->relaxed());
      queue_->labels_from_mask(level_->relaxed(), level_->known(), 0.5F, level_->labels());
    }
    region.update(*level_, nullptr, recipe, fit == 0 ? recipe.first : recipe.refit, clock);
  }
  clock.stop();
}

Image Model::hull() const {
  Image inside(known_.width, known_.height, 1);
  cv::Mat1b target(known_.height, known_.width, inside.pixels.data());
  const cv::Mat1b known(known_.height, known_.width, const_cast<std::uint8_t*>(known_.pixels.data()));
  std::vector<cv::Point> marked;
  cv::findNonZero(cv::Mat1b(known == foreground), marked);
  if (marked.empty()) return segment::with_candidates(known_);
  std::vector<cv::Point> corners;
  cv::convexHull(marked, corners);
  cv::fillConvexPoly(target, corners, foreground);
  return inside;
}

void Model::make_rci_problem() {
  const Image inside = hull();
  queue_->upload(level_->labels().data, inside.pixels.data(), inside.pixels.size());
  const Image unmarked(known_.width, known_.height, 1, static_cast<std::uint8_t>(Label::unmarked));
  segment::StageClock clock(*queue_);
  segment::RegionModel region(*queue_, parameters_);
  const segment::Recipe recipe = segment::recipe_for(knowledge_, false, parameters_);
  region.update(*level_, nullptr, recipe, recipe.first, clock);
  clock.stop();
  queue_->upload(level_->known().data, unmarked.pixels.data(), unmarked.pixels.size());
  queue_->assemble_region(level_->data(), level_->selective(), level_->known(), recipe.lambda, recipe.theta,
                          level_->problem().r);
}

std::vector<float> Model::download(kernels::ConstFloatField field) const {
  std::vector<float> values(field.shape.count());
  queue_->download(values.data(), field.data, values.size() * sizeof(float));
  queue_->synchronize();
  return values;
}

HostProblem Model::problem() const {
  const kernels::Problem p = level_->problem();
  return {p.r.shape.height, p.r.shape.width, download(p.alpha), download(p.beta), download(p.r)};
}

Certified Model::solve() {
  solver::Options options = options_of(parameters_);
  std::vector<solver::ImageReport> reports(1);
  queue_->fill(level_->relaxed(), 0.5F);
  level_->solver().start_from(level_->relaxed());
  level_->solver().solve(level_->problem(), options, reports);
  level_->solver().relaxed(level_->problem(), level_->relaxed());
  Certified out{.u = download(level_->relaxed()),
                .iterations = reports[0].iterations,
                .gap = reports[0].relative_gap(),
                .mask_certificate = reports[0].mask_certificate()};
  options.tolerance = 0.1 * parameters_.tolerance;
  level_->solver().solve(level_->problem(), options, reports);
  scale_ = reports[0].scale;
  out.lower_bound = (reports[0].sums.energy - reports[0].sums.gap) / scale_;
  return out;
}

/// A solve of no iterations: the certificate of the start.
Worth Model::worth(const std::vector<float>& u) {
  queue_->upload(level_->relaxed().data, u.data(), u.size() * sizeof(float));
  level_->solver().start_from(level_->relaxed());
  solver::Options none = options_of(parameters_);
  none.max_iterations = 0;
  std::vector<solver::ImageReport> reports(1);
  level_->solver().solve(level_->problem(), none, reports);
  return {reports[0].sums.energy / reports[0].scale, reports[0].sums.mask_energy / reports[0].scale};
}

}  // namespace hesscut::bench
