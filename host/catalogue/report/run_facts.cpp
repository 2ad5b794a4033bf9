#include "host/catalogue/report/run_facts.hpp"

#include <algorithm>

namespace hesscut::catalogue {

RunFacts merge(const RunFacts& a, const RunFacts& b) {
  RunFacts both = a;
  both.shard.clear();
  // times in this form are ordered as their texts are
  both.started = a.started.empty() || b.started.empty() ? a.started + b.started : std::min(a.started, b.started);
  both.finished = std::max(a.finished, b.finished);
  both.complete = a.complete && b.complete;
  both.times = merge(a.times, b.times);
  return both;
}

}  // namespace hesscut::catalogue
