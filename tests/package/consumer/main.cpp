// A user's program: cuts a bright disk out of a dark noisy photo and checks the mask.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <random>

#include <hesscut/hesscut.hpp>
#ifdef WITH_NETWORKS
#include <string>

#include <hesscut/prior_network.hpp>
#endif

namespace {

constexpr int width = 160;
constexpr int height = 120;
constexpr hesscut::Point centre{70, 60};
constexpr double radius = 35;

double distance_to_centre(int x, int y) {
  return std::hypot(x - centre.x, y - centre.y);
}

hesscut::Image photo_of_disk() {
  hesscut::Image photo(width, height, 3);
  std::mt19937 random(7);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const unsigned value = (distance_to_centre(x, y) <= radius ? 200U : 30U) + random() % 20U;
      for (int c = 0; c < 3; ++c) photo.row(y)[3 * x + c] = static_cast<std::uint8_t>(value);
    }
  }
  return photo;
}

// Pixels on the wrong side, those within a pixel of the edge aside.
int wrong_pixels(const hesscut::Image& mask) {
  int wrong = 0;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double inside = radius - distance_to_centre(x, y);
      if (std::abs(inside) > 1 && (mask.row(y)[x] == 255) != (inside > 0)) ++wrong;
    }
  }
  return wrong;
}

// Whether a network that is not there is missed by its name.
bool misses_network() {
#ifdef WITH_NETWORKS
  try {
    const hesscut::PriorNetwork network("no_such_network.onnx");
  } catch (const hesscut::Error& error) {
    return std::string(error.what()).find("no_such_network.onnx") != std::string::npos;
  }
  return false;
#else
  return true;
#endif
}

}  // namespace

int main() {
  const hesscut::Image photo = photo_of_disk();
  hesscut::Markers markers;
  markers.add_point(hesscut::Label::foreground, centre);

  hesscut::Segmenter segmenter;
  const hesscut::Cutout cutout = segmenter.cut(photo.view(), markers);

  if (cutout.mask.width != width || cutout.mask.height != height) {
    std::puts("the mask has not the photo's size");
    return 1;
  }
  const int wrong = wrong_pixels(cutout.mask);
  std::printf("hesscut %s: gap %.2e, %d wrong pixels\n", HESSCUT_VERSION, cutout.gap, wrong);
  if (!misses_network()) {
    std::puts("a network that is not there was not missed");
    return 1;
  }
  return wrong == 0 ? 0 : 1;
}
