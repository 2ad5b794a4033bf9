#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host/catalogue/output/tight_box.hpp"

namespace hesscut::catalogue {

/// What has become of an item.
enum class ItemStatus {
  done,       ///< every output is written
  failed,     ///< for good: the photo, its markers or its line cannot be used
  deferred,   ///< for now: no memory, no device, no room for outputs; the next run tries again
  withdrawn,  ///< counts no longer: the line that stood there has been mended
};
[[nodiscard]] std::string_view status_name(ItemStatus status);

/// A written file.
struct OutputFile {
  std::string path;  ///< relative to the run's folder
  std::uint64_t bytes = 0;
  std::string sha256;  ///< 64 hexadecimal digits
};

/// What has become of one product of an item.
struct ProductRecord {
  std::string name;    ///< as in Product
  std::string solved;  ///< status_name of the Cutout
  int iterations = 0;
  int coarse_iterations = 0;
  double gap = 0;
  double mask_certificate = 0;
  bool automatic_markers = false;
  double share = 0;  ///< of the photo's area, 0..1
  TightBox box;
  std::vector<std::string> flags;             ///< what people should look at; names in flags.hpp
  std::map<std::string, OutputFile> outputs;  ///< by OutputName::name
  OutputFile thumbnail;
};

/// One line of the journal.
struct Record {
  std::string id;
  ItemStatus status = ItemStatus::failed;
  std::string kind;    ///< of the error: input, usage, output, device, memory, internal; empty when done
  std::string reason;  ///< one line; empty when done
  std::string entry;   ///< the Entry as one line of JSON, with which the item can be done again
  std::string photo;   ///< path as given
  std::uint64_t photo_bytes = 0;
  std::int64_t photo_modified_ns = 0;
  std::string photo_sha256;
  std::string markers_sha256;  ///< of its images of markers, empty where there are none
  int width = 0, height = 0;   ///< of the photo as delivered
  int working_width = 0, working_height = 0;
  std::vector<ProductRecord> products;
  std::vector<std::pair<std::string, double>> stage_ms;  ///< in order: read, decode, prepare ... refine, encode, write
  std::string device;
  std::string finished;  ///< UTC, "2026-01-31T23:59:59Z"
};

/// One line of JSON, without a line feed; keys always in the same order. Bytes that are no UTF-8 become U+FFFD, numbers
/// are exact, one that is not finite is null, `entry` is an object within, and what is empty may be left out. Throws
/// Error (internal) where `entry` is neither empty nor JSON.
[[nodiscard]] std::string to_json(const Record& record);

/// The record again: null is NaN, `entry` is one line. Keys that are not known are ignored, so that a journal of a
/// newer version can be read. Throws Error (input) where the text is no record.
[[nodiscard]] Record record_from_json(std::string_view text);

}  // namespace hesscut::catalogue
