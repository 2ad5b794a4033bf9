#pragma once

#include <cstddef>
#include <string>

#include "host/catalogue/journal/journal.hpp"
#include "host/catalogue/journal/run_folder.hpp"
#include "host/catalogue/journal/run_settings.hpp"
#include "host/catalogue/work/batch.hpp"
#include "host/catalogue/work/intake.hpp"
#include "host/catalogue/work/proposers.hpp"
#include "host/catalogue/work/solver_slots.hpp"
#include "host/catalogue/work/stage_meter.hpp"

namespace hesscut::catalogue {

/// What items have become of in this pass.
struct Tally {
  std::size_t done = 0;
  std::size_t failed = 0;
  std::size_t deferred = 0;
  std::size_t skipped = 0;   ///< done before, and whole
  std::size_t internal = 0;  ///< of those that failed: by a bug in Hesscut
};

/// Told of every item, in the order in which items end; for one thread at a time.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void ended(const Record& record) = 0;
  virtual void skipped(const std::string& id) = 0;
  virtual void warned(const std::string& text) = 0;
};

/// Batches from the intake through read, decode, cut, encode and write to the journal: a bounded number of them at a
/// time, each on one thread, whichever is free.
class Pipeline {
 public:
  struct Parts {
    Intake& intake;
    SolverSlots& slots;
    Journal& journal;
    MemoryBudget& budget;
    StageMeter& meter;
    Proposers& proposers;
    Observer& observer;
    const RunFolder& folder;
    const RunSettings& settings;
  };

  Pipeline(const Parts& parts, int threads) : parts_(parts), threads_(threads) {}

  /// Until the intake ends. Throws Error (output) when the journal cannot be written, and what the intake throws; what
  /// is in the journal stays true.
  void run();

  [[nodiscard]] const Tally& tally() const { return tally_; }
  /// Not empty when so many items were put off in a row that going on made no sense: the last reason.
  [[nodiscard]] const std::string& given_up() const { return given_up_; }

 private:
  [[nodiscard]] BatchPointer take();
  void load(Batch& batch);
  void cut(Batch& batch);
  void deliver_all(Batch& batch);
  void commit(Batch& batch);
  void load_one(Item& item);
  void check_earlier(Item& item);
  void count(const Item& item);
  template <typename Work>
  void for_each_going(Batch& batch, const Work& work) const;

  Parts parts_;
  int threads_;
  Tally tally_;
  std::size_t deferred_in_a_row_ = 0;
  std::string given_up_;
};

}  // namespace hesscut::catalogue
