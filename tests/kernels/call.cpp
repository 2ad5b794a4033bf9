#include "tests/kernels/call.hpp"

#include <stdexcept>

namespace hesscut::test {

kernels::Penalties to_device(const reference::Penalties& penalties) {
  return {static_cast<float>(penalties.rho1), static_cast<float>(penalties.rho2), static_cast<float>(penalties.rho3),
          static_cast<float>(penalties.gamma)};
}

reference::Penalties random_penalties(Random& random) {
  const auto pick = [&](double low, double high) { return random.grid(1, 1, low, high)(0, 0); };
  return {pick(0.5, 2), pick(0.5, 4), pick(0.3, 3), pick(0.5, 1.9)};
}

Call::Call(Rig& rig, std::span<const Inputs> images)
    : rig_(rig), images_(images), shape_{static_cast<int>(images.size()), images[0].height, images[0].width} {}

kernels::FloatField Call::input(int field) {
  std::vector<float> values;
  const Grid& first = images_[0].fields[field];
  for (const Inputs& image : images_) {
    const std::vector<double>& from = image.fields[field].values;
    values.insert(values.end(), from.begin(), from.end());
  }
  return {keep(values), {shape_.batch, first.height, first.width}};
}

kernels::FloatField Call::in_place(int field) {
  const kernels::FloatField out = input(field);
  expect_back(out.data, out.shape.height, out.shape.width, 0);
  return out;
}

kernels::ByteField Call::labels(int field) {
  std::vector<std::uint8_t> values;
  for (const Inputs& image : images_) {
    values.insert(values.end(), image.labels[field].begin(), image.labels[field].end());
  }
  return {keep(values), shape_};
}

kernels::Field<const kernels::Rgb8> Call::rgb(int height, int width) {
  std::vector<kernels::Rgb8> values;
  for (const Inputs& image : images_) values.insert(values.end(), image.rgb.begin(), image.rgb.end());
  return {keep(values), {shape_.batch, height, width}};
}

const kernels::Penalties* Call::penalties() {
  std::vector<kernels::Penalties> values;
  for (const Inputs& image : images_) values.push_back(to_device(image.penalties));
  return keep(values);
}

const float* Call::numbers(int per_group, int groups) {
  std::vector<float> values;
  for (int g = 0; g < groups; ++g) {
    for (const Inputs& image : images_) {
      const auto from = image.numbers.begin() + static_cast<std::ptrdiff_t>(g) * per_group;
      values.insert(values.end(), from, from + per_group);
    }
  }
  return keep(values);
}

kernels::FloatField Call::output(int height, int width) {
  return {poisoned<float>(height, width), {shape_.batch, height, width}};
}

kernels::ByteField Call::label_output(int height, int width) {
  return {poisoned<std::uint8_t>(height, width), {shape_.batch, height, width}};
}

float* Call::workspace(std::size_t floats_per_image) {
  return keep(std::vector<float>(floats_per_image * images_.size(), std::numeric_limits<float>::quiet_NaN()));
}

template <class T>
void Call::expect_back(const T* data, int height, int width, std::size_t guard) {
  readers_.emplace_back([=, this](std::vector<Outputs>& out) {
    const std::size_t pixels = static_cast<std::size_t>(height) * width;
    const std::vector<T> values = rig_.download(data, pixels * images_.size() + guard);
    for (std::size_t b = 0; b < images_.size(); ++b) {
      Grid grid(height, width);
      std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(b * pixels), pixels, grid.values.begin());
      out[b].push_back(grid);
    }
    const auto* bytes = reinterpret_cast<const unsigned char*>(values.data() + pixels * images_.size());
    for (std::size_t i = 0; i < guard * sizeof(T); ++i) {
      if (bytes[i] != poison) throw std::runtime_error("the operation wrote past the end of an output");
    }
  });
}

template void Call::expect_back(const float*, int, int, std::size_t);
template void Call::expect_back(const double*, int, int, std::size_t);
template void Call::expect_back(const std::uint8_t*, int, int, std::size_t);

std::vector<Outputs> Call::finish() {
  std::vector<Outputs> out(images_.size());
  for (const auto& read : readers_) read(out);
  return out;
}

}  // namespace hesscut::test
