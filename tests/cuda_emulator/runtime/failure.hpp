#pragma once

#include <string>

namespace cuda_emulation {

/// Ends the test with a message: what a kernel or a caller did has no meaning on a GPU.
[[noreturn]] void fail_test(const std::string& what);

}  // namespace cuda_emulation
