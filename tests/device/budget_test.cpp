#include <gtest/gtest.h>

#include "host/segment/pipeline.hpp"
#include "tests/segment/checks.hpp"

/// What a batch is said to take is what it takes.

namespace hesscut::test {
namespace {

class MeasuringDevice final : public device::Device {
 public:
  [[nodiscard]] std::string description() const override { return inner_->description(); }
  [[nodiscard]] std::unique_ptr<kernels::Operations> make_queue() override { return inner_->make_queue(); }
  [[nodiscard]] void* allocate(std::size_t size) override {
    bytes += size;
    return inner_->allocate(size);
  }
  void release(void* memory) noexcept override { inner_->release(memory); }

  std::size_t bytes = 0;

 private:
  std::unique_ptr<device::Device> inner_ = device::make_cpu_device(1);
};

TEST(MemoryBudget, CountsEveryFieldOfAPipeline) {
  for (const kernels::Shape& shape : {kernels::Shape{1, 96, 128}, {4, 384, 512}, {2, 33, 17}}) {
    MeasuringDevice device;
    const auto queue = device.make_queue();
    const Parameters parameters = preset_parameters(Preset::product);
    const segment::Pipeline pipeline(device, *queue, shape, parameters);
    const double said = static_cast<double>(segment::Pipeline::bytes_per_image(shape, parameters)) * shape.batch;
    // Besides the fields: what the queue needs, and a few numbers an image.
    const double queue_bytes = 6.0 * sizeof(float) * static_cast<double>(shape.count());
    EXPECT_NEAR(said - queue_bytes, static_cast<double>(device.bytes), 1000.0 * shape.batch);
  }
}

}  // namespace
}  // namespace hesscut::test
