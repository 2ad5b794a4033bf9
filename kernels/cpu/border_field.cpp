#include "kernels/cpu/queue.hpp"
#include "kernels/formulas/colour_field.hpp"

namespace hesscut::kernels::cpu {

void Queue::border_distance(Planes<const float> lab, const float* coefficients, FloatField distance) {
  const auto [batch, height, width] = distance.shape;
  for_each_image(batch, [&, height = height, width = width](int b, Scratch&) {
    const float* c = coefficients + static_cast<std::size_t>(b) * 18;
    for (int y = 0; y < height; ++y) {
      const float v = formulas::field_coordinate(y, height);
      for (int x = 0; x < width; ++x) {
        const float h = formulas::field_coordinate(x, width);
        const std::size_t i = b * distance.shape.pixels() + static_cast<std::size_t>(y) * width + x;
        distance.data[i] = formulas::distance_to_field(lab.l.data[i], lab.a.data[i], lab.b.data[i], c, h, v);
      }
    }
  });
}

void Queue::border_data_term(ConstFloatField distance, const float* spread, FloatField data) {
  for_each_image(data.shape.batch, [&](int b, Scratch&) {
    const float s2 = spread[b] * spread[b];
    const float* from = distance.image(b);
    float* to = data.image(b);
    for (std::size_t i = 0; i < data.shape.pixels(); ++i) to[i] = formulas::nearness(from[i] * from[i], s2);
  });
}

}  // namespace hesscut::kernels::cpu
