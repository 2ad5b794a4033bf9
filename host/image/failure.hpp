#pragma once

#include <cstdint>
#include <string>

#include "host/image/codec.hpp"

namespace hesscut::image {

/// Throws Error (input) "NAME: reason". A file may be called anything and a library may say anything, so control
/// characters in either are shown as '?': the message stays one line.
[[noreturn]] void refuse(const std::string& name, const std::string& reason);

/// The same for a result that cannot be written: Error (output).
[[noreturn]] void cannot_write(const std::string& name, const std::string& reason);

/// Refuses a size beyond the limits. To be called with what the header says, before anything of that size is allocated.
void check_size(const std::string& name, std::int64_t width, std::int64_t height, const DecodeLimits& limits);

}  // namespace hesscut::image
