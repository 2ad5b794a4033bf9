#include "bench/table1/outcome.hpp"

#include <algorithm>

#include <hesscut/hesscut.hpp>

#include "bench/table1/model.hpp"
#include "bench/table1/published_admm.hpp"
#include "bench/table1/published_aos.hpp"
#include "tools/hesscut/evaluate/grabcut.hpp"
#include "tools/hesscut/evaluate/probable_product.hpp"
#include "tools/hesscut/evaluate/watershed.hpp"

namespace hesscut::bench {
namespace {

constexpr double published_tolerance = 1e-3;
constexpr int admm_limit = 1000;
constexpr int aos_limit = 5000;
constexpr int rci_side = 256;  ///< the grid of its authors' code

/// One photo with its markers and truth.
struct Case {
  ImageView photo, truth;
  const Markers& markers;

  [[nodiscard]] evaluate::Metrics compare(const Image& mask) const { return evaluate::compare(mask.view(), truth); }
  /// u > 1/2, enlarged as the masks of the peers are: the published methods have no other way to the photo.
  [[nodiscard]] evaluate::Metrics compare(const std::vector<float>& u, const kernels::Shape& shape) const {
    cv::Mat1b mask(shape.height, shape.width);
    std::ranges::transform(u, mask.begin(), [](float value) { return value > 0.5F ? 255 : 0; });
    return compare(evaluate::enlarged_mask(mask, photo));
  }
};

Outcome of_published(const std::string& name, const Case& one, Model& model, const PublishedRun& run,
                     double lower_bound) {
  const Worth worth = model.worth(run.u);
  Outcome out{name + ", published rule", one.compare(run.u, model.level().shape()), run.iterations};
  out.above_optimum = worth.energy - lower_bound;
  out.mask_above_optimum = worth.mask_energy - lower_bound;
  out.stopped = run.stopped;
  return out;
}

Outcome of_certified(const std::string& name, const Case& one, Model& model, const Certified& solved) {
  Outcome out{name + ", certified", one.compare(solved.u, model.level().shape()), solved.iterations};
  out.gap = solved.gap;
  out.mask_certificate = solved.mask_certificate;
  return out;
}

void add_rci(const Case& one, std::vector<Outcome>& outcomes) {
  Parameters parameters = preset_parameters(Preset::rci);
  parameters.working_side = rci_side;
  Model model(one.photo, one.markers, parameters);
  model.make_rci_problem();
  const Image hull = model.hull();
  std::vector<float> start(hull.pixels.begin(), hull.pixels.end());
  for (float& value : start) value = value > 127 ? 1.0F : 0.0F;
  const PublishedRun run = run_published_aos(model.problem(), start, aos_limit);
  const Certified solved = model.solve();
  outcomes.push_back(of_published("RCI", one, model, run, solved.lower_bound));
  outcomes.push_back(of_certified("RCI", one, model, solved));
}

/// Of TV no stopping rule is published.
void add_tv(const Case& one, std::vector<Outcome>& outcomes) {
  Model model(one.photo, one.markers, preset_parameters(Preset::tv));
  model.make_problem();
  outcomes.push_back(of_certified("TV", one, model, model.solve()));
}

void add_admm(const std::string& name, Preset preset, const Case& one, std::vector<Outcome>& outcomes) {
  Model model(one.photo, one.markers, preset_parameters(preset));
  model.make_problem();
  segment::Level& level = model.level();
  model.queue().fill(level.relaxed(), 0.5F);
  const PublishedRun run = run_published_admm(model.queue(), level.solver(), level.problem(), level.relaxed(),
                                              published_tolerance, admm_limit);
  const Certified solved = model.solve();
  outcomes.push_back(of_published(name, one, model, run, solved.lower_bound));
  outcomes.push_back(of_certified(name, one, model, solved));
}

void add_product(const std::string& name, const Case& one, const Prior& prior, std::vector<Outcome>& outcomes) {
  const Cutout cutout = Segmenter({"cpu", 1}).cut(one.photo, one.markers, prior);
  Outcome out{name, one.compare(cutout.mask), cutout.iterations};
  out.gap = cutout.gap;
  out.mask_certificate = cutout.mask_certificate;
  outcomes.push_back(out);
}

void add_network(const Case& one, const Prior& prior, std::vector<Outcome>& outcomes) {
  outcomes.push_back({"U-Net", one.compare(evaluate::probable_product(prior, one.photo.width, one.photo.height))});
}

void add_peers(const Case& one, std::vector<Outcome>& outcomes) {
  const int side = Parameters().working_side;
  outcomes.push_back(
      {"grabCut", one.compare(evaluate::grabcut(one.photo, one.markers, side).mask), evaluate::grabcut_iterations});
  outcomes.push_back({"watershed", one.compare(evaluate::watershed(one.photo, one.markers, side).mask)});
}

}  // namespace

std::vector<Outcome> run_methods(const ImageView& photo, const ImageView& truth, const Markers& markers,
                                 const command::Proposer& network) {
  const Case one{photo, truth, markers};
  std::vector<Outcome> outcomes;
  add_rci(one, outcomes);
  add_tv(one, outcomes);
  add_admm("paper", Preset::paper, one, outcomes);
  add_admm("yzd", Preset::yzd, one, outcomes);
  const Prior prior = network ? network(photo, markers) : Prior{};
  if (network) add_network(one, prior, outcomes);
  add_product("product", one, {}, outcomes);
  if (network) add_product("product, U-Net as prior", one, prior, outcomes);
  add_peers(one, outcomes);
  return outcomes;
}

std::vector<Outcome> mean_outcomes(const std::vector<std::vector<Outcome>>& photos) {
  std::vector<Outcome> means;
  if (photos.empty()) return means;
  const auto n = static_cast<double>(photos.size());
  for (std::size_t k = 0; k < photos.front().size(); ++k) {
    Outcome mean{.method = photos.front()[k].method};
    const auto add = [n](std::optional<double>& sum, const std::optional<double>& value) {
      if (value) sum = sum.value_or(0) + *value / n;
    };
    for (const std::vector<Outcome>& photo : photos) {
      const Outcome& one = photo[k];
      mean.metrics.dsc += one.metrics.dsc / n;
      mean.metrics.hd += one.metrics.hd / n;
      add(mean.iterations, one.iterations);
      add(mean.above_optimum, one.above_optimum);
      add(mean.mask_above_optimum, one.mask_above_optimum);
      add(mean.gap, one.gap);
      add(mean.mask_certificate, one.mask_certificate);
      mean.stopped = mean.stopped && one.stopped;
    }
    means.push_back(mean);
  }
  return means;
}

}  // namespace hesscut::bench
