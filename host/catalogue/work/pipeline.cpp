#include "host/catalogue/work/pipeline.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <hesscut/error.hpp>
#include <new>

#include "host/catalogue/journal/file_state.hpp"
#include "host/catalogue/text/utc.hpp"
#include "host/catalogue/work/deliver.hpp"
#include "host/catalogue/work/load_item.hpp"

namespace hesscut::catalogue {
namespace {

/// So many items put off one after the other mean that the disk is full or the device is gone, not bad luck.
constexpr std::size_t most_deferred_in_a_row = 10;

std::string_view kind_name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return "usage";
    case ErrorKind::input:
      return "input";
    case ErrorKind::output:
      return "output";
    case ErrorKind::device:
      return "device";
    case ErrorKind::memory:
      return "memory";
    case ErrorKind::internal:
      break;
  }
  return "internal";
}

bool may_pass(ErrorKind kind) {
  return kind == ErrorKind::output || kind == ErrorKind::device || kind == ErrorKind::memory;
}

/// Ends an item with a reason that names its photo.
void fail(Item& item, ErrorKind kind, const std::string& reason) {
  Record& record = item.record;
  record.status = may_pass(kind) ? ItemStatus::deferred : ItemStatus::failed;
  record.kind = kind_name(kind);
  const bool names_a_file = kind == ErrorKind::output || reason.starts_with(record.photo + ":");
  record.reason = names_a_file ? reason : record.photo + ": " + reason;
  record.products.clear();
  item.photo = {};
  item.prior = {};
  item.cutouts.clear();
}

/// Work on one item; whatever it throws ends that item and no other.
template <typename Work>
void guard(Item& item, const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    fail(item, error.kind(), error.what());
  } catch (const std::bad_alloc&) {
    fail(item, ErrorKind::memory, "not enough memory");
  } catch (const std::exception& error) {
    fail(item, ErrorKind::internal, error.what());
  }
}

void take_times(Item& item) {
  for (int stage = 0; stage < stage_count; ++stage) {
    double ms = 0;
    for (const Cutout& cutout : item.cutouts) ms += cutout.times.ms[static_cast<std::size_t>(stage)];
    item.record.stage_ms.emplace_back(stage_name(static_cast<Stage>(stage)), ms);
  }
}

}  // namespace

void Pipeline::run() {
  using oneapi::tbb::filter_mode;
  using oneapi::tbb::flow_control;
  // The library lets no more threads run than there are cores unless it is told so.
  const oneapi::tbb::global_control allow(oneapi::tbb::global_control::max_allowed_parallelism,
                                          static_cast<std::size_t>(threads_) + 1);
  const auto first = oneapi::tbb::make_filter<void, BatchPointer>(filter_mode::serial_in_order,
                                                                  [this](flow_control& flow) -> BatchPointer {
                                                                    BatchPointer batch = take();
                                                                    if (!batch) flow.stop();
                                                                    return batch;
                                                                  });
  const auto step = [this](void (Pipeline::*work)(Batch&)) {
    return oneapi::tbb::make_filter<BatchPointer, BatchPointer>(filter_mode::parallel,
                                                                [this, work](BatchPointer batch) {
                                                                  (this->*work)(*batch);
                                                                  return batch;
                                                                });
  };
  const auto last = oneapi::tbb::make_filter<BatchPointer, void>(filter_mode::serial_out_of_order,
                                                                 [this](const BatchPointer& batch) { commit(*batch); });
  oneapi::tbb::task_arena arena(threads_);
  arena.execute([&] {
    oneapi::tbb::parallel_pipeline(static_cast<std::size_t>(threads_), first & step(&Pipeline::load) &
                                                                           step(&Pipeline::cut) &
                                                                           step(&Pipeline::deliver_all) & last);
  });
}

BatchPointer Pipeline::take() {
  return parts_.intake.next();
}

/// The items of a batch side by side. Isolated: a thread that waits here must not take up another batch meanwhile, of
/// which the first might have to wait for memory that this one holds.
template <typename Work>
void Pipeline::for_each_going(Batch& batch, const Work& work) const {
  const auto one = [&](std::size_t i) {
    Item& item = batch.items[i];
    if (item.going()) guard(item, [&] { work(item); });
  };
  if (batch.items.size() == 1) {
    one(0);
    return;
  }
  oneapi::tbb::this_task_arena::isolate([&] { oneapi::tbb::parallel_for(std::size_t{0}, batch.items.size(), one); });
}

