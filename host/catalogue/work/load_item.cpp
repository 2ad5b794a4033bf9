#include "host/catalogue/work/load_item.hpp"

#include <cmath>
#include <hesscut/error.hpp>
#include <opencv2/imgproc.hpp>

#include "host/catalogue/journal/file_state.hpp"
#include "host/catalogue/text/digest.hpp"
#include "host/image/codec.hpp"
#include "host/image/files.hpp"

namespace hesscut::catalogue {
namespace {

/// Brings a marker image of the photo's own size to the size at which the photo is worked on.
Image resized_labels(const Image& labels, int width, int height) {
  if (labels.width == width && labels.height == height) return labels;
  Image result(width, height, 1);
  cv::Mat target(height, width, CV_8U, result.pixels.data());
  cv::resize(cv::Mat(labels.height, labels.width, CV_8U, const_cast<std::uint8_t*>(labels.pixels.data())), target,
             target.size(), 0, 0, cv::INTER_NEAREST);
  return result;
}

/// From pixels of the whole photo to those of a smaller one: (0, 0) is the centre of the first pixel in both.
Markers scaled(const Markers& markers, double x_scale, double y_scale) {
  Markers result = markers;
  for (Stroke& stroke : result.strokes) {
    for (Point& point : stroke.points) point = {(point.x + 0.5) * x_scale - 0.5, (point.y + 0.5) * y_scale - 0.5};
    stroke.radius *= std::sqrt(x_scale * y_scale);
  }
  if (result.box) {
    const Box& box = *markers.box;
    const int left = static_cast<int>(std::floor(box.x * x_scale));
    const int top = static_cast<int>(std::floor(box.y * y_scale));
    const int right = static_cast<int>(std::ceil((box.x + box.width) * x_scale));
    const int bottom = static_cast<int>(std::ceil((box.y + box.height) * y_scale));
    result.box = Box{left, top, right - left, bottom - top};
  }
  return result;
}

/// The image of markers for an item: the product's own, else the one of its name in the run's folder.
std::filesystem::path marker_file(const Entry& entry, const Product& product, const RunSettings& settings) {
  if (!product.mask.empty()) return product.mask;
  if (settings.markers.empty() || !product.markers.empty()) return {};
  return settings.markers / std::filesystem::path(entry.id).replace_extension(".png");
}

/// What marks each product; one without any marks where the entry names none.
std::vector<Product> products_of(const Entry& entry) {
  return entry.products.empty() ? std::vector<Product>(1) : entry.products;
}

Markers markers_of(const Item& item, const Product& product, const image::PhotoSize& size,
                   const RunSettings& settings) {
  const Image& photo = item.photo;
  Markers markers = scaled(product.markers, static_cast<double>(photo.width) / size.width,
                           static_cast<double>(photo.height) / size.height);
  const std::filesystem::path file = marker_file(item.entry, product, settings);
  if (file.empty()) return markers;
  const Image labels = image::read_labels(file);
  if (labels.width != size.width || labels.height != size.height) {
    throw Error(ErrorKind::input, "markers " + file.string() + " have " + std::to_string(labels.width) + " x " +
                                      std::to_string(labels.height) + " pixels, the photo " +
                                      std::to_string(size.width) + " x " + std::to_string(size.height));
  }
  markers.mask = resized_labels(labels, photo.width, photo.height);
  return markers;
}

}  // namespace

Parameters parameters_for(const Entry& entry, const RunSettings& settings) {
  Parameters parameters =
      entry.preset.empty() ? settings.parameters : preset_parameters(preset_from_name(entry.preset));
  for (const auto& [name, value] : entry.settings) set_parameter(parameters, name, value);
  return parameters;
}

std::string markers_digest(const Entry& entry, const RunSettings& settings) {
  std::string digests;
  for (const Product& product : products_of(entry)) {
    const std::filesystem::path file = marker_file(entry, product, settings);
    if (file.empty()) continue;
    try {
      digests += sha256(image::read_file(file, image::DecodeLimits().max_file_bytes));
    } catch (const Error&) {
      digests += "unreadable";
    }
  }
  return digests.empty() ? digests : sha256(digests);
}

void load_item(Item& item, const RunSettings& settings, StageMeter& meter) {
  Record& record = item.record;
  const std::string name = item.entry.photo.string();
  auto& ms = record.stage_ms;
  const image::DecodeLimits limits;
  double read_ms = 0;
  const auto bytes = meter.time(OuterStage::read, read_ms, [&] {
    const FileState state = file_state(item.entry.photo);
    record.photo_bytes = state.bytes;
    record.photo_modified_ns = state.modified_ns;
    auto content = image::read_file(item.entry.photo, limits.max_file_bytes);
    record.photo_sha256 = sha256(content);
    record.markers_sha256 = markers_digest(item.entry, settings);
    return content;
  });
  ms.emplace_back(outer_stage_names[static_cast<std::size_t>(OuterStage::read)], read_ms);

  double decode_ms = 0;
  meter.time(OuterStage::decode, decode_ms, [&] {
    const image::PhotoSize size = image::photo_size(bytes, name, limits);
    item.photo = image::decode_photo(bytes, name, limits, settings.max_side);
    for (const Product& product : products_of(item.entry)) {
      item.markers.push_back(markers_of(item, product, size, settings));
    }
  });
  ms.emplace_back(outer_stage_names[static_cast<std::size_t>(OuterStage::decode)], decode_ms);
  record.width = item.photo.width;
  record.height = item.photo.height;
}

std::uint64_t bytes_in_work(int width, int height, std::uint64_t file_bytes) {
  // A pixel decoded is 3 bytes (and 4 more while inks become colours), its mask and alpha 2, a cut-out 4 and as much
  // again encoded; the device holds the photo and its alpha, 4. The solver's fields are those of the working grid.
  constexpr std::uint64_t bytes_a_pixel = 20;
  constexpr std::uint64_t solver_bytes = 64ULL << 20U;
  return bytes_a_pixel * static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height) + file_bytes +
         solver_bytes;
}

}  // namespace hesscut::catalogue
