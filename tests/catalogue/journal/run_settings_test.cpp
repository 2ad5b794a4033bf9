#include "host/catalogue/journal/run_settings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <hesscut/error.hpp>
#include <thread>

#include "host/catalogue/output/output_list.hpp"
#include "tests/support/temporary_folder.hpp"

namespace hesscut::catalogue {
namespace {

class RunSettingsTest : public testing::Test {
 protected:
  [[nodiscard]] std::string refusal(const RunSettings& settings) const {
    try {
      keep_settings(run, settings);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::usage);
      return error.what();
    }
    return "";
  }

  support::TemporaryFolder folder;
  const RunFolder run{folder.path()};
};

RunSettings unusual_settings() {
  RunSettings settings;
  settings.preset = "paper";
  settings.parameters = preset_parameters(Preset::paper);
  set_parameter(settings.parameters, "lambda", "0.1");
  settings.write = {OutputKind::cutout, OutputKind::overlay};
  settings.main_image = {true, 0.7, {1, 2, 254}, 1600};
  settings.margin = 0.1;
  settings.quality = 71;
  settings.max_side = 2000;
  settings.markers = "/some where/markers";
  settings.prior = "/some where/model.onnx";
  settings.prior_sha256 = "0123";
  settings.prior_set = "size=96x72;range=255";
  settings.shards = 12;
  return settings;
}

TEST_F(RunSettingsTest, ComeBackFromTheirTexts) {
  for (const RunSettings& settings : {RunSettings(), unusual_settings()}) {
    EXPECT_EQ(named(settings_from(named(settings))), named(settings));
  }
  EXPECT_EQ(settings_from(named(unusual_settings())).main_image.background.blue, 254);
}

TEST_F(RunSettingsTest, TheSameAreTakenAgain) {
  keep_settings(run, unusual_settings());
  EXPECT_EQ(refusal(unusual_settings()), "");
  EXPECT_EQ(named(run_settings_of(run)), named(unusual_settings()));
}

TEST_F(RunSettingsTest, EveryDifferenceIsNamed) {
  keep_settings(run, RunSettings());
  RunSettings other;
  other.quality = 85;
  other.shards = 4;
  set_parameter(other.parameters, "lambda", "0.5");
  const std::string text = refusal(other);
  EXPECT_TRUE(text.starts_with(run.run_file().string() + ": ")) << text;
  EXPECT_NE(text.find("quality was 92, now 85; set.lambda was 0.3, now 0.5; shards was 1, now 4"), std::string::npos)
      << text;
  EXPECT_EQ(refusal(RunSettings()), "");
}

// Each setting by itself makes a difference: none has been forgotten.
TEST_F(RunSettingsTest, NoneIsForgotten) {
  const NamedSettings usual = named(RunSettings());
  const NamedSettings unusual = named(unusual_settings());
  ASSERT_EQ(usual.size(), unusual.size());
  for (const char* name : {"preset", "write", "square", "fill", "background", "main-side", "margin", "quality",
                           "max-side", "markers", "shards", "set.lambda"}) {
    const auto value = [&](const NamedSettings& settings) {
      return std::ranges::find(settings, name, [](const auto& setting) { return setting.first; })->second;
    };
    EXPECT_NE(value(usual), value(unusual)) << name;
  }
}

TEST_F(RunSettingsTest, ManyMayBeginTheSameRunAtOnce) {
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) threads.emplace_back([this] { keep_settings(run, RunSettings()); });
  }
  EXPECT_EQ(support::names_in(folder.path()), std::vector<std::string>{"run.json"});
  EXPECT_EQ(refusal(RunSettings()), "");
}

TEST_F(RunSettingsTest, ADamagedFileIsNamed) {
  folder.write("run.json", std::string("{\"preset\": "));
  try {
    keep_settings(run, RunSettings());
    FAIL() << "taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::input);
    EXPECT_TRUE(std::string(error.what()).starts_with(run.run_file().string() + ": ")) << error.what();
  }
}

TEST_F(RunSettingsTest, AFolderWithoutARunIsUsage) {
  try {
    (void)run_settings_of(run);
    FAIL() << "found one";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
  }
}

TEST(OutputList, IsReadInAnyOrderAndOnce) {
  EXPECT_EQ(parse_output_list("crop,mask,crop"), (std::vector{OutputKind::mask, OutputKind::crop}));
  EXPECT_EQ(output_list({OutputKind::mask, OutputKind::crop}), "mask,crop");
  for (const char* text : {"", "mask,", ",mask", "masks", "mask crop", "mask,,crop"}) {
    EXPECT_THROW((void)parse_output_list(text), Error) << text;
  }
}

}  // namespace
}  // namespace hesscut::catalogue
