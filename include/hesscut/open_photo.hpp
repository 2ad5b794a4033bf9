#pragma once

#include <memory>

#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>
#include <hesscut/result.hpp>

namespace hesscut {

/// A photo that is cut again and again while somebody marks it; made by Segmenter::open(). The first cut is that of
/// Segmenter::cut(), bit for bit. Every further one goes on from the last one's solution: what depends on the photo
/// alone is not computed again, and a mask that has hardly changed is certified after few iterations. The certificate
/// is the same; the mask may differ a little from the one of a cut that knows nothing of those before.
///
/// Keeps the photo (a copy), the device and its memory (about 150 bytes for each pixel of the working grid) until it is
/// destroyed; the Segmenter may be gone before. Movable, not copyable. Serves one thread at a time, the Segmenter and
/// other open photos may serve others meanwhile.
class OpenPhoto {
 public:
  ~OpenPhoto();
  OpenPhoto(OpenPhoto&&) noexcept;
  OpenPhoto& operator=(OpenPhoto&&) noexcept;

  /// Cuts the photo with all markers that are known by now, not only the new ones. Markers may have been added, taken
  /// back or changed, and nothing need be marked at first. Throws what Segmenter::cut() throws. Markers that are
  /// refused leave everything as it was; after an error of the device the next cut may be like the first one.
  [[nodiscard]] Cutout cut(const Markers& markers = {});

  [[nodiscard]] int width() const;   ///< of the photo, pixels
  [[nodiscard]] int height() const;  ///< of the photo, pixels

 private:
  friend class Segmenter;
  class Implementation;
  explicit OpenPhoto(std::unique_ptr<Implementation> implementation);

  std::unique_ptr<Implementation> implementation_;
};

}  // namespace hesscut
