#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "host/catalogue/input/source.hpp"

namespace hesscut::catalogue {

/// Reads a source on a thread of its own, a little ahead, so that who takes items can wait for one with a time limit.
class EntryQueue {
 public:
  /// input_over: called when nothing more will be asked of the source.
  EntryQueue(Source& source, std::function<void()> input_over)
      : source_(source),
        input_over_(std::move(input_over)),
        reader_([this](const std::stop_token& stop) { read(stop); }) {}
  ~EntryQueue();
  EntryQueue(const EntryQueue&) = delete;
  EntryQueue& operator=(const EntryQueue&) = delete;

  enum class Answer { entry, nothing_yet, end };
  /// Waits for the next entry, at most so long. Throws again what the source has thrown, once, after the entries that
  /// came before; after that it is at its end.
  [[nodiscard]] Answer take(Entry& entry, std::chrono::milliseconds at_most);

 private:
  void read(const std::stop_token& stop);

  static constexpr std::size_t most = 64;

  Source& source_;
  std::function<void()> input_over_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Entry> entries_;
  bool ended_ = false;
  std::exception_ptr failure_;
  std::jthread reader_;
};

}  // namespace hesscut::catalogue
