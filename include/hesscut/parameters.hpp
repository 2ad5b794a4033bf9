#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace hesscut {

/// Which published model the parameters start from; docs/model.md gives the formulas and sources.
enum class Preset { product, paper, yzd, rci, tv };

/// How the first- and second-order weight fields are estimated from the photo.
enum class Weights {
  edge,      ///< edge function of the colour gradient plus a floor, beta = second_order * alpha
  yzd,       ///< Yang, Zhong, Duan, Zeng 2020, from the grey image
  rci,       ///< 1 / (1 + 10 |grad z|^2) of the smoothed grey image, no second order
  constant,  ///< 1 everywhere, no second order
};

/// Where the data term of the region term r comes from.
enum class DataTerm {
  histogram,  ///< log-likelihood ratio of colour histograms, in [-1, 1]
  grey,       ///< (z - c1)^2 - (z - c2)^2 of the grey image z in [0, 1]
  lab,        ///< |z - c1|^2 - |z - c2|^2 in CIELAB / 100, divided by |c1 - c2|^2
  border,     ///< nearness to a quadratic colour field fitted to the photo's border, in [-1, 1]: plain backgrounds
};

/// Which selective term is made of the geodesic distances.
enum class Selective {
  none,
  one_sided,  ///< D_G in [0, 1], distance from the foreground markers (Roberts, Chen, Irion 2018), plus anti-markers
  two_sided,  ///< (D_F - D_B) / (D_F + D_B) in [-1, 1]
};

enum class Boundary { reflecting, periodic };

/// Every number of the model. Names are those of the publications; `hesscut presets` prints ranges and defaults.
struct Parameters {
  // the model: min over u of  sum alpha |grad u| + beta |hess u|_F + (lambda * data + theta * selective + mu * (1 - 2
  // prior)) u
  Weights weights = Weights::edge;
  DataTerm data = DataTerm::histogram;
  Selective selective = Selective::two_sided;
  Boundary boundary = Boundary::reflecting;
  double alpha = 1;               ///< factor on the first-order weight field
  double beta = 1;                ///< factor on the second-order weight field
  double lambda = 0.3;            ///< weight of the data term (its foreground side where lambda2 is given)
  std::optional<double> lambda2;  ///< weight of the data term's background side; as lambda when not given
  double theta = 0.3;             ///< weight of the selective term
  double mu = 0.1;                ///< weight of the prior, where one is given
  std::optional<double> c1;       ///< grey mean of the foreground in [0, 1]; estimated when not given
  std::optional<double> c2;       ///< grey mean of the background in [0, 1]; estimated when not given

  // ADMM
  double rho1 = 1;             ///< penalty of the first-order split
  double rho2 = 0.4;           ///< penalty of the second-order split
  std::optional<double> rho3;  ///< penalty of u's own split; clip(mean |r|, 0.3, 3) when not given
  double gamma = 1.4;          ///< over-relaxation, in (0, 2)
  double tolerance = 1e-3;     ///< the solve stops at this relative duality gap
  int max_iterations = 1000;
  int levels = 2;  ///< grids of the coarse-to-fine start, 1 = none

  // from u to the mask
  double threshold = 0.5;  ///< the mask is u > threshold
  int refits = 3;          ///< how often colour models or means are fitted again to the mask found
  int working_side = 512;  ///< long side of the grid that is solved, pixels; the photo is never enlarged
};

/// The published parameters of a preset.
[[nodiscard]] Parameters preset_parameters(Preset preset);

/// "product", "paper", "yzd", "rci" or "tv"; anything else is an Error (usage) that lists them.
[[nodiscard]] Preset preset_from_name(std::string_view name);
[[nodiscard]] std::string_view preset_name(Preset preset);
[[nodiscard]] std::span<const Preset> all_presets();

/// One settable parameter as the command and the documents show it.
struct ParameterInfo {
  std::string_view name;   ///< as in set_parameter
  std::string_view range;  ///< for people, e.g. "> 0" or "edge | yzd | rci | constant"
  std::string_view meaning;
};
[[nodiscard]] std::span<const ParameterInfo> parameter_infos();

/// Sets one parameter by its published name, e.g. ("lambda", "10"), ("rho", "1,2,10") or ("c1", "auto").
/// Throws Error (usage), naming the parameter and its range, for an unknown name, NaN or a value out of range.
void set_parameter(Parameters& parameters, std::string_view name, std::string_view value);

/// The value as set_parameter would read it.
[[nodiscard]] std::string get_parameter(const Parameters& parameters, std::string_view name);

}  // namespace hesscut
