// The fuzz target over a generated corpus, so that every compiler's ordinary tests run it. With a folder's name as its
// argument it writes the corpus there, for libFuzzer to begin with.
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/image/samples.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace samples = hesscut::samples;

std::vector<samples::Bytes> corpus() {
  const hesscut::Image photo = samples::picture(24, 16, 3);
  const hesscut::Image clear = samples::picture(24, 16, 4);
  const samples::Bytes exif = samples::exif(6);
  return {
      samples::jpeg(samples::picture(24, 16, 1)),
      samples::jpeg_with_exif(samples::jpeg(photo), exif),
      samples::jpeg(photo, samples::Jpeg::progressive),
      samples::jpeg(clear),
      samples::jpeg_marked_rgb(photo),
      samples::grey_jpeg_with_sampling({0x12, 0x22, 0x21}),
      samples::grey_jpeg_with_scans(40),
      samples::png(photo),
      samples::png(clear),
      samples::png(24, 16, {.interlaced = true, .before_data = samples::png_chunk("eXIf", exif)}, photo.pixels),
      samples::png(8, 1, {.depth = 1, .colour_type = 3, .before_data = samples::png_chunk("tRNS", {0})}, {0x55}),
      samples::png_claiming(40000, 40000),
      samples::webp(photo, samples::Webp::lossy),
      samples::webp(clear, samples::Webp::lossy),
      samples::webp_with_exif(samples::webp(clear, samples::Webp::lossless), clear, exif),
      samples::webp_of_animation(),
  };
}

void write_corpus(const std::filesystem::path& folder) {
  int number = 0;
  for (const samples::Bytes& bytes : corpus()) {
    std::ofstream file(folder / ("sample-" + std::to_string(number++)), std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!file) throw std::runtime_error(folder.string() + ": cannot be written to");
  }
}

void replay() {
  constexpr unsigned damages = 100;
  for (const samples::Bytes& bytes : corpus()) {
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    for (unsigned seed = 0; seed < damages; ++seed) {
      const samples::Bytes damaged = samples::damaged(bytes, 1000 + seed);
      LLVMFuzzerTestOneInput(damaged.data(), damaged.size());
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  try {
    if (count > 1) {
      write_corpus(arguments[1]);
    } else {
      replay();
    }
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
