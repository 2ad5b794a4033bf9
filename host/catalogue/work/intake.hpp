#pragma once

#include <chrono>
#include <deque>
#include <list>
#include <optional>
#include <string>

#include "host/catalogue/journal/journal.hpp"
#include "host/catalogue/journal/run_settings.hpp"
#include "host/catalogue/text/digest_map.hpp"
#include "host/catalogue/work/batch.hpp"
#include "host/catalogue/work/entry_queue.hpp"
#include "host/catalogue/work/memory_budget.hpp"
#include "host/catalogue/work/run_options.hpp"

namespace hesscut::catalogue {

/// Makes batches of what a source gives: passes over what other shards do and what has been done, finds ids that come
/// twice, and lets photos of one working shape wait for each other. For one thread at a time.
class Intake {
 public:
  /// Everything given must live longer. `batch`: items to a batch.
  Intake(Source& source, const RunSettings& settings, const RunOptions& options, int batch, const Journal& journal,
         MemoryBudget& budget);

  /// The next batch, its bytes taken from the budget; null at the end, when a stop is asked for, or when the budget has
  /// ended. Throws what the source throws once every batch before has been given.
  [[nodiscard]] BatchPointer next();

  /// Whether the source has been read to its end and all of it given out.
  [[nodiscard]] bool complete() const { return ended_ && !failure_ && waiting_.empty() && ready_.empty() && !limited_; }

  /// Items of this shard that need not be looked at: failed before, for good.
  [[nodiscard]] std::size_t passed_over() const { return passed_over_; }

 private:
  struct Group {
    std::string key;
    BatchPointer batch;
    std::chrono::steady_clock::time_point since;
  };

  [[nodiscard]] BatchPointer next_unpaid();
  void take_entry(Entry entry);
  [[nodiscard]] bool has_trouble(Entry& entry);
  void begin(const Entry& entry, std::optional<Record> earlier);
  void add(Item item, std::uint64_t bytes, const std::string& key);
  void report(const Entry& entry, ItemStatus status, const std::string& reason);
  void withdraw_line(const Entry& entry);
  [[nodiscard]] bool is_settled(const Record& earlier, const Entry& entry) const;
  [[nodiscard]] std::chrono::milliseconds patience() const;
  [[nodiscard]] BatchPointer overdue();
  [[nodiscard]] BatchPointer oldest();

  const RunSettings& settings_;
  const RunOptions& options_;
  const std::size_t batch_;
  const Journal& journal_;
  MemoryBudget& budget_;
  EntryQueue entries_;
  DigestSet seen_;            ///< short digests of ids
  std::list<Group> waiting_;  ///< oldest first
  std::deque<BatchPointer> ready_;
  std::size_t held_ = 0;   ///< items in waiting_
  std::size_t begun_ = 0;  ///< items given out or waiting
  std::size_t passed_over_ = 0;
  bool ended_ = false;
  bool limited_ = false;  ///< there was more than options.limit
  std::exception_ptr failure_;
};

}  // namespace hesscut::catalogue
