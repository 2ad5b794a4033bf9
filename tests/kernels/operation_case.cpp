#include "tests/kernels/operation_case.hpp"

namespace hesscut::test {

const std::vector<OperationCase>& operation_cases() {
  static const std::vector<OperationCase> all = [] {
    std::vector<OperationCase> out;
    for (const auto& part : {colour_space_cases(), edge_weight_cases(), geodesic_cases(), colour_model_cases(),
                             region_cases(), admm_cases(), mask_cases(), refine_cases(), level_cases()}) {
      out.insert(out.end(), part.begin(), part.end());
    }
    return out;
  }();
  return all;
}

std::vector<Outputs> run_case(const OperationCase& operation, Rig& rig, std::span<const Inputs> images) {
  Call call(rig, images);
  rig.queue->reserve(call.shape());
  operation.run(call);
  return call.finish();
}

}  // namespace hesscut::test
