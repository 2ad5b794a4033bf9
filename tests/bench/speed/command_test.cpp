#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "host/image/codec.hpp"
#include "tests/support/run_command.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tools/scenes/scenes.hpp"

/// The built program on two small scenes and a tiny stand-in for the published code's results. Its figures are not
/// looked at, only what it makes of them.
namespace hesscut::bench {
namespace {

constexpr int width = 96;
constexpr int height = 72;

/// A NumPy file of a height x width array of one value.
std::vector<std::uint8_t> constant_npy(float value) {
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + std::to_string(height) + ", " +
                       std::to_string(width) + "), }";
  header.resize(118, ' ');
  std::vector<std::uint8_t> bytes{0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, static_cast<std::uint8_t>(header.size()), 0};
  bytes.insert(bytes.end(), header.begin(), header.end());
  const auto* raw = reinterpret_cast<const std::uint8_t*>(&value);
  for (int i = 0; i < width * height; ++i) bytes.insert(bytes.end(), raw, raw + sizeof(float));
  return bytes;
}

class SpeedCommand : public testing::Test {
 protected:
  SpeedCommand() {
    for (const int index : {6, 7}) {
      const scenes::Scene scene = scenes::render(index, width, height);
      folder_.write("products/images/" + scene.name + ".jpg", image::encode_jpeg(scene.photo.view()));
      folder_.write("products/masks/" + scene.name + ".png", image::encode_png(scene.truth.view()));
      const Image grey(width, height, 1, 100);
      folder_.write("oracle/bandage.png", image::encode_png(grey.view()));
    }
    folder_.write("oracle/bandage_u.npy", constant_npy(0.5F));
    ::setenv("HESSCUT_PHOTOS", folder_.path().c_str(), 1);  // of the program that is started
  }

  [[nodiscard]] static support::CommandResult speed(const std::vector<std::string>& arguments) {
    std::vector<std::string> command{HESSCUT_SPEED};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return support::run_command(command);
  }

  void write_cost() {
    folder_.write("oracle/README.md", "9 iterations from a random start, 0.5 s an iteration, met at iteration 7");
  }

  static void expect_refused(const std::vector<std::string>& arguments, const std::string& text) {
    const support::CommandResult result = speed(arguments);
    EXPECT_EQ(result.exit_code, 2) << result.err;
    EXPECT_NE(result.err.find(text), std::string::npos) << result.err;
    EXPECT_EQ(result.out, "");
  }

  support::TemporaryFolder folder_;
};

/// Fields of the table as CSV; notes, of which there may be quoted ones, stand last and are left out.
std::vector<std::vector<std::string>> fields_of(const std::filesystem::path& csv) {
  const std::vector<std::uint8_t> bytes = support::file_bytes(csv);
  std::istringstream text(std::string(bytes.begin(), bytes.end()));
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(text, line);) {
    // The first field is the only other one that may be quoted.
    std::vector<std::string> fields;
    std::size_t at = 0;
    if (line.starts_with('"')) at = line.find('"', 1);
    at = line.find(',', at);
    fields.push_back(line.substr(0, at));
    std::istringstream rest(line.substr(at + 1));
    for (std::string field; fields.size() < 8 && std::getline(rest, field, ',');) fields.push_back(field);
    rows.push_back(fields);
  }
  return rows;
}

TEST_F(SpeedCommand, PrintsEveryRow) {
  write_cost();
  const std::filesystem::path csv = folder_ / "table.csv";
  const support::CommandResult result = speed({"--runs", "1", "--csv", csv.string()});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const auto rows = fields_of(csv);
  ASSERT_EQ(rows.size(), 19U) << result.out;  // header, 1 + 1 + 1 + 2 + 1 + 1 + 3 + 7 + 1
  EXPECT_EQ(rows[0].back(), "reached");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    ASSERT_EQ(rows[i].size(), 8U) << rows[i][0];
    const std::string& ratio = rows[i][4];
    const std::string& verdict = rows[i][7];
    EXPECT_NE(result.out.find(rows[i][0].substr(1, 10)), std::string::npos) << rows[i][0];
    if (ratio.empty()) {
      EXPECT_NE(rows[i][0].find("random walker"), std::string::npos) << rows[i][0];  // not installed everywhere
      EXPECT_EQ(verdict, "");
    } else {
      EXPECT_GE(std::stod(ratio), 0) << rows[i][0];
      EXPECT_EQ(verdict.empty(), rows[i][6].empty()) << rows[i][0];
    }
  }
}

TEST_F(SpeedCommand, MeasuresOnlyWhatIsAskedFor) {
  const support::CommandResult result = speed({"--runs", "1", "--only", "grabcut,stages"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.out.find("cv::grabCut"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("stage refine"), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find("random walker"), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find("FFT"), std::string::npos) << result.out;
}

TEST_F(SpeedCommand, SaysWhyAClaimCannotBeMeasured) {
  const support::CommandResult result = speed({"--runs", "1", "--only", "published"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.out.find("not measured: oracle/README.md does not say"), std::string::npos) << result.out;
  ::setenv("HESSCUT_PHOTOS", (folder_ / "products").c_str(), 1);
  const support::CommandResult absent = speed({"--runs", "1", "--only", "published"});
  EXPECT_EQ(absent.exit_code, 0);
  EXPECT_NE(absent.out.find("not measured: no oracle/bandage.png"), std::string::npos) << absent.out;
}

TEST_F(SpeedCommand, RefusesArgumentsByTheirName) {
  expect_refused({"--runs", "0"}, "--runs");
  expect_refused({"--points", "many"}, "--points");
  expect_refused({"--only", "grabcut,frog"}, "--only");
  expect_refused({"--frog"}, "--frog");
  expect_refused({(folder_ / "oracle").string()}, "FOLDER: ");
  ::unsetenv("HESSCUT_PHOTOS");
  expect_refused({"--only", "grabcut"}, "HESSCUT_PHOTOS");
}

}  // namespace
}  // namespace hesscut::bench
