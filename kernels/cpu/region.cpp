#include <cmath>
#include <limits>

#include <hesscut/markers.hpp>

#include "kernels/cpu/queue.hpp"
#include "kernels/formulas/duality.hpp"

namespace hesscut::kernels::cpu {

void Queue::add_scaled(ConstFloatField in, float factor, FloatField out) {
  for_each_pixel(out.shape, [=](std::size_t i) { out.data[i] += factor * in.data[i]; });
}

void Queue::assemble_region(ConstFloatField data, ConstFloatField selective, ConstByteField labels, float lambda,
                            float theta, FloatField r) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  for_each_pixel(r.shape, [=](std::size_t i) {
    const float value = lambda * data.data[i] + (selective.empty() ? 0.0F : theta * selective.data[i]);
    const auto label = static_cast<Label>(labels.data[i]);
    r.data[i] = label == Label::foreground ? -infinity : label == Label::background ? infinity : value;
  });
}

void Queue::region_scale(ConstFloatField r, RegionScale* out) {
  for_each_image(r.shape.batch, [&](int b, Scratch&) {
    RegionScale scale;
    const float* values = r.image(b);
    for (std::size_t i = 0; i < r.shape.pixels(); ++i) {
      if (formulas::is_fixed(values[i])) continue;
      scale.sum_abs += static_cast<double>(std::fabs(values[i]));
      scale.free_pixels += 1.0;
    }
    out[b] = scale;
  });
}

}  // namespace hesscut::kernels::cpu
