#pragma once

#include <memory>

#include <hesscut/open_photo.hpp>

#include "host/segment/worker.hpp"

namespace hesscut {

/// The worker has no other photo than this one: what its pipeline and its refiner hold is that of the last cut.
class OpenPhoto::Implementation {
 public:
  /// Checks photo and prior. Throws Error (input).
  Implementation(std::shared_ptr<device::Device> device, const Parameters& parameters, const ImageView& photo,
                 Prior prior);

  [[nodiscard]] Cutout cut(const Markers& markers);
  [[nodiscard]] const ImageView& photo() const { return item_.photo; }

 private:
  std::shared_ptr<device::Device> device_;
  Parameters parameters_;
  Prior prior_;
  segment::Item item_;
  segment::Worker worker_;
};

}  // namespace hesscut
