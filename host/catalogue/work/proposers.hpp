#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>
#include <hesscut/prior.hpp>

namespace hesscut::catalogue {

/// Says what it thinks of photos, for one thread at a time.
using Proposer = std::function<Prior(const ImageView& photo, const Markers& markers)>;

/// Makes one more of them. Called by many threads.
using ProposerMaker = std::function<Proposer()>;

/// As many proposers as threads ask at the same time, each kept for the next that asks. For many threads.
class Proposers {
 public:
  /// make: may be empty, then no photo gets a prior.
  explicit Proposers(ProposerMaker make) : make_(std::move(make)) {}

  [[nodiscard]] Prior propose(const ImageView& photo, const Markers& markers) {
    if (!make_) return {};
    Proposer proposer = take();
    if (!proposer) proposer = make_();
    Prior prior = proposer(photo, markers);
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(proposer));
    return prior;
  }

 private:
  Proposer take() {
    const std::scoped_lock lock(mutex_);
    if (idle_.empty()) return nullptr;
    Proposer proposer = std::move(idle_.back());
    idle_.pop_back();
    return proposer;
  }

  ProposerMaker make_;
  std::mutex mutex_;
  std::vector<Proposer> idle_;
};

}  // namespace hesscut::catalogue
