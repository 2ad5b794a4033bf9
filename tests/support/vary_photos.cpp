/// Makes a catalogue out of a few photos: each picture is a random part of one of them at a random size, in a tree of
/// folders, the same for the same arguments.
///
///     vary_photos OUT COUNT MIN_PIXELS MAX_PIXELS PHOTO_OR_FOLDER...

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <map>
#include <opencv2/imgproc.hpp>
#include <random>
#include <string>
#include <vector>

#include "host/image/codec.hpp"
#include "host/image/files.hpp"

namespace {

namespace fs = std::filesystem;
using hesscut::Image;

std::vector<fs::path> photos_of(int count, char** arguments) {
  std::vector<fs::path> photos;
  for (int i = 0; i < count; ++i) {
    if (!fs::is_directory(arguments[i])) {
      photos.emplace_back(arguments[i]);
      continue;
    }
    for (const auto& entry : fs::directory_iterator(arguments[i])) {
      if (hesscut::image::is_photo_name(entry.path())) photos.push_back(entry.path());
    }
  }
  std::ranges::sort(photos);
  return photos;
}

/// A part with 60 to 100 % of the sides, brought to about so many pixels.
Image vary(Image& photo, double pixels, std::mt19937& random) {
  std::uniform_real_distribution<double> share(0.6, 1.0);
  std::uniform_real_distribution<double> place(0.0, 1.0);
  const int width = static_cast<int>(photo.width * share(random));
  const int height = static_cast<int>(photo.height * share(random));
  const int left = static_cast<int>((photo.width - width) * place(random));
  const int top = static_cast<int>((photo.height - height) * place(random));
  const double scale = std::sqrt(pixels / (static_cast<double>(width) * height));
  Image varied(std::max(1, static_cast<int>(width * scale)), std::max(1, static_cast<int>(height * scale)), 3);
  cv::Mat target(varied.height, varied.width, CV_8UC3, varied.pixels.data());
  const cv::Mat whole(photo.height, photo.width, CV_8UC3, photo.pixels.data());
  cv::resize(whole(cv::Rect(left, top, width, height)), target, target.size(), 0, 0,
             scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  return varied;
}

void run(const fs::path& out, int count, double smallest, double largest, const std::vector<fs::path>& photos) {
  constexpr int folders = 7;
  std::mt19937 random(20260131);
  std::uniform_real_distribution<double> exponent(std::log(smallest), std::log(largest));
  std::map<fs::path, Image> decoded;
  for (int i = 0; i < count; ++i) {
    const fs::path& source = photos[static_cast<std::size_t>(i) % photos.size()];
    if (!decoded.contains(source)) decoded.emplace(source, hesscut::image::read_photo(source));
    const Image varied = vary(decoded.at(source), std::exp(exponent(random)), random);
    const fs::path folder = out / ("shelf " + std::to_string(i % folders));
    fs::create_directories(folder);
    const bool as_png = i % 10 == 9;
    hesscut::image::write_file(
        folder / (source.stem().string() + "-" + std::to_string(i) + (as_png ? ".png" : ".jpg")),
        as_png ? hesscut::image::encode_png(varied.view(), 1) : hesscut::image::encode_jpeg(varied.view()));
  }
}

}  // namespace

int main(int argc, char** argv) try {
  constexpr int first_photo = 5;
  if (argc <= first_photo) {
    std::fputs("usage: vary_photos OUT COUNT MIN_PIXELS MAX_PIXELS PHOTO_OR_FOLDER...\n", stderr);
    return 2;
  }
  const auto photos = photos_of(argc - first_photo, argv + first_photo);
  if (photos.empty()) throw std::runtime_error("no photos given");
  run(argv[1], std::atoi(argv[2]), std::atof(argv[3]), std::atof(argv[4]), photos);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "vary_photos: %s\n", error.what());
  return 1;
}
