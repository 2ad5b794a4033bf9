#include "tests/catalogue/work/run_rig.hpp"

#include <algorithm>
#include <opencv2/core/utility.hpp>
#include <sstream>

#include "host/catalogue/text/digest.hpp"
#include "host/image/codec.hpp"
#include "tools/scenes/scenes.hpp"

namespace hesscut::catalogue_tests {

std::map<std::string, std::string> Told::statuses() const {
  std::map<std::string, std::string> result;
  for (const Record& record : records) result[record.id] = status_name(record.status);
  return result;
}

const Record& Told::of(const std::string& id) const {
  const auto found = std::ranges::find(records, id, &Record::id);
  if (found == records.end()) throw std::out_of_range("nothing was said of " + id);
  return *found;
}

std::optional<Entry> Entries::next() {
  if (next_ == entries_.size()) return std::nullopt;
  if (before) before(entries_[next_]);
  return entries_[next_++];
}

RunTest::RunTest() {
  fs::create_directories(folder / "photos");
  set_parameter(settings.parameters, "working_side", "64");
  cv::setNumThreads(1);  // as the command does: photos are handled side by side
  options.device = "cpu";
  options.threads = 2;
}

fs::path RunTest::write_scene(const std::string& name, int index, int width, int height) {
  static std::map<std::tuple<int, int, int>, std::vector<std::uint8_t>> rendered;
  auto& bytes = rendered[{index, width, height}];
  if (bytes.empty()) bytes = image::encode_jpeg(scenes::render(index, width, height).photo.view());
  return folder.write(fs::path("photos") / name, bytes);
}

Entry RunTest::entry(const std::string& name) const {
  Entry result;
  result.id = name;
  result.photo = folder / "photos" / name;
  return result;
}

RunOutcome RunTest::run(const std::vector<std::string>& inputs) {
  std::istringstream nothing;
  const auto source = open_source(inputs, nothing);
  return run(*source);
}

RunOutcome RunTest::run(Source& source, Coverage coverage) {
  told.records.clear();
  told.skips.clear();
  told.warnings.clear();
  return work_on_run(source, coverage, RunFolder(folder / out), settings, options, told);
}

std::map<std::string, std::string> RunTest::outputs(const std::string& of) const {
  std::map<std::string, std::string> files;
  for (const char* part : {RunFolder::images, RunFolder::thumbnails}) {
    if (!fs::exists(folder / of / part)) continue;
    for (const auto& file : fs::recursive_directory_iterator(folder / of / part)) {
      if (file.is_regular_file()) {
        files[fs::relative(file.path(), folder / of).string()] = sha256(support::file_bytes(file.path()));
      }
    }
  }
  return files;
}

}  // namespace hesscut::catalogue_tests
