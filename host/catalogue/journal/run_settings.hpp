#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <hesscut/parameters.hpp>

#include "host/catalogue/journal/run_folder.hpp"
#include "host/catalogue/output/main_image.hpp"
#include "host/catalogue/output/output_kind.hpp"

namespace hesscut::catalogue {

/// What the outputs of a run depend on; the same for all its shards and for every time it is gone on with.
struct RunSettings {
  std::string preset = "product";
  Parameters parameters = preset_parameters(Preset::product);
  std::vector<OutputKind> write = {OutputKind::mask, OutputKind::cutout, OutputKind::white};
  MainImage main_image;           ///< of OutputKind::white
  double margin = 0.05;           ///< of OutputKind::crop, as a share of the box's longer side
  int quality = 92;               ///< of JPEG, 1..100
  int max_side = 0;               ///< photos are brought to at most so many pixels a side; 0: as they are
  std::filesystem::path markers;  ///< folder of marker images NAME.png in the tree of the photos; empty: none
  std::filesystem::path prior;    ///< model file of the network that proposes; empty: none
  std::string prior_sha256;       ///< of that file: another network makes other outputs
  std::string prior_set;          ///< how the network is read: name=value, separated by semicolons
  int shards = 1;
};

/// Every setting by its name as a text: what the run's own file holds and what is compared.
using NamedSettings = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] NamedSettings named(const RunSettings& settings);

/// The settings that those texts stand for. Throws Error (input) for an unknown name or value.
[[nodiscard]] RunSettings settings_from(const NamedSettings& named);

/// Writes the run's own file where there is none yet, and otherwise compares: Error (usage) lists every difference, and
/// the version of Hesscut where that has changed. Many processes may do so at the same time.
void keep_settings(const RunFolder& folder, const RunSettings& settings);

/// What the run's own file says. Throws Error (usage) where there is none: the folder holds no run, and (input) where
/// it is damaged.
[[nodiscard]] NamedSettings kept_settings(const RunFolder& folder);
[[nodiscard]] inline RunSettings run_settings_of(const RunFolder& folder) {
  return settings_from(kept_settings(folder));
}

}  // namespace hesscut::catalogue
