// Whatever the bytes, decode_photo returns a photo or throws Error, at its own size and at a smaller one, and
// photo_size knows the size of what it returns. Both libFuzzer and the replay of the ordinary tests call this; anything
// else that happens ends the process.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <hesscut/error.hpp>

#include "host/image/codec.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    constexpr hesscut::image::DecodeLimits limits{.max_pixels = 1 << 18};
    const hesscut::Image photo = hesscut::image::decode_photo({data, size}, "fuzz", limits);
    if (photo.channels != 3 || photo.pixels.size() != std::size_t{3} * photo.width * photo.height) std::abort();
    const hesscut::image::PhotoSize stated = hesscut::image::photo_size({data, size}, "fuzz", limits);
    if (stated.width != photo.width || stated.height != photo.height) std::abort();
    constexpr int long_side = 5;
    const hesscut::Image small = hesscut::image::decode_photo({data, size}, "fuzz", limits, long_side);
    if (std::max(small.width, small.height) != std::min(long_side, std::max(photo.width, photo.height))) std::abort();
  } catch (const hesscut::Error& error) {
    if (error.kind() != hesscut::ErrorKind::input) std::abort();
  }
  return 0;
}
