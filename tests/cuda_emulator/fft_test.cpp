#include <cufft.h>
#include <cmath>
#include <complex>
#include <numbers>

#include "tests/cuda_emulator/machine.hpp"

/// cuFFT's real transforms against the plain sum, in every layout, and the misuse that they answer with an error.

namespace cuda_emulation::test {
namespace {

using Complex = std::complex<double>;

/// Sizes of an image and how it lies: rows of `pitch` elements, element (y, x) of image b at
/// b distance + (y pitch + x) stride.
struct Case {
  int rank, height, width, batch;
  int stride = 1, extra_columns = 0, extra_rows = 0;

  [[nodiscard]] int pitch() const { return width + extra_columns; }
  [[nodiscard]] int distance() const { return (height + extra_rows) * pitch() * stride + 2; }
  [[nodiscard]] int half() const { return width / 2 + 1; }
  [[nodiscard]] int half_pitch() const { return half() + extra_columns; }
  [[nodiscard]] int half_distance() const { return (height + extra_rows) * half_pitch() * stride + 1; }
  [[nodiscard]] std::size_t real_at(int b, int y, int x) const {
    return static_cast<std::size_t>(b) * distance() + static_cast<std::size_t>((y * pitch() + x) * stride);
  }
  [[nodiscard]] std::size_t half_at(int b, int y, int x) const {
    return static_cast<std::size_t>(b) * half_distance() + static_cast<std::size_t>((y * half_pitch() + x) * stride);
  }
  [[nodiscard]] std::size_t real_size() const { return static_cast<std::size_t>(batch) * distance(); }
  [[nodiscard]] std::size_t half_size() const { return static_cast<std::size_t>(batch) * half_distance(); }
};

/// The frequency (v, u) of an image, summed up.
Complex frequency(const std::vector<float>& image, const Case& c, int b, int v, int u) {
  Complex sum = 0;
  for (int y = 0; y < c.height; ++y) {
    for (int x = 0; x < c.width; ++x) {
      const double turns = static_cast<double>(v) * y / c.height + static_cast<double>(u) * x / c.width;
      sum += std::polar(1.0, -2 * std::numbers::pi * turns) * static_cast<double>(image[c.real_at(b, y, x)]);
    }
  }
  return sum;
}

class FftTest : public Machine {
 protected:
  class Plan {
   public:
    Plan(const Case& c, cufftType type, cudaStream_t stream) {
      int sizes[] = {c.height, c.width};
      int real[] = {c.height + c.extra_rows, c.pitch()};
      int half[] = {c.height + c.extra_rows, c.half_pitch()};
      const int skip = 2 - c.rank;
      const bool there = type == CUFFT_R2C;
      HESSCUT_CUDA(cufftCreate(&handle_));
      HESSCUT_CUDA(cufftSetAutoAllocation(handle_, 0));
      HESSCUT_CUDA(cufftMakePlanMany(handle_, c.rank, sizes + skip, (there ? real : half) + skip, c.stride,
                                     there ? c.distance() : c.half_distance(), (there ? half : real) + skip, c.stride,
                                     there ? c.half_distance() : c.distance(), type, c.batch, &work_bytes));
      HESSCUT_CUDA(cufftSetStream(handle_, stream));
    }
    ~Plan() { cufftDestroy(handle_); }
    Plan(const Plan&) = delete;
    Plan& operator=(const Plan&) = delete;
    operator cufftHandle() const { return handle_; }  // NOLINT(google-explicit-constructor)
    std::size_t work_bytes = 0;

   private:
    cufftHandle handle_ = 0;
  };

  void expect_right(const Case& c) const {
    std::vector<float> image(c.real_size());
    for (std::size_t i = 0; i < image.size(); ++i) image[i] = std::sin(static_cast<float>(i * i % 1013));
    const DeviceArray<float> real(image, stream);
    const DeviceArray<float2> half(c.half_size());
    const Plan there(c, CUFFT_R2C, stream);
    const Plan back(c, CUFFT_C2R, stream);
    const DeviceArray<std::byte> work(there.work_bytes);
    HESSCUT_CUDA(cufftSetWorkArea(there, work.data()));
    HESSCUT_CUDA(cufftSetWorkArea(back, work.data()));
    HESSCUT_CUDA(cufftExecR2C(there, real.data(), half.data()));
    const std::vector<float2> got = half.download(stream);
    const double scale = std::sqrt(c.height * c.width);
    for (int b = 0; b < c.batch; ++b) {
      for (int v = 0; v < c.height; ++v) {
        for (int u = 0; u < c.half(); ++u) {
          const Complex want = frequency(image, c, b, v, u);
          const float2 value = got[c.half_at(b, v, u)];
          ASSERT_LT(std::abs(want - Complex(value.x, value.y)), 1e-5 * scale) << b << " " << v << " " << u;
        }
      }
    }
    HESSCUT_CUDA(cudaMemsetAsync(real.data(), 0, real.bytes(), stream));
    HESSCUT_CUDA(cufftExecC2R(back, half.data(), real.data()));
    const std::vector<float> round_trip = real.download(stream);
    for (int b = 0; b < c.batch; ++b) {
      for (int i = 0; i < c.height * c.width; ++i) {
        const std::size_t at = c.real_at(b, i / c.width, i % c.width);
        ASSERT_NEAR(round_trip[at] / static_cast<float>(c.height * c.width), image[at], 1e-5);
      }
    }
  }

