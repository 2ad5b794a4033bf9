#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include <hesscut/segmenter.hpp>

namespace hesscut::catalogue {

/// Segmenters that the threads of a batch take turns with: as many calls at a time as the devices have use for. Each
/// slot keeps the segmenters of the last few sets of parameters. May be used by many threads.
class SolverSlots {
 public:
  /// device: as in SegmenterOptions. On the CPU `threads` slots of one thread each, two for each GPU. Throws Error
  /// (device) or (usage).
  SolverSlots(const std::string& device, int threads, const Parameters& parameters);
  ~SolverSlots();
  SolverSlots(const SolverSlots&) = delete;
  SolverSlots& operator=(const SolverSlots&) = delete;

  [[nodiscard]] int count() const { return static_cast<int>(slots_.size()); }
  [[nodiscard]] bool on_gpu() const { return on_gpu_; }
  [[nodiscard]] const std::string& description() const { return description_; }

  /// Cuts jobs in a slot that is free, waiting for one. Does not throw for a job: see Segmenter::cut.
  [[nodiscard]] std::vector<Cutout> cut(std::span<const Job> jobs, const Parameters& parameters);

 private:
  struct Slot;
  [[nodiscard]] Slot& take();
  void give_back(Slot& slot);

  std::vector<std::unique_ptr<Slot>> slots_;
  std::vector<Slot*> free_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string description_;
  bool on_gpu_ = false;
};

}  // namespace hesscut::catalogue
