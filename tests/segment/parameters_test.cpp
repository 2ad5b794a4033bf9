#include <gtest/gtest.h>

#include <cstdlib>
#include <tuple>

#include "tests/segment/checks.hpp"

namespace hesscut::test {
namespace {

/// Every member; a new one that is missing here does not compile.
auto members_of(const Parameters& p) {
  const auto& [weights, data, selective, boundary, alpha, beta, lambda, lambda2, theta, mu, c1, c2, rho1, rho2, rho3,
               gamma, tolerance, max_iterations, levels, threshold, refits, working_side] = p;
  return std::make_tuple(weights, data, selective, boundary, alpha, beta, lambda, lambda2, theta, mu, c1, c2, rho1,
                         rho2, rho3, gamma, tolerance, max_iterations, levels, threshold, refits, working_side);
}

/// Valid, and unlike any preset in every member.
Parameters unusual() {
  Parameters p;
  p.weights = Weights::rci;
  p.data = DataTerm::border;
  p.selective = Selective::one_sided;
  p.boundary = Boundary::periodic;
  p.alpha = 0.1 + 0.2;  // has no short decimal text
  p.beta = 1.0 / 3;
  p.lambda = 2.0 / 3;
  p.lambda2 = 0.7;
  p.theta = 1e-300;
  p.mu = 5.0 / 7;
  p.c1 = 1;
  p.c2 = 0;
  p.rho1 = 0.25;
  p.rho2 = 4e20;
  p.rho3 = 5e-324;
  p.gamma = 1.9999999999999998;
  p.tolerance = 1e-17;
  p.max_iterations = 1000000;
  p.levels = 8;
  p.threshold = 0.1;
  p.refits = 100;
  p.working_side = 8192;
  return p;
}

/// Sets all parameters of `to` one by one from the texts of `from`.
void hand_over(const Parameters& from, Parameters& to) {
  for (const ParameterInfo& info : parameter_infos()) set_parameter(to, info.name, get_parameter(from, info.name));
}

std::string_view range_of(std::string_view name) {
  for (const ParameterInfo& info : parameter_infos()) {
    if (info.name == name) return info.range;
  }
  return "no such parameter";
}

testing::AssertionResult refuses_value(std::string_view name, std::string_view value) {
  Parameters p = unusual();
  const auto result = refuses([&] { set_parameter(p, name, value); }, ErrorKind::usage, {name, range_of(name)});
  if (!result) return testing::AssertionFailure() << name << " = '" << value << "': " << result.message();
  if (members_of(p) != members_of(unusual())) return testing::AssertionFailure() << name << ": refused, yet changed";
  return testing::AssertionSuccess();
}

TEST(Parameters, EveryOneComesBackFromItsTextForEveryPreset) {
  for (const Preset preset : all_presets()) {
    const Parameters from = preset_parameters(preset);
    Parameters to = unusual();
    hand_over(from, to);
    EXPECT_EQ(members_of(to), members_of(from)) << preset_name(preset);
    hand_over(unusual(), to);
    EXPECT_EQ(members_of(to), members_of(unusual())) << preset_name(preset);
  }
}

TEST(Parameters, NumbersKeepEveryBit) {
  Random random(1);
  for (int i = 0; i < 2000; ++i) {
    const double value = std::pow(10, random.uniform(-300, 300));
    Parameters p;
    p.lambda = value;
    p.c1 = random.uniform(0, 1);
    Parameters q;
    for (const char* name : {"lambda", "c1"}) set_parameter(q, name, get_parameter(p, name));
    ASSERT_EQ(q.lambda, p.lambda);
    ASSERT_EQ(q.c1, p.c1);
  }
}

TEST(Parameters, EveryOneRefusesWhatIsNoValue) {
  const char* const no_values[] = {"",    "nan",   "NaN",  "-nan",  "inf",    "-inf",  "infinity", " 1",
                                   "1 ",  "1x",    "1,5",  "0x10",  "--1",    "1e999", "-1e999",   "1.2.3",
                                   "one", "auto ", "Auto", "edge,", "1;2;10", "0.5\t", "١",        "1e"};
  for (const ParameterInfo& info : parameter_infos()) {
    for (const char* value : no_values) EXPECT_TRUE(refuses_value(info.name, value));
    EXPECT_TRUE(refuses_value(info.name, std::string_view("1\0", 2)));
    EXPECT_FALSE(info.range.empty()) << info.name;
    EXPECT_FALSE(info.meaning.empty()) << info.name;
  }
}

TEST(Parameters, RangesEndWhereTheTableSays) {
  struct Bounds {
    const char* name;
    std::vector<const char*> inside, outside;
  };
  const Bounds all[] = {
      {"alpha", {"0", "-0", "1e300", "5e-324"}, {"-5e-324", "-1"}},
      {"beta", {"0", "7"}, {"-1e-9"}},
      {"lambda", {"0", "10"}, {"-0.1"}},
      {"lambda2", {"0", "10", "auto"}, {"-0.1"}},
      {"theta", {"0", "3"}, {"-3"}},
      {"mu", {"0", "3"}, {"-3", "auto"}},
      {"c1", {"0", "1", "0.5", "auto"}, {"-0.0001", "1.0000001", "255"}},
      {"c2", {"0", "1", "0.5", "auto"}, {"-0.0001", "1.0000001"}},
      {"rho1", {"5e-324", "10"}, {"0", "-1", "auto"}},
      {"rho2", {"5e-324", "10"}, {"0", "-0", "auto"}},
      {"rho3", {"5e-324", "10", "auto"}, {"0", "-1"}},
      {"rho", {"1,2,10", "1,2,auto"}, {"0,2,10", "1,0,10", "1,2,0", "-1,2,10", "auto,2,10", "1,auto,10"}},
      {"gamma", {"5e-324", "1.9999"}, {"0", "2", "-1"}},
      {"tolerance", {"1e-9", "0.999"}, {"0", "1", "-1e-3"}},
      {"max_iterations", {"1", "1000000"}, {"0", "1000001", "-1", "1.5", "1e3", "99999999999"}},
      {"levels", {"1", "8"}, {"0", "9", "2.0"}},
      {"threshold", {"1e-9", "0.999"}, {"0", "1"}},
      {"refits", {"0", "100"}, {"-1", "101"}},
      {"working_side", {"16", "8192"}, {"15", "8193", "512px"}},
      {"weights", {"edge", "yzd", "rci", "constant"}, {"Edge", "none", "0", "edge "}},
      {"data", {"histogram", "grey", "lab", "border"}, {"gray", "hist"}},
      {"selective", {"none", "one_sided", "two_sided"}, {"one-sided", "3"}},
      {"boundary", {"reflecting", "periodic"}, {"neumann"}},
  };
  EXPECT_EQ(std::size(all), parameter_infos().size());
  for (const Bounds& bounds : all) {
    for (const char* value : bounds.inside) {
      Parameters p = unusual();
      EXPECT_NO_THROW(set_parameter(p, bounds.name, value)) << bounds.name << " = " << value;
    }
    for (const char* value : bounds.outside) EXPECT_TRUE(refuses_value(bounds.name, value));
  }
}

TEST(Parameters, RhoIsAllThreeOrNothing) {
  Parameters p;
  set_parameter(p, "rho", "1.5,2.5,10");
  EXPECT_EQ(p.rho1, 1.5);
  EXPECT_EQ(p.rho2, 2.5);
  EXPECT_EQ(p.rho3, 10);
  EXPECT_EQ(get_parameter(p, "rho"), "1.5,2.5,10");
  set_parameter(p, "rho", "3,4,auto");
  EXPECT_FALSE(p.rho3.has_value());
  EXPECT_EQ(get_parameter(p, "rho"), "3,4,auto");
  // refuses_value checks that the first numbers have not been taken before the last was found wrong.
  for (const char* value : {"1", "1,2", "1,2,", ",2,10", "1,,10", ",,", "1,2,10,4", "1,2,10,", "1, 2, 10", "1,2,nan"}) {
    EXPECT_TRUE(refuses_value("rho", value));
  }
}

TEST(Parameters, UnknownNamesAreRefusedWithTheKnownOnes) {
  for (const char* name : {"", "Lambda", "lambda ", "rho4", "nu", "c", "alpha=1"}) {
    Parameters p;
    const auto set = [&] { set_parameter(p, name, "1"); };
    EXPECT_TRUE(refuses(set, ErrorKind::usage, {"'" + std::string(name) + "'", "alpha", "lambda2", "working_side"}));
    EXPECT_TRUE(refuses([&] { (void)get_parameter(p, name); }, ErrorKind::usage, {"lambda"}));
    EXPECT_EQ(members_of(p), members_of(Parameters()));
  }
}

TEST(Presets, AreFoundByTheirNames) {
  EXPECT_EQ(all_presets().size(), 5);
  for (const Preset preset : all_presets()) EXPECT_EQ(preset_from_name(preset_name(preset)), preset);
  for (const char* name : {"", "Product", "products", "u-net", "tv "}) {
    EXPECT_TRUE(refuses([&] { (void)preset_from_name(name); }, ErrorKind::usage,
                        {"'" + std::string(name) + "'", "product", "paper", "yzd", "rci", "tv"}));
  }
}

// The numbers of the publications, docs/model.md section 1.
TEST(Presets, AreThePublishedModels) {
  const Parameters product = preset_parameters(Preset::product);
  EXPECT_EQ(members_of(product), members_of(Parameters()));
  EXPECT_EQ(product.weights, Weights::edge);
  EXPECT_EQ(product.data, DataTerm::histogram);
  EXPECT_EQ(product.selective, Selective::two_sided);
  EXPECT_EQ(get_parameter(product, "rho"), "1,0.4,auto");
  EXPECT_EQ(product.gamma, 1.4);
  EXPECT_EQ(product.tolerance, 1e-3);

  const Parameters yzd = preset_parameters(Preset::yzd);
  EXPECT_EQ(yzd.weights, Weights::yzd);
  EXPECT_EQ(yzd.data, DataTerm::grey);
  EXPECT_EQ(yzd.selective, Selective::none);
  EXPECT_EQ(yzd.lambda, 10);
  EXPECT_EQ(yzd.theta, 0);
  EXPECT_EQ(get_parameter(yzd, "rho"), "1,2,auto");
  EXPECT_EQ(yzd.gamma, 1.8);

  Parameters paper = preset_parameters(Preset::paper);  // yzd and the geodesic distance, nothing else
  EXPECT_EQ(paper.selective, Selective::one_sided);
  EXPECT_GT(paper.theta, 0);
  paper.selective = yzd.selective;
  paper.theta = yzd.theta;
  EXPECT_EQ(members_of(paper), members_of(yzd));

  const Parameters rci = preset_parameters(Preset::rci);
  EXPECT_EQ(rci.weights, Weights::rci);
  EXPECT_EQ(rci.data, DataTerm::grey);
  EXPECT_EQ(rci.selective, Selective::one_sided);
  EXPECT_EQ(rci.beta, 0);
  EXPECT_TRUE(rci.lambda2.has_value());
  EXPECT_GE(rci.theta, 3);
  EXPECT_LE(rci.theta, 4);

  const Parameters tv = preset_parameters(Preset::tv);
  EXPECT_EQ(tv.weights, Weights::constant);
  EXPECT_EQ(tv.data, DataTerm::grey);
  EXPECT_EQ(tv.selective, Selective::none);
  EXPECT_EQ(tv.beta, 0);
}

TEST(Status, NamesAreDistinct) {
  EXPECT_EQ(status_name(Status::solved), "solved");
  EXPECT_EQ(status_name(Status::iteration_limit), "iteration_limit");
  EXPECT_EQ(status_name(Status::trivial), "trivial");
  EXPECT_EQ(status_name(Status::failed), "failed");
  std::vector<std::string_view> names;
  for (int i = 0; i < stage_count; ++i) names.push_back(stage_name(static_cast<Stage>(i)));
  EXPECT_EQ(names,
            (std::vector<std::string_view>{"prepare", "markers", "weights", "region", "geodesic", "solve", "refine"}));
}

}  // namespace
}  // namespace hesscut::test
