#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <hesscut/image.hpp>
#include <string>
#include <vector>

#include "tests/support/run_command.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tools/scenes/scenes.hpp"

namespace hesscut::command_tests {

namespace fs = std::filesystem;
using support::CommandOptions;
using support::CommandResult;

/// A test that runs the built command in a folder of its own.
class CommandTest : public testing::Test {
 protected:
  static constexpr int scene_width = 96;
  static constexpr int scene_height = 72;

  [[nodiscard]] static CommandResult hesscut(std::vector<std::string> arguments, const CommandOptions& options = {});

  /// `hesscut cut PHOTOS --out <folder>/out` and further arguments.
  [[nodiscard]] CommandResult cut(const std::vector<fs::path>& photos, const std::vector<std::string>& more = {},
                                  const CommandOptions& options = {}) const;

  /// A small sample scene; written as <folder>/NAME (a JPEG).
  [[nodiscard]] static const scenes::Scene& scene(int index);
  fs::path write_scene(const fs::path& name, int index = 6);

  [[nodiscard]] fs::path out(const std::string& name = {}) const { return folder / "out" / name; }

  /// That all five results of a photo are there, can be decoded and have its size.
  void expect_whole_results(const std::string& name, int width, int height) const;
  /// That nothing of the photo is there, under whatever name.
  void expect_no_results(const std::string& name) const;

  support::TemporaryFolder folder;
};

/// The exit code, and one line on standard error that begins with "hesscut: " and holds the text.
void expect_error(const CommandResult& result, int exit_code, const std::string& text);

}  // namespace hesscut::command_tests
