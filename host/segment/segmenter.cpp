#include <hesscut/segmenter.hpp>

#include <algorithm>
#include <exception>
#include <map>
#include <tuple>

#include "host/device/device.hpp"
#include "host/segment/marker_map.hpp"
#include "host/segment/pipeline.hpp"
#include "host/segment/prepare.hpp"
#include "host/segment/refine.hpp"
#include "host/segment/working_shape.hpp"

namespace hesscut {

namespace {

using segment::Knowledge;
using segment::Pipeline;

/// A photo on its way through one call of cut().
struct Item {
  std::size_t job = 0;
  Image storage;         ///< the photo as RGB, where it was not
  ImageView photo;       ///< RGB without padding
  kernels::Shape shape;  ///< working grid
  Knowledge knowledge = Knowledge::nothing;
  segment::WorkingPhoto working;
  double prepare_ms = 0;
};

/// Photos that can be solved together.
using GroupKey = std::tuple<int, int, Knowledge>;

GroupKey key_of(const Item& item) {
  return {item.shape.height, item.shape.width, item.knowledge};
}

void fail(Cutout& cutout, ErrorKind kind, const std::string& message) {
  cutout = {};
  cutout.error = message;
  cutout.error_kind = kind;
}

/// Bounds the memory of a batch: larger groups are solved in parts.
constexpr std::size_t largest_batch_pixels = std::size_t{16} * 512 * 512;
constexpr std::size_t kept_pipelines = 4;

}  // namespace

class Segmenter::Implementation {
 public:
  explicit Implementation(SegmenterOptions options)
      : options_(std::move(options)),
        device_(device::make_device(options_.device, options_.threads)),
        queue_(device_->make_queue()),
        refiner_(*device_, *queue_) {}

  [[nodiscard]] const SegmenterOptions& options() const { return options_; }
  [[nodiscard]] std::string description() const { return device_->description(); }

  std::vector<Cutout> cut(std::span<const Job> jobs) {
    std::vector<Cutout> cutouts(jobs.size());
    std::map<GroupKey, std::vector<Item>> groups;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      try {
        Item item = prepare(jobs[i], i);
        groups[key_of(item)].push_back(std::move(item));
      } catch (const Error& error) {
        fail(cutouts[i], error.kind(), error.what());
      } catch (const std::exception& error) {
        fail(cutouts[i], ErrorKind::internal, error.what());
      }
    }
    for (auto& [key, items] : groups) cut_group(items, cutouts);
    return cutouts;
  }

 private:
  Item prepare(const Job& job, std::size_t index) {
    segment::StageClock clock(*queue_);
    clock.start(Stage::prepare);
    Item item;
    item.job = index;
    segment::check_photo(job.photo);
    segment::check_markers(job.markers, job.photo.width, job.photo.height);
    item.photo = segment::as_rgb(job.photo, item.storage);
    item.shape = segment::working_shape(job.photo.width, job.photo.height, options_.parameters.working_side);
    item.working.rgb = segment::shrink_photo(item.photo, item.shape);
    kernels::Shape shape = item.shape;
    for (int k = segment::usable_levels(item.shape, options_.parameters.levels); k > 0; --k) {
      item.working.known.push_back(
          segment::rasterise(job.markers, job.photo.width, job.photo.height, shape.width, shape.height));
      shape = segment::coarser(shape);
    }
    item.knowledge = segment::knowledge_of(item.working.known.front());
    clock.stop();
    item.prepare_ms = clock.times().total();
    return item;
  }

  /// The pipeline for a shape; the ones least recently used are given up when there are too many.
  Pipeline& pipeline_for(const kernels::Shape& shape) {
    const auto fits = [&](const std::unique_ptr<Pipeline>& p) {
      const kernels::Shape& own = p->shapes().front();
      return own.height == shape.height && own.width == shape.width && own.batch >= shape.batch;
    };
    auto found = std::find_if(pipelines_.begin(), pipelines_.end(), fits);
    if (found == pipelines_.end()) {
      if (pipelines_.size() >= kept_pipelines) pipelines_.pop_back();
      pipelines_.push_back(std::make_unique<Pipeline>(*device_, *queue_, shape, options_.parameters));
      found = std::prev(pipelines_.end());
    }
    std::rotate(pipelines_.begin(), found, std::next(found));
    return *pipelines_.front();
  }

