/// Decodes every image in folders, strictly, and says which cannot be: for tests of what was written.
///
///     open_images FOLDER...

#include <cstdio>
#include <exception>
#include <filesystem>

#include "host/image/codec.hpp"

int main(int argc, char** argv) try {
  int images = 0;
  int bad = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
      if (!entry.is_regular_file()) continue;
      ++images;
      try {
        (void)hesscut::image::read_photo(entry.path());
      } catch (const std::exception& error) {
        ++bad;
        std::fprintf(stderr, "%s\n", error.what());
      }
    }
  }
  std::printf("%d images, %d bad\n", images, bad);
  return bad == 0 && images > 0 ? 0 : 1;
} catch (const std::exception& error) {
  std::fprintf(stderr, "open_images: %s\n", error.what());
  return 1;
}
