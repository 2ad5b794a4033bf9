// Whatever the bytes, decode_photo returns a photo or throws Error. Both libFuzzer and the replay of the ordinary tests
// call this; anything else that happens ends the process.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <hesscut/error.hpp>

#include "host/image/codec.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const hesscut::Image photo = hesscut::image::decode_photo({data, size}, "fuzz", {.max_pixels = 1 << 18});
    if (photo.channels != 3 || photo.pixels.size() != std::size_t{3} * photo.width * photo.height) std::abort();
  } catch (const hesscut::Error& error) {
    if (error.kind() != hesscut::ErrorKind::input) std::abort();
  }
  return 0;
}
