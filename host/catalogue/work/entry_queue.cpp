#include "host/catalogue/work/entry_queue.hpp"

#include <utility>

namespace hesscut::catalogue {

EntryQueue::~EntryQueue() {
  reader_.request_stop();
  input_over_();
  changed_.notify_all();
}

EntryQueue::Answer EntryQueue::take(Entry& entry, std::chrono::milliseconds at_most) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, at_most, [this] { return !entries_.empty() || ended_; });
  if (!entries_.empty()) {
    entry = std::move(entries_.front());
    entries_.pop_front();
    changed_.notify_all();
    return Answer::entry;
  }
  if (!ended_) return Answer::nothing_yet;
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
  return Answer::end;
}

void EntryQueue::read(const std::stop_token& stop) {
  std::exception_ptr failure;
  try {
    while (!stop.stop_requested()) {
      std::optional<Entry> entry = source_.next();
      std::unique_lock lock(mutex_);
      if (!entry || !changed_.wait(lock, stop, [this] { return entries_.size() < most; })) break;
      entries_.push_back(std::move(*entry));
      changed_.notify_all();
    }
  } catch (...) {
    failure = std::current_exception();
  }
  const std::scoped_lock lock(mutex_);
  failure_ = failure;
  ended_ = true;
  changed_.notify_all();
}

}  // namespace hesscut::catalogue
