#include "kernels/cuda/queue.hpp"

#include <algorithm>

#include "kernels/cuda/scratch.hpp"

namespace hesscut::kernels::cuda {

std::size_t Queue::scratch_bytes(const Shape& largest) {
  return std::max({admm_step_scratch(largest), certificate_scratch(largest), colour_model_scratch(largest),
                   colour_space_scratch(largest), edge_weights_scratch(largest), geodesic_scratch(largest),
                   mask_scratch(largest), region_scratch(largest)});
}

}  // namespace hesscut::kernels::cuda
