#include "host/catalogue/work/solver_slots.hpp"

#include <algorithm>
#include <functional>
#include <hesscut/device.hpp>

namespace hesscut::catalogue {
namespace {

constexpr std::size_t kept_segmenters = 4;
constexpr int slots_a_gpu = 2;  ///< one computes while the other's photos are brought to their working grid

std::string key_of(const Parameters& parameters) {
  std::string key;
  for (const ParameterInfo& info : parameter_infos()) key += get_parameter(parameters, info.name) + '\n';
  return key;
}

}  // namespace

struct SolverSlots::Slot {
  std::string device;
  int threads = 1;
  std::vector<std::pair<std::string, std::unique_ptr<Segmenter>>> segmenters;  // most recently used first

  Segmenter& segmenter(const Parameters& parameters) {
    const std::string key = key_of(parameters);
    auto found = std::ranges::find(segmenters, key, [](const auto& kept) { return kept.first; });
    if (found == segmenters.end()) {
      if (segmenters.size() >= kept_segmenters) segmenters.pop_back();
      segmenters.emplace_back(key, std::make_unique<Segmenter>(SegmenterOptions{device, threads, parameters}));
      found = std::prev(segmenters.end());
    }
    std::rotate(segmenters.begin(), found, std::next(found));
    return *segmenters.front().second;
  }
};

SolverSlots::SolverSlots(const std::string& device, int threads, const Parameters& parameters) {
  const std::vector<std::string> gpus = gpus_of(device);
  on_gpu_ = !gpus.empty();
  const int count = on_gpu_ ? slots_a_gpu * static_cast<int>(gpus.size()) : threads;
  for (int i = 0; i < count; ++i) {
    auto slot = std::make_unique<Slot>();
    slot->device = on_gpu_ ? gpus[i % gpus.size()] : device;
    slots_.push_back(std::move(slot));
    free_.push_back(slots_.back().get());
  }
  // Made here so that a device that cannot be had is an error of the run, not of a photo.
  description_ = slots_.front()->segmenter(parameters).device_description();
  if (count > 1) description_ = std::to_string(count) + " x " + description_;
}

SolverSlots::~SolverSlots() = default;

std::vector<Cutout> SolverSlots::cut(std::span<const Job> jobs, const Parameters& parameters) {
  Slot& slot = take();
  const std::unique_ptr<Slot, std::function<void(Slot*)>> held(&slot, [this](Slot* used) { give_back(*used); });
  return slot.segmenter(parameters).cut(jobs);
}

SolverSlots::Slot& SolverSlots::take() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !free_.empty(); });
  Slot& slot = *free_.back();  // the one used last: its memory is warm
  free_.pop_back();
  return slot;
}

void SolverSlots::give_back(Slot& slot) {
  {
    const std::scoped_lock lock(mutex_);
    free_.push_back(&slot);
  }
  changed_.notify_one();
}

}  // namespace hesscut::catalogue
