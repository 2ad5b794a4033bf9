#pragma once

#include <array>
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hesscut/result.hpp>

namespace hesscut::catalogue {

/// The stages of a batch that are not the segmenter's own (Stage).
enum class OuterStage { check, read, decode, cut, encode, write };
inline constexpr std::array<std::string_view, 6> outer_stage_names = {"check", "read",   "decode",
                                                                      "cut",   "encode", "write"};

/// Adds up, over all threads, how long each stage was worked on. May be used by many threads.
class StageMeter {
 public:
  /// Seconds of work on a stage, by the clock on the wall and by the thread's own.
  struct Busy {
    double wall = 0;
    double cpu = 0;
  };

  /// Calls work() and adds its time to the stage; what it took in milliseconds by the wall is added to `ms`.
  template <typename Work>
  auto time(OuterStage stage, double& ms, const Work& work) {
    const Stopwatch stopwatch(*this, stage, ms);
    return work();
  }

  [[nodiscard]] std::array<Busy, outer_stage_names.size()> busy() const;

 private:
  class Stopwatch {
   public:
    Stopwatch(StageMeter& meter, OuterStage stage, double& ms);
    ~Stopwatch();
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

   private:
    StageMeter& meter_;
    OuterStage stage_;
    double& ms_;
    std::chrono::steady_clock::time_point wall_;
    double cpu_;
  };

  mutable std::mutex mutex_;
  std::array<Busy, outer_stage_names.size()> busy_{};
};

}  // namespace hesscut::catalogue
