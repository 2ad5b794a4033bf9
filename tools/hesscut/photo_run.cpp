#include "tools/hesscut/photo_run.hpp"

#include <atomic>
#include <exception>
#include <new>

#include "tools/hesscut/progress.hpp"
#include "tools/hesscut/stop_signals.hpp"
#include "tools/hesscut/workers.hpp"

namespace hesscut::command {
namespace {

/// Which kinds of failure photos have met; the worst one is the exit code.
struct Failures {
  std::atomic<bool> internal{false};
  std::atomic<bool> memory{false};

  [[nodiscard]] ExitCode code(std::size_t failed) const {
    if (internal) return exit_internal;
    if (memory) return exit_try_again;
    return failed > 0 ? exit_failed : exit_done;
  }
};

void work_on(const PhotoItem& photo, std::size_t index, const PhotoWork& work, Progress& progress, Failures& failures) {
  try {
    work(index);
    progress.done();
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::internal) {
      failures.internal = true;
      progress.failed(photo.path.string() + ": internal error: " + error.what());
    } else if (error.kind() == ErrorKind::memory) {
      failures.memory = true;
      progress.failed(photo.path.string() + ": " + error.what());
    } else if (error.kind() == ErrorKind::input) {
      progress.failed(error.what());
    } else {
      throw;
    }
  } catch (const std::bad_alloc&) {
    failures.memory = true;
    progress.failed(photo.path.string() + ": not enough memory");
  } catch (const std::exception& error) {
    failures.internal = true;
    progress.failed(photo.path.string() + ": internal error: " + error.what());
  }
}

}  // namespace

RunResult run_photos(const std::vector<PhotoItem>& photos, int threads, const std::function<PhotoWork()>& make_work) {
  stop_on_signals();
  Progress progress(photos.size());
  Failures failures;
  run_workers(photos.size(), threads, [&]() -> Work {
    return [&, work = make_work()](std::size_t index) { work_on(photos[index], index, work, progress, failures); };
  });
  RunResult result{failures.code(progress.failed_count()), progress.done_count(), progress.failed_count(),
                   progress.seconds()};
  if (result.done + result.failed < photos.size()) result.code = exit_stopped;
  return result;
}

}  // namespace hesscut::command
