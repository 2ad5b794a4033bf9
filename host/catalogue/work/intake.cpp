#include "host/catalogue/work/intake.hpp"

#include <algorithm>
#include <hesscut/error.hpp>

#include "host/catalogue/input/entry_json.hpp"
#include "host/catalogue/journal/file_state.hpp"
#include "host/catalogue/text/digest.hpp"
#include "host/catalogue/work/load_item.hpp"
#include "host/image/codec.hpp"
#include "host/image/shrink.hpp"
#include "host/segment/working_shape.hpp"

namespace hesscut::catalogue {
namespace {

using namespace std::chrono_literals;

constexpr auto stop_is_looked_for = 100ms;
constexpr std::size_t most_held = 32;  ///< batches' worth of items that wait for others of their shape

/// The size at which a photo will be worked on; nothing where it cannot be told: reading the photo will say why.
std::optional<image::Extent> size_in_work(const std::filesystem::path& photo, int max_side) {
  try {
    const image::PhotoSize size = image::read_photo_size(photo);
    return image::fitted({size.width, size.height}, max_side);
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::string shape_key(const image::Extent& size, const Parameters& parameters) {
  const kernels::Shape shape = segment::working_shape(size.width, size.height, parameters.working_side);
  return std::to_string(shape.width) + "x" + std::to_string(shape.height);
}

/// The entry as it is kept: with paths that are good in every working folder.
Entry kept(const Entry& entry) {
  Entry result = entry;
  result.photo = std::filesystem::absolute(entry.photo);
  for (Product& product : result.products) {
    if (!product.mask.empty()) product.mask = std::filesystem::absolute(product.mask);
  }
  return result;
}

std::string in_mebibytes(std::uint64_t bytes) {
  constexpr unsigned mebi = 20;
  return std::to_string(bytes >> mebi) + " MiB";
}

}  // namespace

Intake::Intake(Source& source, const RunSettings& settings, const RunOptions& options, int batch,
               const Journal& journal, MemoryBudget& budget)
    : settings_(settings),
      options_(options),
      batch_(static_cast<std::size_t>(batch)),
      journal_(journal),
      budget_(budget),
      entries_(source, options.input_over) {}

BatchPointer Intake::next() {
  BatchPointer batch = next_unpaid();
  if (batch && !budget_.take(batch->bytes)) return nullptr;
  return batch;
}

BatchPointer Intake::next_unpaid() {
  while (!options_.stop() && !budget_.ended()) {
    if (!ready_.empty()) {
      BatchPointer batch = std::move(ready_.front());
      ready_.pop_front();
      return batch;
    }
    if (BatchPointer batch = overdue()) return batch;
    if (ended_) {
      if (!waiting_.empty()) return oldest();
      if (failure_) std::rethrow_exception(failure_);
      return nullptr;
    }
    Entry entry;
    try {
      const EntryQueue::Answer answer = entries_.take(entry, patience());
      if (answer == EntryQueue::Answer::entry) take_entry(std::move(entry));
      // A source that waits ends when a stop is asked for: there might have been more.
      ended_ = ended_ || (answer == EntryQueue::Answer::end && !options_.stop());
    } catch (...) {
      failure_ = std::current_exception();
      ended_ = true;
    }
  }
  return nullptr;
}

/// How long to wait for an entry: until the oldest batch has waited long enough, or a stop may have been asked for.
std::chrono::milliseconds Intake::patience() const {
  if (waiting_.empty()) return stop_is_looked_for;
  const auto waited = std::chrono::steady_clock::now() - waiting_.front().since;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(options_.batch_wait - waited);
  return std::clamp<std::chrono::milliseconds>(left, 0ms, stop_is_looked_for);
}

BatchPointer Intake::overdue() {
  if (waiting_.empty()) return nullptr;
  const bool late = std::chrono::steady_clock::now() - waiting_.front().since >= options_.batch_wait;
  return late || held_ >= most_held * batch_ ? oldest() : nullptr;
}

BatchPointer Intake::oldest() {
  BatchPointer batch = std::move(waiting_.front().batch);
  waiting_.pop_front();
  held_ -= batch->items.size();
  return batch;
}

void Intake::take_entry(Entry entry) {
  withdraw_line(entry);
  if (!belongs_to(entry.id, options_.shard)) return;
  if (has_trouble(entry)) return;
  std::optional<Record> earlier = journal_.find(entry.id);
  if (earlier && is_settled(*earlier, entry)) {
    if (earlier->status == ItemStatus::failed) {
      ++passed_over_;
      return;
    }
  } else {
    earlier.reset();
  }
  if (options_.limit > 0 && begun_ >= options_.limit && !earlier) {
    limited_ = true;
    ended_ = true;
    return;
  }
  try {
    begin(entry, std::move(earlier));
  } catch (const Error& error) {  // settings that do not go together
    report(entry, ItemStatus::failed, entry.photo.string() + ": " + error.what());
  }
}

/// Whether what was recorded of the item still stands: it was finished or failed for good, and neither what the input
/// says of it nor its photo and images of markers have changed.
bool Intake::is_settled(const Record& earlier, const Entry& entry) const {
  if (earlier.status == ItemStatus::deferred || earlier.status == ItemStatus::withdrawn) return false;
  if (earlier.status == ItemStatus::failed && options_.retry_failed) return false;
  Entry before = entry_from_json(earlier.entry, {}, "");
  before.photo = kept(entry).photo;  // the same photo by another path is the same
  return to_json(before) == to_json(kept(entry)) && is_same_photo(entry.photo, earlier) &&
         earlier.markers_sha256 == markers_digest(entry, settings_);
}

/// Takes back what was said of a line that could not be used and now can.
void Intake::withdraw_line(const Entry& entry) {
  if (!entry.trouble.empty() || entry.place.empty() || !belongs_to(entry.place, options_.shard)) return;
  const std::optional<Record> earlier = journal_.find(entry.place);
  if (!earlier || earlier->status == ItemStatus::withdrawn || earlier->id == entry.id) return;
  Entry line;
  line.id = entry.place;
  report(line, ItemStatus::withdrawn, "");
}

/// Whether there is nothing to be done but to say what is wrong with the entry.
bool Intake::has_trouble(Entry& entry) {
  if (entry.trouble.empty() && !seen_.put(short_digest(entry.id))) {
    const std::string name = entry.place.empty() ? entry.photo.string() : entry.place;
    entry.trouble = name + ": another item has the id '" + entry.id + "' already; give each an id of its own";
    entry.id = name;
  }
  if (entry.trouble.empty()) return false;
  const std::optional<Record> earlier = journal_.find(entry.id);
  const bool said = earlier && earlier->status == ItemStatus::failed && earlier->reason == entry.trouble;
  if (said && !options_.retry_failed) {
    ++passed_over_;
  } else {
    report(entry, ItemStatus::failed, entry.trouble);
  }
  return true;
}

/// A batch of one item of which everything is said already.
void Intake::report(const Entry& entry, ItemStatus status, const std::string& reason) {
  Item item;
  item.record.id = entry.id;
  item.record.status = status;
  item.record.reason = reason;
  if (status == ItemStatus::failed) item.record.kind = "input";
  item.record.photo = entry.photo.string();
  auto batch = std::make_shared<Batch>();
  batch->items.push_back(std::move(item));
  ready_.push_back(std::move(batch));
}

void Intake::begin(const Entry& entry, std::optional<Record> earlier) {
  Item item;
  item.record.id = entry.id;
  item.record.status = ItemStatus::done;
  item.record.entry = to_json(kept(entry));
  item.record.photo = entry.photo.string();
  item.parameters = parameters_for(entry, settings_);
  const auto size = size_in_work(entry.photo, settings_.max_side);
  const std::uint64_t bytes =
      bytes_in_work(size ? size->width : 0, size ? size->height : 0, file_state(entry.photo).bytes);
  const std::string key = size ? shape_key(*size, item.parameters) + " " + entry.preset : std::string();
  if (!earlier) ++begun_;
  item.earlier = std::move(earlier);
  item.entry = entry;
  if (bytes > budget_.total()) {
    item.record.status = ItemStatus::failed;
    item.record.kind = "input";
    item.record.reason = item.record.photo + ": needs about " + in_mebibytes(bytes) + " of memory, more than the " +
                         in_mebibytes(budget_.total()) + " allowed";
  }
  const bool alone = !item.going() || key.empty() || item.earlier || batch_ == 1 || !item.entry.settings.empty();
  if (alone) {
    auto batch = std::make_shared<Batch>();
    batch->bytes = item.going() ? bytes : 0;
    batch->items.push_back(std::move(item));
    ready_.push_back(std::move(batch));
  } else {
    add(std::move(item), bytes, key);
  }
}

/// Lets an item wait for others of its kind; a batch that is full, or as large as leaves room for another one, is
/// ready.
void Intake::add(Item item, std::uint64_t bytes, const std::string& key) {
  auto group = std::ranges::find(waiting_, key, &Group::key);
  if (group != waiting_.end() && group->batch->bytes + bytes > budget_.total() / 2) {
    held_ -= group->batch->items.size();
    ready_.push_back(std::move(group->batch));
    waiting_.erase(group);
    group = waiting_.end();
  }
  if (group == waiting_.end()) {
    waiting_.push_back({key, std::make_shared<Batch>(), std::chrono::steady_clock::now()});
    group = std::prev(waiting_.end());
  }
  group->batch->bytes += bytes;
  group->batch->items.push_back(std::move(item));
  ++held_;
  if (group->batch->items.size() < batch_) return;
  held_ -= group->batch->items.size();
  ready_.push_back(std::move(group->batch));
  waiting_.erase(group);
}

}  // namespace hesscut::catalogue