  const Stream stream;
};

TEST_F(FftTest, TransformsAnySize) {
  for (const int width : {1, 2, 3, 4, 5, 7, 8, 13, 16, 31, 49}) {
    for (const int height : {1, 2, 3, 8, 11, 15}) {
      SCOPED_TRACE(std::to_string(height) + " x " + std::to_string(width));
      expect_right({.rank = 2, .height = height, .width = width, .batch = 2});
    }
    expect_right({.rank = 1, .height = 1, .width = width, .batch = 3});
  }
}

TEST_F(FftTest, TransformsAnyLayout) {
  for (const int stride : {1, 2, 3}) {
    expect_right(
        {.rank = 2, .height = 5, .width = 6, .batch = 3, .stride = stride, .extra_columns = 3, .extra_rows = 1});
    expect_right({.rank = 1, .height = 1, .width = 7, .batch = 4, .stride = stride});
  }
}

TEST_F(FftTest, RuinsItsWorkAreaAndTheInputOfAnInverse) {
  const Case c{.rank = 2, .height = 4, .width = 4, .batch = 1};
  const DeviceArray<float> real(std::vector<float>(c.real_size(), 1.0F), stream);
  const DeviceArray<float2> half(std::vector<float2>(c.half_size(), {1, 0}), stream);
  const Plan there(c, CUFFT_R2C, stream);
  const Plan back(c, CUFFT_C2R, stream);
  std::size_t bytes = 0;
  HESSCUT_CUDA(cufftGetSize(back, &bytes));
  EXPECT_EQ(bytes, back.work_bytes);
  const DeviceArray<std::byte> work(std::vector<std::byte>(bytes, std::byte{7}), stream);
  HESSCUT_CUDA(cufftSetWorkArea(there, work.data()));
  HESSCUT_CUDA(cufftSetWorkArea(back, work.data()));
  HESSCUT_CUDA(cufftExecR2C(there, real.data(), half.data()));
  EXPECT_EQ(work.download(stream), std::vector<std::byte>(bytes, std::byte{0xFF}));
  EXPECT_EQ(real.download(stream), std::vector<float>(c.real_size(), 1.0F)) << "the input of the other one stays";
  HESSCUT_CUDA(cufftExecC2R(back, half.data(), real.data()));
  EXPECT_TRUE(std::isnan(half.download(stream)[0].x));
}

TEST_F(FftTest, WaitsInItsStream) {
  set_stream_mode(StreamMode::lazy);
  const Case c{.rank = 1, .height = 1, .width = 4, .batch = 1};
  const Plan there(c, CUFFT_R2C, stream);
  const DeviceArray<std::byte> work(there.work_bytes);
  HESSCUT_CUDA(cufftSetWorkArea(there, work.data()));
  const DeviceArray<float> real(std::vector<float>(c.real_size(), 1.0F), stream);
  const DeviceArray<float2> half(c.half_size());
  HESSCUT_CUDA(cufftExecR2C(there, real.data(), half.data()));
  HESSCUT_CUDA(cudaMemsetAsync(real.data(), 0, real.bytes(), stream));
  EXPECT_EQ(half.download(stream)[0].x, 4.0F);
}

TEST_F(FftTest, RefusesMisuse) {
  const Case c{.rank = 2, .height = 4, .width = 4, .batch = 1};
  const Plan there(c, CUFFT_R2C, stream);
  const DeviceArray<float> real(c.real_size());
  const DeviceArray<float2> half(c.half_size());
  EXPECT_EQ(cufftExecR2C(there, real.data(), half.data()), CUFFT_NO_WORKSPACE);
  EXPECT_EQ(cufftSetWorkArea(there, real.data()), CUFFT_INVALID_VALUE) << "too small";
  const DeviceArray<std::byte> work(there.work_bytes);
  HESSCUT_CUDA(cufftSetWorkArea(there, work.data()));
  EXPECT_EQ(cufftExecC2R(there, half.data(), real.data()), CUFFT_INVALID_TYPE);
  EXPECT_EQ(cufftExecR2C(there, real.data() + 1, half.data()), CUFFT_UNALIGNED_DATA);
  EXPECT_EQ(cufftExecR2C(there, real.data() + 4, half.data()), CUFFT_INVALID_VALUE) << "beyond its end";
  EXPECT_EQ(cufftExecR2C(12345, real.data(), half.data()), CUFFT_INVALID_PLAN);
  cufftHandle plan = 0;
  std::size_t bytes = 0;
  int sizes[] = {4, 0};
  HESSCUT_CUDA(cufftCreate(&plan));
  EXPECT_EQ(cufftMakePlanMany(plan, 2, sizes, nullptr, 1, 0, nullptr, 1, 0, CUFFT_R2C, 1, &bytes), CUFFT_INVALID_SIZE);
  EXPECT_EQ(cufftMakePlanMany(plan, 2, sizes, nullptr, 1, 0, nullptr, 1, 0, CUFFT_C2C, 1, &bytes), CUFFT_INVALID_TYPE);
  EXPECT_EQ(cufftMakePlanMany(plan, 3, sizes, nullptr, 1, 0, nullptr, 1, 0, CUFFT_R2C, 1, &bytes), CUFFT_INVALID_VALUE);
  EXPECT_EQ(cufftExecR2C(plan, real.data(), half.data()), CUFFT_INVALID_PLAN) << "not made";
  HESSCUT_CUDA(cufftDestroy(plan));
}

}  // namespace
}  // namespace cuda_emulation::test
