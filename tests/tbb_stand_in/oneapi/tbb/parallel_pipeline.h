#pragma once

#include <oneapi/tbb/task_arena.h>

#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace tbb {

enum class filter_mode { parallel, serial_in_order, serial_out_of_order };

class flow_control {
 public:
  void stop() { stopped_ = true; }
  [[nodiscard]] bool stopped() const { return stopped_; }

 private:
  bool stopped_ = false;
};

namespace stand_in {

/// A serial filter's body, one call at a time.
template <class Body>
auto one_at_a_time(filter_mode mode, Body body) {
  std::shared_ptr<std::mutex> mutex = mode == filter_mode::parallel ? nullptr : std::make_shared<std::mutex>();
  return [mutex, body](auto&... arguments) -> decltype(auto) {
    std::unique_lock<std::mutex> lock;
    if (mutex) lock = std::unique_lock(*mutex);
    return body(arguments...);
  };
}

}  // namespace stand_in

/// A chain of filters as one function: from In to Out; one that begins with the input (In void) gives nothing when that
/// has stopped, and one that is whole (Out void) says whether there was something.
template <class In, class Out>
struct filter {
  std::function<Out(In)> call;
};
template <class Out>
struct filter<void, Out> {
  std::function<std::optional<Out>()> call;
};
template <class In>
struct filter<In, void> {
  std::function<void(In)> call;
};
template <>
struct filter<void, void> {
  std::function<bool()> call;
};

template <class In, class Out, class Body>
filter<In, Out> make_filter(filter_mode mode, const Body& body) {
  const auto guarded = stand_in::one_at_a_time(mode, body);
  if constexpr (std::is_void_v<In>) {
    auto stopped = std::make_shared<std::atomic<bool>>(false);
    return {[guarded, stopped]() -> std::optional<Out> {
      if (*stopped) return std::nullopt;
      flow_control flow;
      Out value = guarded(flow);
      if (!flow.stopped()) return value;
      *stopped = true;
      return std::nullopt;
    }};
  } else {
    return {[guarded](In value) -> Out { return guarded(value); }};
  }
}

template <class In, class Middle, class Out>
filter<In, Out> operator&(const filter<In, Middle>& first, const filter<Middle, Out>& second) {
  if constexpr (!std::is_void_v<In>) {
    return {[=](In value) -> Out { return second.call(first.call(std::move(value))); }};
  } else if constexpr (std::is_void_v<Out>) {
    return {[=] {
      std::optional<Middle> value = first.call();
      if (value) second.call(std::move(*value));
      return value.has_value();
    }};
  } else {
    return {[=]() -> std::optional<Out> {
      std::optional<Middle> value = first.call();
      if (!value) return std::nullopt;
      return second.call(std::move(*value));
    }};
  }
}

/// As many threads as the arena has, but no more than tokens, each taking one through the whole chain at a time. The
/// first exception ends all and is thrown again.
inline void parallel_pipeline(std::size_t tokens, const filter<void, void>& chain) {
  std::atomic<bool> failed{false};
  std::exception_ptr failure;
  std::mutex mutex;
  const auto work = [&] {
    try {
      while (!failed && chain.call()) {
      }
    } catch (...) {
      failed = true;
      const std::scoped_lock lock(mutex);
      if (!failure) failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;
    const std::size_t width = std::min(tokens, static_cast<std::size_t>(this_task_arena::max_concurrency()));
    for (std::size_t i = 1; i < width; ++i) threads.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace tbb
