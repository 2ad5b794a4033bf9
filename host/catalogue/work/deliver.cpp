#include "host/catalogue/work/deliver.hpp"

#include <algorithm>
#include <filesystem>
#include <hesscut/error.hpp>
#include <system_error>

#include "host/catalogue/output/flags.hpp"
#include "host/catalogue/output/main_image.hpp"
#include "host/catalogue/output/output_names.hpp"
#include "host/catalogue/output/overlay.hpp"
#include "host/catalogue/output/pictures.hpp"
#include "host/catalogue/output/thumbnail.hpp"
#include "host/catalogue/output/tight_box.hpp"
#include "host/catalogue/text/digest.hpp"
#include "host/image/codec.hpp"
#include "host/image/files.hpp"

namespace hesscut::catalogue {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr int thumbnail_quality = 80;

Bytes encoded(OutputKind kind, const Image& photo, const Cutout& cutout, const TightBox& box,
              const RunSettings& settings) {
  switch (kind) {
    case OutputKind::mask:
      return image::encode_png(cutout.mask.view());
    case OutputKind::cutout:
      return image::encode_png(transparent_cutout(photo, cutout.alpha).view());
    case OutputKind::white:
      return image::encode_jpeg(main_image(photo, cutout.alpha, box, settings.main_image).view(), settings.quality);
    case OutputKind::crop:
      return image::encode_jpeg(crop(photo, box, settings.margin).view(), settings.quality);
    case OutputKind::overlay:
      return image::encode_jpeg(draw_overlay(photo, cutout).view(), settings.quality);
  }
  throw Error(ErrorKind::internal, "an output without an encoder");
}

ProductRecord certificate_of(const Cutout& cutout) {
  ProductRecord product;
  product.solved = status_name(cutout.status);
  product.iterations = cutout.iterations;
  product.coarse_iterations = cutout.coarse_iterations;
  product.gap = cutout.gap;
  product.mask_certificate = cutout.mask_certificate;
  product.automatic_markers = cutout.automatic_markers;
  product.share = static_cast<double>(product_pixels(cutout.mask)) / static_cast<double>(cutout.mask.pixels.size());
  product.box = tight_box(cutout.mask);
  return product;
}

/// Files to be written together, with what the record says of each.
class Files {
 public:
  explicit Files(const RunFolder& folder) : folder_(folder) {}

  [[nodiscard]] OutputFile add(const std::string& relative, Bytes bytes) {
    OutputFile file{relative, bytes.size(), sha256(bytes)};
    contents_.push_back({folder_ / relative, std::move(bytes)});
    return file;
  }

  void write() const {
    for (const image::FileContent& file : contents_) {
      std::error_code failure;
      std::filesystem::create_directories(file.path.parent_path(), failure);
      if (failure) throw Error(ErrorKind::output, file.path.string() + ": " + failure.message());
    }
    image::write_files(contents_);
  }

 private:
  const RunFolder& folder_;
  std::vector<image::FileContent> contents_;
};

ProductRecord make_product(const Item& item, std::size_t index, const RunSettings& settings, Files& files) {
  const Cutout& cutout = item.cutouts[index];
  const std::string name = item.entry.products.empty() ? std::string() : item.entry.products[index].name;
  ProductRecord product = certificate_of(cutout);
  product.name = name;
  product.flags = flags_of(item.photo, cutout, product.box);
  for (const OutputKind kind : item.entry.write.empty() ? settings.write : item.entry.write) {
    const std::string path = std::string(RunFolder::images) + "/" + output_path(item.entry.id, name, kind);
    product.outputs[std::string(name_of(kind).name)] =
        files.add(path, encoded(kind, item.photo, cutout, product.box, settings));
  }
  product.thumbnail =
      files.add(std::string(RunFolder::thumbnails) + "/" + thumbnail_path(item.entry.id, name),
                image::encode_jpeg(thumbnail(item.photo, cutout.mask, product.box).view(), thumbnail_quality));
  return product;
}

}  // namespace

void deliver(Item& item, const RunFolder& folder, const RunSettings& settings, StageMeter& meter) {
  Record& record = item.record;
  Files files(folder);
  double encode_ms = 0;
  double write_ms = 0;
  meter.time(OuterStage::encode, encode_ms, [&] {
    for (std::size_t i = 0; i < item.cutouts.size(); ++i) {
      record.products.push_back(make_product(item, i, settings, files));
    }
  });
  record.working_width = item.cutouts.front().working_width;
  record.working_height = item.cutouts.front().working_height;
  meter.time(OuterStage::write, write_ms, [&] { files.write(); });
  record.stage_ms.emplace_back(outer_stage_names[static_cast<std::size_t>(OuterStage::encode)], encode_ms);
  record.stage_ms.emplace_back(outer_stage_names[static_cast<std::size_t>(OuterStage::write)], write_ms);
}

}  // namespace hesscut::catalogue
