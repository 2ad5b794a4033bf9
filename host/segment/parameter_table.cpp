#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <hesscut/error.hpp>
#include <hesscut/parameters.hpp>

namespace hesscut {

namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();

/// Closed range unless a bound is open.
struct Range {
  double low, high;
  bool low_open = false;
  bool high_open = false;

  [[nodiscard]] bool contains(double v) const {
    return (low_open ? v > low : v >= low) && (high_open ? v < high : v <= high);
  }
};

/// One row of the table: what users see, and how the text becomes a member.
struct Row {
  ParameterInfo info;
  bool (*set)(Parameters&, std::string_view);
  std::string (*get)(const Parameters&);
};

bool read_number(std::string_view text, double& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
}

std::string number_text(double value) {
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end};
}

template <double Parameters::*Member, Range range>
bool set_real(Parameters& p, std::string_view text) {
  double value = 0;
  if (!read_number(text, value) || !range.contains(value)) return false;
  p.*Member = value;
  return true;
}
template <double Parameters::*Member>
std::string get_real(const Parameters& p) {
  return number_text(p.*Member);
}

template <std::optional<double> Parameters::*Member, Range range>
bool set_optional(Parameters& p, std::string_view text) {
  if (text == "auto") {
    (p.*Member).reset();
    return true;
  }
  double value = 0;
  if (!read_number(text, value) || !range.contains(value)) return false;
  p.*Member = value;
  return true;
}
template <std::optional<double> Parameters::*Member>
std::string get_optional(const Parameters& p) {
  return p.*Member ? number_text(*(p.*Member)) : "auto";
}

template <int Parameters::*Member, int low, int high>
bool set_whole(Parameters& p, std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < low || value > high) return false;
  p.*Member = value;
  return true;
}
template <int Parameters::*Member>
std::string get_whole(const Parameters& p) {
  return std::to_string(p.*Member);
}

template <class Enum>
using Names = std::vector<std::pair<std::string_view, Enum>>;

const Names<Weights>& names_of(Weights) {
  static const Names<Weights> names = {
      {"edge", Weights::edge}, {"yzd", Weights::yzd}, {"rci", Weights::rci}, {"constant", Weights::constant}};
  return names;
}
const Names<DataTerm>& names_of(DataTerm) {
  static const Names<DataTerm> names = {{"histogram", DataTerm::histogram},
                                        {"grey", DataTerm::grey},
                                        {"lab", DataTerm::lab},
                                        {"border", DataTerm::border}};
  return names;
}
const Names<Selective>& names_of(Selective) {
  static const Names<Selective> names = {
      {"none", Selective::none}, {"one_sided", Selective::one_sided}, {"two_sided", Selective::two_sided}};
  return names;
}
const Names<Boundary>& names_of(Boundary) {
  static const Names<Boundary> names = {{"reflecting", Boundary::reflecting}, {"periodic", Boundary::periodic}};
  return names;
}

template <auto Member>
bool set_choice(Parameters& p, std::string_view text) {
  for (const auto& [name, value] : names_of(p.*Member)) {
    if (name == text) {
      p.*Member = value;
      return true;
    }
  }
  return false;
}
template <auto Member>
std::string get_choice(const Parameters& p) {
  for (const auto& [name, value] : names_of(p.*Member)) {
    if (value == p.*Member) return std::string(name);
  }
  return "";
}

/// "rho" sets all three penalties at once, as publications print them.
bool set_rho(Parameters& p, std::string_view text) {
  Parameters changed = p;
  const auto next = [&text] { return text.substr(0, text.find(',')); };
  const auto advance = [&] { text.remove_prefix(std::min(text.size(), next().size() + 1)); };
  constexpr Range positive{0, unbounded, true, true};
  if (!set_real<&Parameters::rho1, positive>(changed, next())) return false;
  advance();
  if (!set_real<&Parameters::rho2, positive>(changed, next())) return false;
  advance();
  if (!set_optional<&Parameters::rho3, positive>(changed, text)) return false;
  p = changed;
  return true;
}
std::string get_rho(const Parameters& p) {
  return number_text(p.rho1) + "," + number_text(p.rho2) + "," + get_optional<&Parameters::rho3>(p);
}

constexpr Range non_negative{0, unbounded, false, true};
constexpr Range positive{0, unbounded, true, true};
constexpr Range unit{0, 1};

