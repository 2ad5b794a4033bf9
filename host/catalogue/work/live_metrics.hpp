#pragma once

#include <chrono>

#include "host/catalogue/journal/run_folder.hpp"
#include "host/catalogue/report/prometheus.hpp"
#include "host/catalogue/work/pipeline.hpp"

namespace hesscut::catalogue {

/// Keeps a shard's file of metrics up to date while it is worked on, and hands on what it is told.
class LiveMetrics : public Observer {
 public:
  LiveMetrics(const RunFolder& folder, const Shard& shard, Observer& next);

  void ended(const Record& record) override;
  void skipped(const std::string& id) override;
  void warned(const std::string& text) override { next_.warned(text); }

  /// The last word of a pass. Throws Error (output).
  void finish(bool complete, const RunTimes& times);

 private:
  void write_when_due();

  std::filesystem::path file_;
  Observer& next_;
  RunMetrics metrics_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point written_ = begun_;
};

}  // namespace hesscut::catalogue
