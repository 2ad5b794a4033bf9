#pragma once

#include <optional>
#include <string>

#include "tools/scenes/backdrops.hpp"
#include "tools/scenes/products.hpp"

/// One set-up in the studio: product, surroundings, camera, light.
namespace hesscut::scenes {

struct Camera {
  Vec3 eye{0, 1.3, 5};
  Vec3 target{0, 0.6, 0};
  double zoom = 3;  ///< focal length over half of the picture's short side
};

struct Light {
  Vec3 direction{-0.55, 1.0, 0.65};  ///< towards the light, any length
  Vec3 key{1.0, 0.97, 0.92};         ///< its strength, linear
  Vec3 sky{0.36, 0.38, 0.42};        ///< strength of the light from everywhere, linear
  double shadow_sharpness = 7;       ///< the larger, the harder the shadow's edge
};

struct Stage {
  std::string name = {};
  Model product = {};
  Backdrop backdrop = {};
  std::optional<Model> clutter = std::nullopt;
  Camera camera = {};
  Light light = {};
  double noise = 2.0;  ///< standard deviation of the sensor noise in mid grey, of 255
};

[[nodiscard]] Stage stage(int index);

/// Everything drawn by lot, the same for the same numbers. Without its product: the surroundings alone.
[[nodiscard]] Stage random_stage(std::uint32_t seed, int index, bool with_product);

/// What a ray of light carries to the camera.
struct Ray {
  Vec3 colour;  ///< square root of linear light, about 0..1
  bool product = false;
};

/// Traces the picture position (x right, y down), in pixels of a width x height picture.
class Tracer {
 public:
  Tracer(const Stage& stage, int width, int height);
  [[nodiscard]] Ray trace(double x, double y) const;

 private:
  struct Touch {
    double distance = 0;
    int object = 0;  // 0 backdrop, 1 product, 2 clutter
    int part = 0;
  };
  [[nodiscard]] Touch touch(Vec3 p) const;
  [[nodiscard]] double distance(Vec3 p) const { return touch(p).distance; }
  [[nodiscard]] Surface surface(const Touch& touch, Vec3 p) const;
  [[nodiscard]] Vec3 normal(Vec3 p, double reach) const;
  [[nodiscard]] double shadow(Vec3 p) const;
  [[nodiscard]] double openness(Vec3 p, Vec3 n) const;
  [[nodiscard]] Vec3 shade(Vec3 p, Vec3 view, double along, const Touch& touch) const;

  const Stage& stage_;
  Vec3 light_;
  Vec3 forward_;
  Vec3 right_;
  Vec3 up_;
  double centre_x_;
  double centre_y_;
  double half_side_;
};

}  // namespace hesscut::scenes
