#include "host/segment/open_photo.hpp"

#include <hesscut/error.hpp>
#include <utility>

#include "host/segment/prior_map.hpp"

namespace hesscut {

OpenPhoto::Implementation::Implementation(std::shared_ptr<device::Device> device, const Parameters& parameters,
                                          const ImageView& photo, Prior prior)
    : device_(std::move(device)),
      parameters_(parameters),
      prior_(std::move(prior)),
      item_(segment::prepare_photo(photo, parameters_)),
      worker_(*device_, parameters_) {
  if (!prior_.empty()) segment::check_prior(prior_);
  keep_pixels(item_);
  item_.stays_open = true;
}

Cutout OpenPhoto::Implementation::cut(const Markers& markers) {
  segment::prepare_markers(markers, prior_, parameters_, item_);
  Cutout cutout;
  worker_.cut({&item_, 1}, {&cutout, 1});
  item_.prepare_ms = 0;
  if (cutout.status == Status::failed) throw Error(cutout.error_kind, cutout.error);
  return cutout;
}

OpenPhoto::OpenPhoto(std::unique_ptr<Implementation> implementation) : implementation_(std::move(implementation)) {}
OpenPhoto::~OpenPhoto() = default;
OpenPhoto::OpenPhoto(OpenPhoto&&) noexcept = default;
OpenPhoto& OpenPhoto::operator=(OpenPhoto&&) noexcept = default;

Cutout OpenPhoto::cut(const Markers& markers) {
  return implementation_->cut(markers);
}
int OpenPhoto::width() const {
  return implementation_->photo().width;
}
int OpenPhoto::height() const {
  return implementation_->photo().height;
}

}  // namespace hesscut
