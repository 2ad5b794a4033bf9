#include "kernels/cuda/check.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include <hesscut/error.hpp>

namespace hesscut::test {
namespace {

using kernels::cuda::check;

template <class Result>
Error error_of(Result result) {
  try {
    check(result, "the_call(1, 2)");
  } catch (const Error& error) {
    return error;
  }
  return {ErrorKind::internal, "nothing was thrown"};
}

TEST(Check, LetsSuccessPass) {
  EXPECT_NO_THROW(check(cudaSuccess, "call"));
  EXPECT_NO_THROW(check(CUFFT_SUCCESS, "call"));
}

TEST(Check, NamesPlaceCallAndReasonOfARuntimeError) {
  const Error error = error_of(cudaErrorIllegalAddress);
  EXPECT_EQ(error.kind(), ErrorKind::device);
  const std::string what = error.what();
  EXPECT_TRUE(what.starts_with("check_test.cpp:")) << what;
  EXPECT_TRUE(what.ends_with(": the_call(1, 2): cudaErrorIllegalAddress (an illegal memory access was encountered)"))
      << what;
  EXPECT_EQ(error_of(cudaErrorMemoryAllocation).kind(), ErrorKind::memory);
}

// cuFFT has no names for its errors; the numbers are those of its manual.
TEST(Check, NamesEveryErrorOfCufft) {
  const std::pair<int, const char*> errors[] = {
      {1, "CUFFT_INVALID_PLAN"},  {2, "CUFFT_ALLOC_FAILED"},     {3, "CUFFT_INVALID_TYPE"},
      {4, "CUFFT_INVALID_VALUE"}, {5, "CUFFT_INTERNAL_ERROR"},   {6, "CUFFT_EXEC_FAILED"},
      {7, "CUFFT_SETUP_FAILED"},  {8, "CUFFT_INVALID_SIZE"},     {11, "CUFFT_INVALID_DEVICE"},
      {13, "CUFFT_NO_WORKSPACE"}, {14, "CUFFT_NOT_IMPLEMENTED"}, {16, "CUFFT_NOT_SUPPORTED"},
      {99, "cuFFT error"}};
  for (const auto& [number, name] : errors) {
    const Error error = error_of(static_cast<cufftResult>(number));
    EXPECT_NE(std::string(error.what()).find(std::string(": ") + name + " (" + std::to_string(number) + ")"),
              std::string::npos)
        << error.what();
    EXPECT_EQ(error.kind(), number == 2 ? ErrorKind::memory : ErrorKind::device);
  }
}

}  // namespace
}  // namespace hesscut::test
