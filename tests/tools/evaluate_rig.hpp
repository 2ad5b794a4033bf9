#pragma once

#include <sstream>

#include "host/image/codec.hpp"
#include "tests/tools/command.hpp"

namespace hesscut::command_tests {

/// Three sample scenes with their truth, and the command on them.
class EvaluateTest : public CommandTest {
 protected:
  static constexpr int first = 6;
  static constexpr int count = 3;

  EvaluateTest() {
    for (int index = first; index < first + count; ++index) {
      const std::string name(scenes::scene_name(index));
      write_scene("images/" + name + ".jpg", index);
      write_truth(name, scene(index).truth);
    }
  }

  void write_truth(const std::string& name, const Image& truth) {
    folder.write("truth/" + name + ".png", image::encode_png(truth.view()));
  }

  [[nodiscard]] CommandResult evaluate(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments{"evaluate", "--images", (folder / "images").string(), "--truth",
                                       (folder / "truth").string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return hesscut(arguments);
  }

  /// The rows of the table, split at commas.
  [[nodiscard]] std::vector<std::vector<std::string>> csv() const {
    const auto bytes = support::file_bytes(folder / "table.csv");
    std::istringstream text(std::string(bytes.begin(), bytes.end()));
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(text, line);) {
      std::istringstream fields(line);
      rows.emplace_back();
      for (std::string field; std::getline(fields, field, ',');) rows.back().push_back(field);
    }
    return rows;
  }

  [[nodiscard]] std::string csv_path() const { return (folder / "table.csv").string(); }
};

}  // namespace hesscut::command_tests
