#include "tools/hesscut/cut_outputs.hpp"

#include <cstdint>
#include <vector>

#include "host/catalogue/output/overlay.hpp"
#include "host/catalogue/output/pictures.hpp"
#include "host/image/codec.hpp"
#include "host/image/files.hpp"

namespace hesscut::command {

void write_outputs(const std::filesystem::path& folder, const std::string& name, const Image& photo,
                   const Cutout& cutout, const std::string& report, int jpeg_quality) {
  const auto write = [&](const char* ending, const std::vector<std::uint8_t>& bytes) {
    image::write_file(folder / (name + ending), bytes);
  };
  write(".mask.png", image::encode_png(cutout.mask.view()));
  write(".cutout.png", image::encode_png(catalogue::transparent_cutout(photo, cutout.alpha).view()));
  write(".white.jpg", image::encode_jpeg(catalogue::on_white(photo, cutout.alpha).view(), jpeg_quality));
  write(".overlay.jpg", image::encode_jpeg(catalogue::draw_overlay(photo, cutout).view(), jpeg_quality));
  write(".json", {report.begin(), report.end()});
}

}  // namespace hesscut::command
