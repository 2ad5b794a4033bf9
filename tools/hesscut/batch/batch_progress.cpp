#include "tools/hesscut/batch/batch_progress.hpp"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "host/catalogue/text/utc.hpp"
#include "tools/hesscut/messages.hpp"

namespace hesscut::command {
namespace {

using Json = nlohmann::ordered_json;
using namespace std::chrono_literals;

constexpr std::size_t bar_width = 24;
constexpr auto redraw_interval = 100ms;
constexpr auto line_interval = 10s;

/// "42 s", "3 min", "5 h 20 min".
std::string duration_text(double seconds) {
  constexpr int minute = 60;
  constexpr int hour = 60 * minute;
  const auto whole = static_cast<long>(seconds);
  if (whole < 2 * minute) return std::to_string(whole) + " s";
  if (whole < hour) return std::to_string(whole / minute) + " min";
  return std::to_string(whole / hour) + " h " + std::to_string(whole % hour / minute) + " min";
}

std::string one_decimal(double number) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", number);
  return text.data();
}

}  // namespace

BatchProgress::BatchProgress(LogStyle style, bool quiet)
    : style_(style), quiet_(quiet), on_terminal_(style == LogStyle::text && !quiet && ::isatty(STDERR_FILENO) == 1) {}

BatchProgress::~BatchProgress() {
  clear();
}

void BatchProgress::ended(const catalogue::Record& record) {
  ++worked_;
  const bool done = record.status == catalogue::ItemStatus::done;
  if (!done) ++failed_;
  if (style_ == LogStyle::json) {
    log(status_name(record.status).data(), record.id, &record, "");
  } else if (!done) {
    const bool later = record.status == catalogue::ItemStatus::deferred;
    say(record.reason + (later ? " (put off: the next run tries again)" : ""));
  }
  show();
}

void BatchProgress::skipped(const std::string& id) {
  ++skipped_;
  if (style_ == LogStyle::json) log("skipped", id, nullptr, "");
  show();
}

void BatchProgress::warned(const std::string& text) {
  if (style_ == LogStyle::json) {
    log("warning", "", nullptr, text);
  } else {
    say(text);
  }
}

void BatchProgress::say(const std::string& text) {
  clear();
  say_error(text);
}

void BatchProgress::log(const char* event, const std::string& id, const catalogue::Record* record,
                        const std::string& text) const {
  if (quiet_ && record != nullptr && record->status == catalogue::ItemStatus::done) return;
  if (quiet_ && record == nullptr && text.empty()) return;
  Json line{{"time", catalogue::utc_now()}, {"event", event}};
  if (!id.empty()) line["id"] = id;
  if (!text.empty()) line["text"] = text;
  if (record != nullptr) {
    if (!record->reason.empty()) line["reason"] = record->reason;
    double ms = 0;
    for (const auto& [stage, time] : record->stage_ms) ms += time;
    line["ms"] = ms;
    for (const catalogue::ProductRecord& product : record->products) {
      line["products"].push_back({{"name", product.name},
                                  {"gap", product.gap},
                                  {"mask_certificate", product.mask_certificate},
                                  {"flags", product.flags}});
    }
  }
  std::fputs((line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n").c_str(), stderr);
}

/// The bar, or a line where there is no terminal, when it is time for one.
void BatchProgress::show() {
  if (quiet_ || style_ == LogStyle::json) return;
  const auto now = std::chrono::steady_clock::now();
  if (on_terminal_ ? now - shown_ < redraw_interval : now - shown_ < line_interval) return;
  shown_ = now;
  if (on_terminal_) {
    draw();
  } else {
    std::fputs(("hesscut: " + state() + "\n").c_str(), stderr);
  }
}

/// "120 of 300 photos, 8.5/s, 2 failed, 21 s left".
std::string BatchProgress::state() const {
  const std::size_t total = total_;
  const std::size_t finished = worked_ + skipped_;
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begun_;
  const double rate = static_cast<double>(worked_) / passed.count();
  std::string text = std::to_string(finished);
  if (total > 0) text += " of " + std::to_string(total);
  text += " photos, " + one_decimal(rate) + "/s";
  if (skipped_ > 0) text += ", " + std::to_string(skipped_) + " done before";
  if (failed_ > 0) text += ", " + std::to_string(failed_) + " failed";
  if (total > finished && rate > 0)
    text += ", " + duration_text(static_cast<double>(total - finished) / rate) + " left";
  return text;
}

void BatchProgress::draw() const {
  const std::size_t total = total_;
  std::string bar;
  if (total > 0) {
    const std::size_t filled = std::min(bar_width, bar_width * (worked_ + skipped_) / total);
    bar = "[" + std::string(filled, '#') + std::string(bar_width - filled, '.') + "] ";
  }
  std::fputs(("\r" + bar + state() + "\033[K").c_str(), stderr);
  std::fflush(stderr);
}

void BatchProgress::clear() const {
  if (on_terminal_) std::fputs("\r\033[K", stderr);
}

}  // namespace hesscut::command