void Pipeline::load(Batch& batch) {
  for_each_going(batch, [this](Item& item) { load_one(item); });
}

void Pipeline::load_one(Item& item) {
  if (item.earlier) check_earlier(item);
  if (item.skipped) return;
  load_item(item, parts_.settings, parts_.meter);
  // A map of all that is product in the photo helps where there is one, and misleads where several are to be told
  // apart.
  if (item.markers.size() != 1) return;
  double ms = 0;
  item.prior = parts_.meter.time(OuterStage::cut, ms,
                                 [&] { return parts_.proposers.propose(item.photo.view(), item.markers.front()); });
}

/// An item that was finished before: there is nothing to do where all of its outputs still are as they were written.
void Pipeline::check_earlier(Item& item) {
  double ms = 0;
  parts_.meter.time(OuterStage::check, ms, [&] {
    const std::vector<const OutputFile*> files = files_of(*item.earlier);
    const auto damaged =
        std::ranges::find_if(files, [&](const OutputFile* file) { return !is_intact(parts_.folder, *file); });
    item.skipped = damaged == files.end();
    if (!item.skipped) item.redone_for = (*damaged)->path;
  });
}

void Pipeline::cut(Batch& batch) {
  std::vector<Job> jobs;
  std::vector<Item*> owners;
  for (Item& item : batch.items) {
    if (!item.going()) continue;
    for (const Markers& markers : item.markers) {
      jobs.push_back({item.photo.view(), markers, item.prior});
      owners.push_back(&item);
    }
  }
  if (jobs.empty()) return;
  double ms = 0;
  std::vector<Cutout> cutouts;
  try {
    cutouts =
        parts_.meter.time(OuterStage::cut, ms, [&] { return parts_.slots.cut(jobs, batch.items.front().parameters); });
  } catch (...) {
    for (Item* item : owners) guard(*item, [] { throw; });
    return;
  }
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (cutouts[i].status != Status::failed) {
      owners[i]->cutouts.push_back(std::move(cutouts[i]));
    } else if (owners[i]->going()) {
      fail(*owners[i], cutouts[i].error_kind, cutouts[i].error);
    }
  }
  for (Item& item : batch.items) {
    if (item.going()) take_times(item);
  }
}

void Pipeline::deliver_all(Batch& batch) {
  for_each_going(batch, [this](Item& item) {
    deliver(item, parts_.folder, parts_.settings, parts_.meter);
    item.photo = {};
    item.cutouts.clear();
  });
}

void Pipeline::commit(Batch& batch) {
  std::vector<Record> records;
  for (Item& item : batch.items) {
    if (item.skipped) continue;
    item.record.device = parts_.slots.description();
    item.record.finished = utc_now();
    records.push_back(item.record);
  }
  try {
    if (!records.empty()) parts_.journal.append(records);
  } catch (...) {
    parts_.budget.end();  // nobody shall wait for what will not be given back
    throw;
  }
  for (const Item& item : batch.items) count(item);
  parts_.budget.give_back(batch.bytes);
}

void Pipeline::count(const Item& item) {
  if (item.skipped) {
    ++tally_.skipped;
    parts_.observer.skipped(item.record.id);
    return;
  }
  if (!item.redone_for.empty()) {
    parts_.observer.warned(item.redone_for + ": was not as it had been written, done again");
  }
  const Record& record = item.record;
  if (record.status == ItemStatus::done) ++tally_.done;
  if (record.status == ItemStatus::failed) ++tally_.failed;
  if (record.status == ItemStatus::failed && record.kind == "internal") ++tally_.internal;
  if (record.status == ItemStatus::deferred) ++tally_.deferred;
  deferred_in_a_row_ = record.status == ItemStatus::deferred ? deferred_in_a_row_ + 1 : 0;
  if (deferred_in_a_row_ >= most_deferred_in_a_row && given_up_.empty()) {
    given_up_ = record.reason;
    parts_.budget.end();
  }
  if (record.status != ItemStatus::withdrawn) parts_.observer.ended(record);
}

}  // namespace hesscut::catalogue
