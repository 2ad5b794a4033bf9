#include <hesscut/segmenter.hpp>

#include <algorithm>
#include <atomic>
#include <map>
#include <optional>
#include <system_error>
#include <thread>

#include "host/device/device.hpp"
#include "host/segment/open_photo.hpp"
#include "host/segment/worker.hpp"

namespace hesscut {

using segment::Item;
using segment::Worker;

class Segmenter::Implementation {
 public:
  explicit Implementation(SegmenterOptions options)
      : options_(std::move(options)),
        choice_(std::make_shared<device::Choice>(device::choose_devices(options_.device, options_.threads))) {
    for (const auto& device : choice_->devices) {
      for (int i = 0; i < device->workers(); ++i) {
        workers_.push_back(std::make_unique<Worker>(*device, options_.parameters));
      }
    }
  }

  [[nodiscard]] const SegmenterOptions& options() const { return options_; }
  [[nodiscard]] const std::string& description() const { return choice_->description; }

  /// The first device, which lives as long as anybody has it.
  [[nodiscard]] std::shared_ptr<device::Device> device() const { return {choice_, choice_->devices.front().get()}; }

  std::vector<Cutout> cut(std::span<const Job> jobs) {
    std::vector<Cutout> cutouts(jobs.size());
    std::vector<std::optional<Item>> prepared(jobs.size());
    share(jobs.size(), [&](Worker&, std::size_t i) {
      try {
        prepared[i] = segment::prepare_item(jobs[i], i, options_.parameters);
      } catch (...) {
        cutouts[i] = segment::failed_cutout();
      }
    });
    std::map<segment::GroupKey, std::vector<Item>> groups;
    for (std::optional<Item>& item : prepared) {
      if (item) groups[key_of(*item)].push_back(std::move(*item));
    }
    std::vector<std::span<Item>> batches;
    for (auto& [key, items] : groups) add_batches(items, batches);
    share(batches.size(), [&](Worker& worker, std::size_t i) { worker.cut(batches[i], cutouts); });
    return cutouts;
  }

 private:
  /// Parts that every device has memory for, and at least one for each worker.
  void add_batches(std::span<Item> items, std::vector<std::span<Item>>& batches) const {
    std::size_t part = (items.size() + workers_.size() - 1) / workers_.size();
    const std::size_t bytes = segment::Pipeline::bytes_per_image(items.front().shape, options_.parameters);
    for (const auto& device : choice_->devices) part = std::min(part, device->memory_budget() / bytes);
    part = std::max<std::size_t>(1, part);
    for (std::size_t begin = 0; begin < items.size(); begin += part) {
      batches.push_back(items.subspan(begin, std::min(part, items.size() - begin)));
    }
  }

  /// Calls work(worker, i) for every i below `count`, each worker on a thread of its own; the first one on this thread.
  /// `work` must not throw, nor depend on the worker.
  template <class Work>
  void share(std::size_t count, const Work& work) {
    std::atomic<std::size_t> next{0};
    const auto run = [&](Worker& worker) {
      for (std::size_t i = next++; i < count; i = next++) work(worker, i);
    };
    std::vector<std::jthread> threads;
    try {
      for (std::size_t k = 1; k < std::min(workers_.size(), count); ++k) {
        threads.emplace_back([&run, &worker = *workers_[k]] { run(worker); });
      }
    } catch (const std::system_error&) {
      // No more threads to be had: those that there are do it all.
    }
    run(*workers_.front());
  }

  SegmenterOptions options_;
  std::shared_ptr<device::Choice> choice_;  ///< shared with open photos
  std::vector<std::unique_ptr<Worker>> workers_;
};

Segmenter::Segmenter(SegmenterOptions options)
    : implementation_(std::make_unique<Implementation>(std::move(options))) {}
Segmenter::~Segmenter() = default;
Segmenter::Segmenter(Segmenter&&) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&&) noexcept = default;

Cutout Segmenter::cut(const ImageView& photo, const Markers& markers, const Prior& prior) {
  const Job job{photo, markers, prior};
  Cutout cutout = std::move(implementation_->cut({&job, 1}).front());
  if (cutout.status == Status::failed) throw Error(cutout.error_kind, cutout.error);
  return cutout;
}

std::vector<Cutout> Segmenter::cut(std::span<const Job> jobs) {
  return implementation_->cut(jobs);
}

OpenPhoto Segmenter::open(const ImageView& photo, const Prior& prior) {
  return OpenPhoto(
      std::make_unique<OpenPhoto::Implementation>(implementation_->device(), options().parameters, photo, prior));
}

const SegmenterOptions& Segmenter::options() const {
  return implementation_->options();
}
std::string Segmenter::device_description() const {
  return implementation_->description();
}

}  // namespace hesscut
