// The project's claims of speed, measured in one run: what each asks, what was found, and whether it is reached. All
// figures are medians of paired runs: on each photo both sides take turns.
//
//     build/bench/speed [FOLDER] [--runs N] [--points N] [--only NAME,...] [--csv FILE]
//
// FOLDER: images/*.jpg and masks/*.png, default HESSCUT_PHOTOS/products. The published code's results are those in
// HESSCUT_PHOTOS/oracle, the random walker is scikit-image's (tools/dev/install_packages.sh bench); a claim that cannot
// be measured here says why. Exits with 0 also where a claim is not reached, with 2 for bad arguments.

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <hesscut/error.hpp>
#include <opencv2/core/utility.hpp>
#include <string>
#include <vector>

#include "bench/speed/claims.hpp"
#include "host/image/files.hpp"

namespace {

using namespace hesscut;
namespace fs = std::filesystem;

constexpr int exit_usage = 2;

struct Options {
  fs::path folder;
  fs::path oracle;
  int runs = 3;
  int points = 5;
  std::vector<std::string> only;
  fs::path csv;
};

void add_options(CLI::App& app, Options& options) {
  std::vector<std::string> names;
  for (const bench::Claim& claim : bench::all_claims()) names.emplace_back(claim.name);
  app.add_option("FOLDER", options.folder, "images/*.jpg and masks/*.png; default HESSCUT_PHOTOS/products");
  app.add_option("--runs", options.runs, "Pairs of runs a photo")->check(CLI::Range(1, 1000))->capture_default_str();
  app.add_option("--points", options.points, "Markers on the product")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  app.add_option("--only", options.only, "Claims to measure, separated by commas; default all")
      ->delimiter(',')
      ->check(CLI::IsMember(names));
  app.add_option("--csv", options.csv, "The table as a file too");
}

std::vector<bench::Claim> chosen_claims(const std::vector<std::string>& only) {
  std::vector<bench::Claim> claims;
  for (const bench::Claim& claim : bench::all_claims()) {
    if (only.empty() || std::ranges::find(only, claim.name) != only.end()) claims.push_back(claim);
  }
  return claims;
}

void run(const Options& options) {
  const std::vector<bench::Claim> claims = chosen_claims(options.only);
  bench::Setup setup{{}, options.oracle, options.runs};
  if (std::ranges::any_of(claims, &bench::Claim::needs_photos)) {
    if (options.folder.empty()) throw Error(ErrorKind::usage, "name a FOLDER of photos, or set HESSCUT_PHOTOS");
    setup.photos = bench::load_photos(options.folder, options.points);
  }
  std::vector<bench::Row> rows;
  for (const bench::Claim& claim : claims) {
    std::fprintf(stderr, "measuring %s\n", std::string(claim.name).c_str());
    for (bench::Row& row : claim.measure(setup)) rows.push_back(std::move(row));
  }
  if (!setup.photos.empty()) std::printf("%zu photos, %d points each, ", setup.photos.size(), options.points);
  std::printf("medians of %d paired runs\n\n%s", options.runs, bench::to_text(rows).c_str());
  if (!options.csv.empty()) {
    const std::string table = bench::to_csv(rows);
    image::write_file(options.csv, std::vector<std::uint8_t>(table.begin(), table.end()));
  }
}

}  // namespace

int main(int argc, char** argv) {
  cv::setNumThreads(1);  // for cv::grabCut
  CLI::App app{"The claims of speed, measured in one run"};
  Options options;
  if (const char* photos = std::getenv("HESSCUT_PHOTOS")) {
    options.folder = fs::path(photos) / "products";
    options.oracle = fs::path(photos) / "oracle";
  }
  add_options(app, options);
  try {
    app.parse(argc, argv);
    run(options);
    return 0;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help
    std::fprintf(stderr, "speed: %s\n", error.what());
    return exit_usage;
  } catch (const Error& error) {
    std::fprintf(stderr, "speed: %s\n", error.what());
    return error.kind() == ErrorKind::usage ? exit_usage : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "speed: %s\n", error.what());
    return 1;
  }
}
