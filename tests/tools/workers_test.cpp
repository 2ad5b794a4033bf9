#include "tools/hesscut/workers.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <hesscut/error.hpp>
#include <memory>
#include <new>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "tools/hesscut/photo_run.hpp"

namespace {

using namespace hesscut::command;

TEST(Workers, HandleEveryItemOnce) {
  std::vector<std::atomic<int>> handled(1000);
  run_workers(handled.size(), 4, [&]() -> Work { return [&](std::size_t index) { ++handled[index]; }; });
  for (const auto& count : handled) EXPECT_EQ(count, 1);
}

TEST(Workers, OwnWhatTheyWorkWith) {
  std::atomic<int> made{0};
  run_workers(100, 3, [&]() -> Work {
    ++made;
    return [thread = std::this_thread::get_id()](std::size_t) { EXPECT_EQ(thread, std::this_thread::get_id()); };
  });
  EXPECT_EQ(made, 3);
}

TEST(Workers, PassTheFirstErrorOnAndStop) {
  std::atomic<int> handled{0};
  const auto make = [&]() -> Work {
    return [&](std::size_t index) {
      ++handled;
      if (index == 10) throw std::runtime_error("planted");
    };
  };
  EXPECT_THROW(run_workers(100000, 2, make), std::runtime_error);
  EXPECT_LT(handled, 100000);
}

TEST(Workers, PassAnErrorOfTheSetUpOn) {
  EXPECT_THROW(run_workers(3, 2, []() -> Work { throw std::runtime_error("planted"); }), std::runtime_error);
}

const std::vector<PhotoItem> photos{{"a.jpg", "a"}, {"b.jpg", "b"}, {"c.jpg", "c"}};

template <typename Thrown>
RunResult run_with_second(const Thrown& thrown) {
  return run_photos(photos, 1, [&]() -> PhotoWork {
    return [&](std::size_t index) {
      if (index == 1) throw thrown;
    };
  });
}

TEST(PhotoRun, LosesOnlyThePhotoThatCannotBeUsed) {
  const RunResult result = run_with_second(hesscut::Error(hesscut::ErrorKind::input, "b.jpg: planted"));
  EXPECT_EQ(result.code, exit_failed);
  EXPECT_EQ(result.done, 2U);
  EXPECT_EQ(result.failed, 1U);
}

TEST(PhotoRun, SaysWhetherToTryAgain) {
  EXPECT_EQ(run_with_second(std::bad_alloc()).code, exit_try_again);
  EXPECT_EQ(run_with_second(hesscut::Error(hesscut::ErrorKind::memory, "planted")).code, exit_try_again);
  EXPECT_EQ(run_with_second(std::runtime_error("planted")).code, exit_internal);
  EXPECT_EQ(run_with_second(hesscut::Error(hesscut::ErrorKind::internal, "planted")).code, exit_internal);
}

TEST(PhotoRun, EndsAtWhatConcernsAllPhotos) {
  EXPECT_THROW(run_with_second(hesscut::Error(hesscut::ErrorKind::output, "planted")), hesscut::Error);
  EXPECT_THROW(run_with_second(hesscut::Error(hesscut::ErrorKind::usage, "planted")), hesscut::Error);
}

TEST(Messages, StayOneLine) {
  EXPECT_EQ(one_line("a\nb\tc\x7f"), "a?b?c?");
}

}  // namespace
