#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "tools/hesscut/messages.hpp"
#include "tools/hesscut/photo_list.hpp"

namespace hesscut::command {

struct RunResult {
  ExitCode code = exit_done;
  std::size_t done = 0;
  std::size_t failed = 0;
  double seconds = 0;
};

/// Handles one photo, or throws; the message of an Error (input) names the photo.
using PhotoWork = std::function<void(std::size_t index)>;

/// Handles all photos on so many threads, each with the work that `make_work` makes for it, with a progress bar on a
/// terminal. A photo that cannot be used, or that Hesscut stumbles over, costs only itself: one line on standard
/// error, and an exit code that tells. What stands in the way of all photos (output, device, usage) is thrown.
[[nodiscard]] RunResult run_photos(const std::vector<PhotoItem>& photos, int threads,
                                   const std::function<PhotoWork()>& make_work);

/// Calls work() and puts "PHOTO: " before the message of an Error (input) from it.
template <typename WorkOnPhoto>
auto for_photo(const PhotoItem& photo, const WorkOnPhoto& work) {
  try {
    return work();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    throw Error(ErrorKind::input, photo.path.string() + ": " + error.what());
  }
}

}  // namespace hesscut::command
