#pragma once

#include <memory>
#include <span>
#include <vector>

#include "host/segment/item.hpp"
#include "host/segment/pipeline.hpp"
#include "host/segment/refine.hpp"

namespace hesscut::segment {

/// Cuts batches on one queue of a device, for one thread at a time. Keeps the memory of a few shapes from batch to
/// batch.
class Worker {
 public:
  /// `device` and `parameters` must live longer.
  Worker(device::Device& device, const Parameters& parameters);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Cuts items that share a key: the result of each goes to cutouts[item.job]. A batch that finds no memory is tried
  /// again in halves. Does not throw: what cannot be cut has Status::failed and a reason.
  void cut(std::span<Item> items, std::span<Cutout> cutouts) noexcept;

 private:
  /// What lives and dies with a queue.
  struct Equipment {
    explicit Equipment(device::Device& device) : queue(device.make_queue()), refiner(device, *queue) {}

    std::unique_ptr<kernels::Operations> queue;
    Refiner refiner;
    std::vector<std::unique_ptr<Pipeline>> pipelines;  ///< most recently used first
  };

  void cut_or_halve(std::span<Item> items, std::span<Cutout> cutouts);
  [[nodiscard]] bool try_to_cut(std::span<Item> items, std::span<Cutout> cutouts);
  void cut_all(std::span<Item> items, std::span<Cutout> cutouts);
  void finish_decided(const Item& item, Cutout& cutout);
  void solve(std::span<Item* const> items, std::span<Cutout> cutouts);
  void finish(const Item& item, const std::vector<float>& u, double threshold, Cutout& cutout);
  [[nodiscard]] Pipeline& pipeline_for(const kernels::Shape& shape);

  device::Device& device_;
  const Parameters& parameters_;
  std::unique_ptr<Equipment> equipment_;  ///< none after an error, until the next batch
};

}  // namespace hesscut::segment
