#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>
#include <hesscut/open_photo.hpp>
#include <hesscut/parameters.hpp>
#include <hesscut/prior.hpp>
#include <hesscut/result.hpp>

namespace hesscut {

struct SegmenterOptions {
  /// Where to compute: "cpu", "cuda" (all GPUs), "cuda:N" (one of them), or "auto": all GPUs where there is any that
  /// can be used, else the CPU. Error (device) names the reason when a device asked for by name cannot be had.
  std::string device = "auto";
  int threads = 0;  ///< CPU threads for batches; 0: one per core
  Parameters parameters = preset_parameters(Preset::product);
};

/// One photo of a batch. The pixels behind the view must live until cut() returns.
struct Job {
  ImageView photo;
  Markers markers;
  Prior prior = {};  ///< may be empty
};

/// Cuts products out of photos. Owns the device, its plans and its workspace, which are kept from call to call.
/// Movable, not copyable. One Segmenter serves one thread at a time; several may live side by side, also on one device.
class Segmenter {
 public:
  explicit Segmenter(SegmenterOptions options = {});
  ~Segmenter();
  Segmenter(Segmenter&&) noexcept;
  Segmenter& operator=(Segmenter&&) noexcept;

  /// Cuts one photo, on the first device. Throws Error (input) for a photo or markers that cannot be used, and Error
  /// (device) or (memory) when the device fails: the next cut starts afresh.
  ///
  /// A prior adds mu (1 - 2 probability) to the region term, less of it around markers that deny it. Where nothing is
  /// marked, the pixels that it is sure of (above 0.9, below 0.1) say what colours models learn and where distances
  /// start; a prior that is sure of no product or of no background is left aside for the automatic markers
  /// (Cutout::prior_unsure).
  [[nodiscard]] Cutout cut(const ImageView& photo, const Markers& markers = {}, const Prior& prior = {});

  /// Cuts many photos: the ones of one working shape are solved together, as many as memory allows, on all devices at
  /// once. Result i belongs to job i and does not depend on the other jobs or on the thread count. A job that cannot be
  /// cut has Status::failed and a reason; so have the jobs that a device fails with, and no others.
  [[nodiscard]] std::vector<Cutout> cut(std::span<const Job> jobs);

  /// Opens a photo to be cut again and again while it is marked, on the first device. Copies photo and prior, which is
  /// heard in every cut. Throws Error (input) for a photo or prior that cannot be used, and Error (device) when the
  /// device fails.
  [[nodiscard]] OpenPhoto open(const ImageView& photo, const Prior& prior = {});

  [[nodiscard]] const SegmenterOptions& options() const;
  /// The devices in use, and why no GPU where "auto" has chosen none; for people.
  [[nodiscard]] std::string device_description() const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace hesscut
