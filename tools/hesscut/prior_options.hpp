#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "host/catalogue/work/proposers.hpp"

namespace CLI {
class App;
}

/// The network whose opinion of each photo the solver hears first: --prior and --prior-set.
namespace hesscut::command {

struct PriorOptions {
  std::filesystem::path model;        ///< empty: no network
  std::vector<std::string> settings;  ///< name=value
};
void add_prior_options(CLI::App& command, PriorOptions& options);

using catalogue::Proposer;

/// A model file, read and checked once for all workers.
class PriorModel {
 public:
  /// Throws Error (usage), naming the file or setting, for what cannot be used, and where this build has no networks.
  explicit PriorModel(const PriorOptions& options);

  [[nodiscard]] const std::string& sha256() const { return sha256_; }

  /// A network of its own for one thread, with a copy of the weights.
  [[nodiscard]] Proposer make() const;

 private:
  PriorOptions options_;
  std::vector<std::uint8_t> bytes_;
  std::string sha256_;
};

/// Whether this build can read networks: it was made with OpenCV's dnn module.
[[nodiscard]] bool has_networks();

}  // namespace hesscut::command
