#include "tools/hesscut/evaluate_methods.hpp"

#include <algorithm>
#include <chrono>
#include <hesscut/hesscut.hpp>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>

#include "tools/hesscut/device_turns.hpp"
#include "tools/hesscut/evaluate/grabcut.hpp"
#include "tools/hesscut/evaluate/probable_product.hpp"
#include "tools/hesscut/evaluate/watershed.hpp"
#include "tools/hesscut/settings.hpp"

namespace hesscut::command {
namespace {

using evaluate::CutOpen;
using evaluate::Method;
using evaluate::Prediction;

constexpr const char* network_alone = "network";
constexpr double default_feather = 1;  ///< pixels; what serves grabCut best on the rendered scenes

/// A method of OpenCV.
struct Peer {
  std::string_view name;
  evaluate::PeerResult (*cut)(const ImageView& photo, const Markers& markers, int working_side);
  int iterations;
};
constexpr Peer peers[] = {{"grabcut", evaluate::grabcut, evaluate::grabcut_iterations},
                          {"watershed", evaluate::watershed, 0}};

[[noreturn]] void refuse(const std::string& what) {
  throw Error(ErrorKind::usage, what);
}

/// A peer takes its grid from working_side and nothing else.
int peer_side(const MethodOptions& options) {
  if (options.automatic) refuse("--auto: " + options.name + " needs markers");
  if (!options.prior.model.empty()) refuse("--prior: " + options.name + " knows none");
  if (options.cold) refuse("--cold: " + options.name + " knows nothing else");
  for (const std::string& setting : options.settings) {
    if (!setting.starts_with("working_side=")) {
      refuse("--set " + setting + ": " + options.name + " knows working_side only");
    }
  }
  return parse_parameters("product", options.settings).working_side;
}

Method make_peer(const Peer& peer, int working_side, double feather) {
  return [=](const ImageView& photo) -> CutOpen {
    return [=](const Markers& markers) {
      evaluate::PeerResult result = peer.cut(photo, markers, working_side);
      Image alpha = evaluate::feathered(result.mask, feather);
      return Prediction{std::move(result.mask), std::move(alpha), static_cast<double>(peer.iterations), std::nullopt,
                        result.ms};
    };
  };
}

/// What `propose` says of the photo, if there is any, and the milliseconds that takes.
std::pair<Prior, double> proposed(const Proposer& propose, const ImageView& photo, const Markers& markers) {
  const auto start = std::chrono::steady_clock::now();
  Prior prior = propose ? propose(photo, markers) : Prior{};
  return {std::move(prior),
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count()};
}

/// The network alone: probable product, at the photo's own size. Of markers only a box is something to it.
Method make_network(const Proposer& propose, double feather) {
  return [=](const ImageView& photo) -> CutOpen {
    return [=](const Markers& markers) {
      const auto [prior, ms] = proposed(propose, photo, markers);
      Image mask = evaluate::probable_product(prior, photo.width, photo.height);
      Image alpha = evaluate::feathered(mask, feather);
      return Prediction{std::move(mask), std::move(alpha), 0, std::nullopt, ms};
    };
  };
}

Prediction prediction(Cutout cutout, double before_ms) {
  return {std::move(cutout.mask), std::move(cutout.alpha), static_cast<double>(cutout.iterations), cutout.gap,
          cutout.times.total() + before_ms};
}

/// Every cut knows nothing of those before.
Method make_segmenter(std::shared_ptr<Segmenter> segmenter, const Proposer& propose) {
  return [=, segmenter = std::move(segmenter)](const ImageView& photo) -> CutOpen {
    return [=](const Markers& markers) {
      const auto [prior, ms] = proposed(propose, photo, markers);
      return prediction(segmenter->cut(photo, markers, prior), ms);
    };
  };
}

Method make_opener(std::shared_ptr<Segmenter> segmenter, const Proposer& propose) {
  return [=, segmenter = std::move(segmenter)](const ImageView& photo) -> CutOpen {
    const auto [prior, ms] = proposed(propose, photo, {});
    const auto open = std::make_shared<OpenPhoto>(segmenter->open(photo, prior));
    return [open, before = ms](const Markers& markers) mutable {
      return prediction(open->cut(markers), std::exchange(before, 0.0));
    };
  };
}

}  // namespace

Methods::Methods(const MethodOptions& options) {
  if (options.cold && !options.clicks) refuse("--cold goes with --clicks");
  const double feather = options.feather.value_or(default_feather);
  if (const Peer* const peer = std::ranges::find(peers, options.name, &Peer::name); peer != std::end(peers)) {
    make_ = [=, side = peer_side(options)] { return make_peer(*peer, side, feather); };
    return;
  }
  if (options.cold && options.name == network_alone) refuse("--cold: " + options.name + " knows nothing else");
  const bool has_prior = !options.prior.model.empty();
  const auto prior = has_prior ? std::make_shared<const PriorModel>(options.prior) : nullptr;
  if (options.name == network_alone) {  // takes no parameters, and markers are nothing to it
    if (!has_prior) refuse("--method network needs --prior");
    if (!options.settings.empty()) {
      refuse("--set " + options.settings.front() + ": the network alone has no parameters");
    }
    make_ = [=] { return make_network(prior->make(), feather); };
    return;
  }
  if (options.feather) refuse("--feather: " + options.name + " makes an alpha of its own");
  const auto devices = std::make_shared<DeviceTurns>(options.device);
  make_ = [=, opens = options.clicks && !options.cold, parameters = parse_parameters(options.name, options.settings)] {
    auto segmenter = std::make_shared<Segmenter>(SegmenterOptions{devices->next(), 1, parameters});
    const Proposer propose = has_prior ? prior->make() : nullptr;
    return opens ? make_opener(std::move(segmenter), propose) : make_segmenter(std::move(segmenter), propose);
  };
}

Method Methods::make() {
  return make_();
}

}  // namespace hesscut::command
