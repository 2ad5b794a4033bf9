#pragma once

#include <cstddef>

namespace tbb {

/// The stand-in starts as many threads as it is asked for: nothing to allow.
class global_control {
 public:
  enum parameter { max_allowed_parallelism };
  global_control(parameter /*what*/, std::size_t /*value*/) {}
};

}  // namespace tbb