  void cut_group(std::span<Item> items, std::vector<Cutout>& cutouts) {
    const std::size_t part = std::max<std::size_t>(1, largest_batch_pixels / items.front().shape.pixels());
    for (std::size_t begin = 0; begin < items.size(); begin += part) {
      const std::span<Item> batch = items.subspan(begin, std::min(part, items.size() - begin));
      try {
        cut_batch(batch, cutouts);
      } catch (const Error& error) {
        for (const Item& item : batch) fail(cutouts[item.job], error.kind(), error.what());
      } catch (const std::exception& error) {
        for (const Item& item : batch) fail(cutouts[item.job], ErrorKind::internal, error.what());
      }
    }
  }

  void cut_batch(std::span<Item> items, std::vector<Cutout>& cutouts) {
    std::vector<Item*> open;
    for (Item& item : items) {
      Cutout& cutout = cutouts[item.job];
      cutout.working_width = item.shape.width;
      cutout.working_height = item.shape.height;
      cutout.times[Stage::prepare] = item.prepare_ms;
      if (segment::is_decided(item.working.known.front()) || item.shape.pixels() == 1) {
        finish_decided(item, cutout);
      } else {
        open.push_back(&item);
      }
    }
    if (!open.empty()) solve_batch(open, cutouts);
  }

  /// Every working pixel is marked: the markers are the mask. A single pixel without a marker is background.
  void finish_decided(Item& item, Cutout& cutout) {
    cutout.status = Status::trivial;
    cutout.markers = item.working.known.front();
    const std::vector<float> decided(cutout.markers.pixels.begin(), cutout.markers.pixels.end());
    finish(item, segment::tidy_mask(decided, cutout.markers, static_cast<double>(Label::unmarked)), cutout);
  }

  void solve_batch(std::span<Item* const> items, std::vector<Cutout>& cutouts) {
    std::vector<segment::WorkingPhoto> photos;
    for (Item* item : items) photos.push_back(std::move(item->working));
    segment::StageClock clock(*queue_);
    Pipeline& pipeline = pipeline_for(items.front()->shape.with_batch(static_cast<int>(items.size())));
    std::vector<segment::Relaxed> solved = pipeline.run(photos, items.front()->knowledge, clock);
    clock.stop();
    for (std::size_t i = 0; i < items.size(); ++i) {
      items[i]->working = std::move(photos[i]);
      Cutout& cutout = cutouts[items[i]->job];
      report(solved[i], *items[i], cutout);
      for (int stage = 0; stage < stage_count; ++stage) {
        cutout.times.ms[stage] += clock.times().ms[stage] / static_cast<double>(items.size());
      }
      cutout.markers = std::move(solved[i].known);
      finish(*items[i], segment::tidy_mask(solved[i].u, cutout.markers, options_.parameters.threshold), cutout);
    }
  }

  static void report(const segment::Relaxed& solved, const Item& item, Cutout& cutout) {
    const solver::ImageReport& report = solved.report;
    cutout.status = report.converged ? Status::solved : Status::iteration_limit;
    cutout.iterations = report.iterations;
    cutout.coarse_iterations = solved.coarse_iterations;
    cutout.gap = report.relative_gap();
    cutout.mask_certificate = report.mask_certificate();
    cutout.energy = report.sums.energy;
    cutout.automatic_markers = item.knowledge == Knowledge::nothing;
  }

  void finish(const Item& item, const Image& working_mask, Cutout& cutout) {
    segment::StageClock clock(*queue_);
    clock.start(Stage::refine);
    segment::Refiner::Result result = refiner_.refine(item.photo, item.working.rgb, working_mask);
    cutout.mask = std::move(result.mask);
    cutout.alpha = std::move(result.alpha);
    clock.stop();
    cutout.times[Stage::refine] += clock.times().total();
  }

  SegmenterOptions options_;
  std::unique_ptr<device::Device> device_;
  std::unique_ptr<kernels::Operations> queue_;
  segment::Refiner refiner_;
  std::vector<std::unique_ptr<Pipeline>> pipelines_;  ///< most recently used first
};

Segmenter::Segmenter(SegmenterOptions options)
    : implementation_(std::make_unique<Implementation>(std::move(options))) {}
Segmenter::~Segmenter() = default;
Segmenter::Segmenter(Segmenter&&) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&&) noexcept = default;

Cutout Segmenter::cut(const ImageView& photo, const Markers& markers) {
  const Job job{photo, markers};
  Cutout cutout = std::move(implementation_->cut({&job, 1}).front());
  if (cutout.status == Status::failed) throw Error(cutout.error_kind, cutout.error);
  return cutout;
}

std::vector<Cutout> Segmenter::cut(std::span<const Job> jobs) {
  return implementation_->cut(jobs);
}

const SegmenterOptions& Segmenter::options() const {
  return implementation_->options();
}
std::string Segmenter::device_description() const {
  return implementation_->description();
}

}  // namespace hesscut
