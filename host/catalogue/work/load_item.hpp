#pragma once

#include "host/catalogue/journal/run_settings.hpp"
#include "host/catalogue/work/batch.hpp"
#include "host/catalogue/work/stage_meter.hpp"

namespace hesscut::catalogue {

/// The parameters of an item: the run's, or the published ones of the preset that the entry names, with the entry's
/// settings on top. Throws Error (usage).
[[nodiscard]] Parameters parameters_for(const Entry& entry, const RunSettings& settings);

/// SHA-256 of the images of markers of an item, one after the other; empty where it has none. One that cannot be read
/// counts as empty: reading it will say why.
[[nodiscard]] std::string markers_digest(const Entry& entry, const RunSettings& settings);

/// Reads and decodes an item's photo and markers; fills in what its record says of the photo. Throws Error (input).
void load_item(Item& item, const RunSettings& settings, StageMeter& meter);

/// Bytes that an item takes at most while it is in work: what is decoded, cut and encoded.
/// width, height: of the photo as it will be decoded.
[[nodiscard]] std::uint64_t bytes_in_work(int width, int height, std::uint64_t file_bytes);

}  // namespace hesscut::catalogue
