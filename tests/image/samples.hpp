#pragma once

#include <cstdint>
#include <hesscut/image.hpp>
#include <string>
#include <vector>

// Photos made in memory, whole and broken, without the code under test.
namespace hesscut::samples {

using Bytes = std::vector<std::uint8_t>;

/// A smooth picture with a different colour at every corner; the fourth channel runs through every alpha.
Image picture(int width, int height, int channels);
Image plain(int width, int height, const Bytes& pixel);

enum class Jpeg { baseline, progressive };
/// One channel makes a grey JPEG, three YCbCr 4:4:4, four YCCK (255 is no ink) with Adobe's marker.
Bytes jpeg(const Image& image, Jpeg kind = Jpeg::baseline);
/// A YCbCr JPEG turned into an RGB one, by Adobe's marker alone; so its colours are the numbers of the other.
Bytes jpeg_marked_rgb(const Image& image);
/// Every sample mid-grey: 16 x 16 pixels of three components, or of one in as many flawless progressive scans as asked.
Bytes grey_jpeg_with_sampling(const Bytes& sampling_factors);
Bytes grey_jpeg_with_scans(int scans);

struct PngForm {
  int depth = 8;
  int colour_type = 2;  ///< as in IHDR: 0 grey, 2 colour, 3 palette, 4 grey and alpha, 6 colour and alpha
  bool interlaced = false;
  Bytes before_data = {};  ///< whole chunks to stand ahead of the image data
};
/// rows: as PNG packs them, without filter bytes.
Bytes png(int width, int height, const PngForm& form, const Bytes& rows);
Bytes png(const Image& image);
Bytes png_chunk(const std::string& type, const Bytes& content);
/// A valid header that claims a size, and hardly any data.
Bytes png_claiming(std::uint32_t width, std::uint32_t height);

enum class Webp { lossy, lossless };
Bytes webp(const Image& image, Webp kind);
Bytes webp_of_animation();

/// A minimal EXIF block that says nothing but the orientation.
Bytes exif(int orientation, bool big_endian = false);
Bytes jpeg_with_segment(const Bytes& jpeg, std::uint8_t marker, const Bytes& content);
Bytes jpeg_with_exif(const Bytes& jpeg, const Bytes& exif);
Bytes webp_with_exif(const Bytes& webp, const Image& image, const Bytes& exif);

/// A copy with a few bytes changed, dropped or doubled; the same for the same seed everywhere.
Bytes damaged(const Bytes& bytes, unsigned seed);

Bytes text(const std::string& content);
Bytes joined(const std::vector<Bytes>& parts);

}  // namespace hesscut::samples
