#pragma once

#include <filesystem>
#include <hesscut/image.hpp>
#include <hesscut/result.hpp>
#include <string>

namespace hesscut::command {

/// Writes NAME.mask.png, NAME.cutout.png, NAME.white.jpg, NAME.overlay.jpg and, last, NAME.json: where that one is,
/// the others are whole. jpeg_quality: 1..100. Throws Error (output) for the first that cannot be written.
void write_outputs(const std::filesystem::path& folder, const std::string& name, const Image& photo,
                   const Cutout& cutout, const std::string& report, int jpeg_quality);

}  // namespace hesscut::command