template <double Parameters::*Member, Range range>
constexpr Row real(const char* name, const char* range_text, const char* meaning) {
  return {{name, range_text, meaning}, set_real<Member, range>, get_real<Member>};
}
template <std::optional<double> Parameters::*Member, Range range>
constexpr Row optional_real(const char* name, const char* range_text, const char* meaning) {
  return {{name, range_text, meaning}, set_optional<Member, range>, get_optional<Member>};
}
template <int Parameters::*Member, int low, int high>
constexpr Row whole(const char* name, const char* range_text, const char* meaning) {
  return {{name, range_text, meaning}, set_whole<Member, low, high>, get_whole<Member>};
}
template <auto Member>
constexpr Row choice(const char* name, const char* range_text, const char* meaning) {
  return {{name, range_text, meaning}, set_choice<Member>, get_choice<Member>};
}

const std::array rows = {
    real<&Parameters::alpha, non_negative>("alpha", ">= 0", "factor on the first-order weights"),
    real<&Parameters::beta, non_negative>("beta", ">= 0", "factor on the second-order weights"),
    real<&Parameters::lambda, non_negative>("lambda", ">= 0", "weight of the data term"),
    optional_real<&Parameters::lambda2, non_negative>("lambda2", ">= 0 | auto",
                                                      "weight of the background's square in the means; auto: lambda"),
    real<&Parameters::theta, non_negative>("theta", ">= 0", "weight of the selective (geodesic) term"),
    real<&Parameters::mu, non_negative>("mu", ">= 0", "weight of the prior, where one is given"),
    optional_real<&Parameters::c1, unit>("c1", "0..1 | auto", "grey mean of the foreground; auto: estimated"),
    optional_real<&Parameters::c2, unit>("c2", "0..1 | auto", "grey mean of the background; auto: estimated"),
    Row{{"rho", "three of > 0, the last may be auto", "rho1, rho2 and rho3 at once, e.g. 1,2,10"}, set_rho, get_rho},
    real<&Parameters::rho1, positive>("rho1", "> 0", "penalty of the first-order split"),
    real<&Parameters::rho2, positive>("rho2", "> 0", "penalty of the second-order split"),
    optional_real<&Parameters::rho3, positive>("rho3", "> 0 | auto",
                                               "penalty of the region split; auto: mean |r| within 0.3..3"),
    real<&Parameters::gamma, Range{0, 2, true, true}>("gamma", "0 < gamma < 2", "over-relaxation of the ADMM step"),
    choice<&Parameters::weights>("weights", "edge | yzd | rci | constant", "estimate of the weight fields"),
    choice<&Parameters::data>("data", "histogram | grey | lab | border", "data term"),
    choice<&Parameters::selective>("selective", "none | one_sided | two_sided", "geodesic term"),
    choice<&Parameters::boundary>("boundary", "reflecting | periodic", "continuation beyond the photo's border"),
    real<&Parameters::tolerance, Range{0, 1, true, true}>("tolerance", "0 < tolerance < 1",
                                                          "relative duality gap at which a solve stops"),
    whole<&Parameters::max_iterations, 1, 1000000>("max_iterations", "1..1000000", "limit on the finest grid"),
    whole<&Parameters::levels, 1, 8>("levels", "1..8", "grids of the coarse-to-fine start"),
    real<&Parameters::threshold, Range{0, 1, true, true}>("threshold", "0 < threshold < 1",
                                                          "the mask is u > threshold"),
    whole<&Parameters::refits, 0, 100>("refits", "0..100", "fits of colours or means to the mask found"),
    whole<&Parameters::working_side, 16, 8192>("working_side", "16..8192", "long side of the grid solved, pixels"),
};

/// In quotes, without what would break the line of a message.
std::string quoted(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
  return "'" + out + "'";
}

const Row& row_named(std::string_view name) {
  for (const Row& row : rows) {
    if (row.info.name == name) return row;
  }
  std::string known;
  for (const Row& row : rows) known += (known.empty() ? "" : ", ") + std::string(row.info.name);
  throw Error(ErrorKind::usage, "parameter " + quoted(name) + " is not one of " + known);
}

}  // namespace

std::span<const ParameterInfo> parameter_infos() {
  static const std::vector<ParameterInfo> infos = [] {
    std::vector<ParameterInfo> list;
    for (const Row& row : rows) list.push_back(row.info);
    return list;
  }();
  return infos;
}

void set_parameter(Parameters& parameters, std::string_view name, std::string_view value) {
  const Row& row = row_named(name);
  if (row.set(parameters, value)) return;
  throw Error(ErrorKind::usage, "parameter " + std::string(name) + " cannot be " + quoted(value) + ": it takes " +
                                    std::string(row.info.range));
}

std::string get_parameter(const Parameters& parameters, std::string_view name) {
  return row_named(name).get(parameters);
}

}  // namespace hesscut
