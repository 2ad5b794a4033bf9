#include "bench/speed/claims.hpp"

namespace hesscut::bench {

std::span<const Claim> all_claims() {
  static constexpr Claim claims[] = {
      {"grabcut", true, against_grabcut},   {"random_walker", true, against_random_walker},
      {"cores", true, all_cores},           {"click", true, further_click},
      {"iteration", false, iteration},      {"roofline", false, roofline},
      {"published", false, published_code}, {"stages", true, stages},
      {"exactness", true, exactness}};
  return claims;
}

}  // namespace hesscut::bench
