#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <hesscut/markers.hpp>

#include "host/catalogue/output/output_kind.hpp"

namespace hesscut::catalogue {

/// What marks one product of a photo; each product gets outputs of its own.
struct Product {
  std::string name;            ///< empty where the photo has one product without a name
  Markers markers;             ///< points and box, in pixels of the photo as stored upright at its full size
  std::filesystem::path mask;  ///< image of markers of the photo's size (values of Label); empty: none
};

/// What the input says of one photo. Where something is left empty, what holds for the whole run takes its place.
struct Entry {
  std::string id;  ///< unique in a run: what outputs, journal and shards go by
  std::filesystem::path photo;
  std::vector<Product> products;  ///< empty: one product, nothing marked
  std::string preset;
  std::vector<std::pair<std::string, std::string>> settings;  ///< name, value: as for set_parameter
  std::vector<OutputKind> write;

  std::string place;    ///< where it was said, for people: "items.csv:17", or empty
  std::string trouble;  ///< not empty: why it cannot be used, in one line that begins with `place`; the id is
                        ///< then `place`, and nothing else need be set
};

}  // namespace hesscut::catalogue
