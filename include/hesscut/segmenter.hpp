#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>
#include <hesscut/parameters.hpp>
#include <hesscut/result.hpp>

namespace hesscut {

struct SegmenterOptions {
  std::string device = "auto";  ///< "auto" or "cpu"; Error (device) names the reason when it cannot be had
  int threads = 0;              ///< CPU threads for batches; 0: one per core
  Parameters parameters = preset_parameters(Preset::product);
};

/// One photo of a batch. The pixels behind the view must live until cut() returns.
struct Job {
  ImageView photo;
  Markers markers;
};

/// Cuts products out of photos. Owns the device, its plans and its workspace, which are kept from call to call.
/// Movable, not copyable. One Segmenter serves one thread at a time; several may live side by side.
class Segmenter {
 public:
  explicit Segmenter(SegmenterOptions options = {});
  ~Segmenter();
  Segmenter(Segmenter&&) noexcept;
  Segmenter& operator=(Segmenter&&) noexcept;

  /// Cuts one photo. Throws Error (input) for a photo or markers that cannot be used.
  [[nodiscard]] Cutout cut(const ImageView& photo, const Markers& markers = {});

  /// Cuts many photos: the ones of one working shape are solved together. Result i belongs to job i and does not
  /// depend on the other jobs or on the thread count. A job that cannot be cut has Status::failed and a reason.
  [[nodiscard]] std::vector<Cutout> cut(std::span<const Job> jobs);

  [[nodiscard]] const SegmenterOptions& options() const;
  /// The device in use and why it was chosen, for people.
  [[nodiscard]] std::string device_description() const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace hesscut
