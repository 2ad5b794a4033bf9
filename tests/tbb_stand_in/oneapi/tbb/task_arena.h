#pragma once

// The part of oneTBB that Hesscut uses, on plain std::thread, for builds with ThreadSanitizer only: the library of the
// distribution is not instrumented, so the sanitizer sees none of its synchronisation and reports races everywhere.
// Here it sees each: what it then reports is a race of Hesscut's own.

#include <algorithm>
#include <thread>
#include <utility>

namespace tbb {

namespace stand_in {
inline thread_local int slot = 0;         ///< of this thread in the arena it works in
inline thread_local int width = 0;        ///< of that arena; 0: none was entered
inline thread_local bool inside = false;  ///< whether this thread runs the body of a loop
}  // namespace stand_in

class task_arena {
 public:
  static constexpr int automatic = -1;

  explicit task_arena(int max_concurrency = automatic)
      // Two at least: also on a machine of one core the bodies shall run side by side.
      : width_(max_concurrency > 0 ? max_concurrency
                                   : std::max(2, static_cast<int>(std::thread::hardware_concurrency()))) {}

  [[nodiscard]] int max_concurrency() const { return width_; }

  template <class Body>
  auto execute(Body&& body) -> decltype(body()) {
    const Entered entered(width_);
    return std::forward<Body>(body)();
  }

 private:
  struct Entered {
    explicit Entered(int width) : outer(std::exchange(stand_in::width, width)) {}
    ~Entered() { stand_in::width = outer; }
    Entered(const Entered&) = delete;
    Entered& operator=(const Entered&) = delete;
    int outer;
  };

  int width_;
};

namespace this_task_arena {
[[nodiscard]] inline int current_thread_index() {
  return stand_in::slot;
}
[[nodiscard]] inline int max_concurrency() {
  return stand_in::width > 0 ? stand_in::width : task_arena().max_concurrency();
}
/// A thread of the stand-in never takes up other work while it waits.
template <class Body>
auto isolate(const Body& body) -> decltype(body()) {
  return body();
}
}  // namespace this_task_arena

}  // namespace tbb

namespace oneapi {
namespace tbb = ::tbb;
}
