#include "tools/hesscut/settings.hpp"

#include <gtest/gtest.h>

#include <hesscut/error.hpp>

namespace {

using hesscut::Error;
using hesscut::ErrorKind;
using namespace hesscut::command;

template <typename Parse>
void expect_usage_error(const Parse& parse, const std::string& named) {
  try {
    static_cast<void>(parse());
    ADD_FAILURE() << "no error for " << named;
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::usage);
    EXPECT_NE(std::string(error.what()).find(named), std::string::npos) << error.what();
  }
}

TEST(Settings, ReadPoints) {
  const hesscut::Point point = parse_point("--fg", "12.5,-3");
  EXPECT_EQ(point.x, 12.5);
  EXPECT_EQ(point.y, -3);
}

TEST(Settings, RefuseWhatIsNoPoint) {
  for (const char* text : {"", "1", "1,", ",1", "1,2,3", "a,b", "nan,1", "1,inf", "1;2", "1,2 ", " 1,2"}) {
    expect_usage_error([text] { return parse_point("--fg", text); }, "--fg");
  }
}

TEST(Settings, ReadBoxes) {
  const hesscut::Box box = parse_box("--box", "1,2,30,40");
  EXPECT_EQ(box.x, 1);
  EXPECT_EQ(box.y, 2);
  EXPECT_EQ(box.width, 30);
  EXPECT_EQ(box.height, 40);
}

TEST(Settings, RefuseWhatIsNoBox) {
  for (const char* text : {"", "1,2,3", "1,2,3,4,5", "1,2,0,4", "1,2,3,-4", "1.5,2,3,4", "1,2,3,99999999999"}) {
    expect_usage_error([text] { return parse_box("--box", text); }, "--box");
  }
}

TEST(Settings, ChangeTheParametersOfAPreset) {
  const hesscut::Parameters parameters = parse_parameters("product", {"lambda=0.7", "working_side=256"});
  EXPECT_EQ(parameters.lambda, 0.7);
  EXPECT_EQ(parameters.working_side, 256);
}

TEST(Settings, RefuseWhatIsNoSetting) {
  for (const char* text : {"lambda", "=3", "lambda=nan", "lambda=", "lambda=x", "wibble=3"}) {
    expect_usage_error([text] { return parse_parameters("product", {text}); }, "");
  }
  expect_usage_error([] { return parse_parameters("wibble", {}); }, "wibble");
}

TEST(Settings, MakeNoMoreWorkersThanPhotos) {
  EXPECT_EQ(worker_count(8, 3), 3);
  EXPECT_EQ(worker_count(2, 300), 2);
  EXPECT_GE(worker_count(0, 300), 1);
  EXPECT_EQ(worker_count(0, 0), 1);
}

}  // namespace
