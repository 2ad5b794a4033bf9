#include "host/catalogue/journal/run_settings.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <hesscut/error.hpp>
#include <hesscut/version.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>

#include "host/catalogue/output/output_list.hpp"
#include "host/image/files.hpp"

namespace hesscut::catalogue {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t longest_run_file = 1 << 20;
constexpr const char* parameter_prefix = "set.";

std::string text_of(double number) {
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  return {buffer.data(), end};
}

/// The settings by name with the texts that stand for them, as variables to be read and set.
template <typename Settings, typename Visit>
void visit(Settings& settings, const Visit& visit_one) {
  visit_one("write", settings.write);
  visit_one("square", settings.main_image.square);
  visit_one("fill", settings.main_image.fill);
  visit_one("background", settings.main_image.background);
  visit_one("main-side", settings.main_image.side);
  visit_one("margin", settings.margin);
  visit_one("quality", settings.quality);
  visit_one("max-side", settings.max_side);
  visit_one("markers", settings.markers);
  visit_one("prior", settings.prior);
  visit_one("prior-sha256", settings.prior_sha256);
  visit_one("prior-set", settings.prior_set);
  visit_one("shards", settings.shards);
}

struct ToText {
  std::string operator()(const std::vector<OutputKind>& kinds) const { return output_list(kinds); }
  std::string operator()(bool value) const { return value ? "yes" : "no"; }
  std::string operator()(double value) const { return text_of(value); }
  std::string operator()(int value) const { return std::to_string(value); }
  std::string operator()(const Rgb& colour) const { return colour_text(colour); }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const std::filesystem::path& path) const { return path.string(); }
};

struct FromText {
  const std::string& name;
  const std::string& text;

  void operator()(std::vector<OutputKind>& kinds) const { kinds = parse_output_list(text); }
  void operator()(bool& value) const { value = text == "yes"; }
  void operator()(double& value) const { number(value); }
  void operator()(int& value) const { number(value); }
  void operator()(Rgb& colour) const {
    const Rgb parsed = parse_colour(text);  // g++ 12 takes the colour for its first byte and warns of a direct one
    colour = parsed;
  }
  void operator()(std::string& value) const { value = text; }
  void operator()(std::filesystem::path& path) const { path = text; }

 private:
  template <typename Number>
  void number(Number& value) const {
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end) throw Error(ErrorKind::input, name + ": not a number: " + text);
  }
};

void set(RunSettings& settings, const std::string& name, const std::string& text) {
  if (name == "preset") {
    settings.preset = text;
    return;
  }
  if (name.starts_with(parameter_prefix)) {
    set_parameter(settings.parameters, name.substr(std::string_view(parameter_prefix).size()), text);
    return;
  }
  bool known = false;
  visit(settings, [&](const char* own, auto& value) {
    if (name != own) return;
    FromText{name, text}(value);
    known = true;
  });
  if (!known) throw Error(ErrorKind::input, "unknown setting " + name);
}

/// One line that names every setting in which two runs differ; empty where there is none.
std::string differences(const NamedSettings& kept, const NamedSettings& now) {
  std::map<std::string, std::pair<std::string, std::string>> both;
  for (const auto& [name, value] : kept) both[name].first = value;
  for (const auto& [name, value] : now) both[name].second = value;
  const auto shown = [](const std::string& value) { return value.empty() ? std::string("nothing") : value; };
  std::string text;
  for (const auto& [name, values] : both) {
    if (values.first == values.second) continue;
    text += (text.empty() ? "" : "; ") + name + " was " + shown(values.first) + ", now " + shown(values.second);
  }
  return text;
}

/// The settings with the version that made them: another version may make other bytes.
NamedSettings with_version(const RunSettings& settings) {
  NamedSettings all = {{"hesscut", HESSCUT_VERSION}};
  for (auto& setting : named(settings)) all.push_back(std::move(setting));
  return all;
}

std::string run_file_text(const NamedSettings& settings) {
  Json json;
  for (const auto& [name, value] : settings) json[name] = value;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

NamedSettings read_run_file(const std::filesystem::path& file) {
  const auto bytes = image::read_file(file, longest_run_file);
  const Json json = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
  NamedSettings settings;
  if (json.is_object()) {
    for (const auto& [name, value] : json.items()) {
      if (value.is_string()) settings.emplace_back(name, value.get<std::string>());
    }
  }
  if (settings.empty()) throw Error(ErrorKind::input, file.string() + ": damaged, not the settings of a run");
  return settings;
}

/// A new file beside, of a name that no process on any machine has.
std::filesystem::path unique_file_beside(const std::filesystem::path& file) {
  std::string name = file.string() + ".XXXXXX";
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) throw Error(ErrorKind::output, name + ": " + std::generic_category().message(errno));
  ::fchmod(descriptor, 0644);  // others may read it, as they may what is written otherwise
  ::close(descriptor);
  return name;
}

/// Gives a file its final name unless there is one of that name already.
void link_if_absent(const std::filesystem::path& file, const std::string& text) {
  const std::filesystem::path own = unique_file_beside(file);
  std::ofstream(own, std::ios::binary) << text << std::flush;
  const bool written = std::filesystem::file_size(own) == text.size();
  int failure = !written ? ENOSPC : ::link(own.c_str(), file.c_str()) == 0 ? 0 : errno;
  // Where the file system has no links; who comes at the same time with other settings then goes unnoticed.
  if (failure == EPERM || failure == EOPNOTSUPP) failure = ::rename(own.c_str(), file.c_str()) == 0 ? 0 : errno;
  ::unlink(own.c_str());
  if (failure != 0 && failure != EEXIST) {
    throw Error(ErrorKind::output, file.string() + ": " + std::generic_category().message(failure));
  }
}

}  // namespace

NamedSettings named(const RunSettings& settings) {
  NamedSettings all = {{"preset", settings.preset}};
  visit(settings, [&](const char* name, const auto& value) { all.emplace_back(name, ToText{}(value)); });
  for (const ParameterInfo& info : parameter_infos()) {
    all.emplace_back(parameter_prefix + std::string(info.name), get_parameter(settings.parameters, info.name));
  }
  return all;
}

RunSettings settings_from(const NamedSettings& named) {
  RunSettings settings;
  for (const auto& [name, text] : named) {
    if (name != "hesscut") set(settings, name, text);
  }
  return settings;
}

void keep_settings(const RunFolder& folder, const RunSettings& settings) {
  const NamedSettings now = with_version(settings);
  std::error_code unknown;
  if (!std::filesystem::exists(folder.run_file(), unknown)) link_if_absent(folder.run_file(), run_file_text(now));
  const std::string text = differences(read_run_file(folder.run_file()), now);
  if (text.empty()) return;
  throw Error(ErrorKind::usage, folder.run_file().string() + ": this run was begun with other settings: " + text +
                                    ". Begin another one in a folder of its own, or go on with the old settings");
}

NamedSettings kept_settings(const RunFolder& folder) {
  std::error_code unknown;
  if (!std::filesystem::exists(folder.run_file(), unknown)) {
    throw Error(ErrorKind::usage, folder.root().string() + ": holds no run (there is no run.json in it)");
  }
  return read_run_file(folder.run_file());
}

}  // namespace hesscut::catalogue
