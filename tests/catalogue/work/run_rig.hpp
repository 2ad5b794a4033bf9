#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "host/catalogue/work/run.hpp"
#include "tests/support/temporary_folder.hpp"

namespace hesscut::catalogue_tests {

namespace fs = std::filesystem;
using namespace catalogue;

/// Remembers what it is told.
class Told : public Observer {
 public:
  void ended(const Record& record) override {
    records.push_back(record);
    if (on_end) on_end(record);
  }
  void skipped(const std::string& id) override { skips.push_back(id); }
  void warned(const std::string& text) override { warnings.push_back(text); }

  /// The status of every item that has ended, by id.
  [[nodiscard]] std::map<std::string, std::string> statuses() const;
  [[nodiscard]] const Record& of(const std::string& id) const;

  std::vector<Record> records;
  std::vector<std::string> skips;
  std::vector<std::string> warnings;
  std::function<void(const Record&)> on_end;
};

/// Entries given one after the other; `before` is called ahead of each.
class Entries : public Source {
 public:
  explicit Entries(std::vector<Entry> entries) : entries_(std::move(entries)) {}

  [[nodiscard]] std::optional<Entry> next() override;

  std::function<void(const Entry&)> before;

 private:
  [[nodiscard]] std::optional<std::size_t> counted(const std::stop_token& /*stop*/) const override {
    return entries_.size();
  }

  std::vector<Entry> entries_;
  std::size_t next_ = 0;
};

/// Runs over small photos in a folder of their own: photos/ and out/.
class RunTest : public testing::Test {
 protected:
  RunTest();

  /// A small rendered scene as photos/NAME; the same index is the same picture.
  fs::path write_scene(const std::string& name, int index = 6, int width = 96, int height = 72);
  [[nodiscard]] Entry entry(const std::string& name) const;

  /// A pass over photos/, or over other inputs, or over entries.
  RunOutcome run() { return run({(folder / "photos").string()}); }
  RunOutcome run(const std::vector<std::string>& inputs);
  RunOutcome run(Source& source, Coverage coverage = Coverage::everything);

  /// Every file of outputs and thumbnails with the digest of its bytes.
  [[nodiscard]] std::map<std::string, std::string> outputs(const std::string& of = "out") const;

  support::TemporaryFolder folder;
  std::string out = "out";  ///< the run's folder
  RunSettings settings;     ///< small and quick
  RunOptions options;
  Told told;  ///< of the last pass
};

}  // namespace hesscut::catalogue_tests
