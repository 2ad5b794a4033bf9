#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/kernels/allocation_counter.hpp"
#include "tests/kernels/forwarding_queue.hpp"
#include "tests/kernels/operation_case.hpp"

/// After reserve() an operation allocates nothing.

namespace hesscut::test {
namespace {

/// Counts what the queue behind it allocates in operations; reserve may allocate.
class CountingQueue final : public kernels::ForwardingQueue {
 public:
  CountingQueue(std::unique_ptr<Operations> inner, int& allocations)
      : ForwardingQueue(std::move(inner)), allocations_(allocations) {}

  void reserve(const kernels::Shape& largest) override {
    ForwardingQueue::reserve(largest);
    allocations_ = 0;
  }

 private:
  void pass(const std::function<void()>& call) override { allocations_ += allocations_of(call); }

  int& allocations_;
};

class AllocationTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!counts_allocations()) GTEST_SKIP() << "allocations cannot be counted in this build";
  }
};

TEST_F(AllocationTest, AreCounted) {
  void* volatile sink = nullptr;  // an allocation that nobody can see may be left out
  EXPECT_EQ(allocations_of([&] { sink = new int(1); }), 1);
  delete static_cast<int*>(sink);
  EXPECT_EQ(allocations_of([&] { sink = std::aligned_alloc(64, 64); }), 1);
  std::free(sink);
}

/// Operations outside the solver's loop that still make small tables for each call.
bool makes_tables(const std::string& name) {
  return name.starts_with("gaussian_blur") || name.starts_with("edge_alpha") || name.starts_with("geodesic_distance");
}

TEST_F(AllocationTest, OperationsMakeNone) {
  for (const auto& [h, w] : {std::pair{1, 1}, {40, 33}, {7, 200}}) {
    for (const OperationCase& operation : operation_cases()) {
      if (makes_tables(operation.name)) continue;
      Random random(1);
      const std::vector<Inputs> images{operation.inputs(random, h, w), operation.inputs(random, h, w)};
      int allocations = 0;
      Rig rig(device::make_cpu_device(1));
      rig.queue = std::make_unique<CountingQueue>(std::move(rig.queue), allocations);
      (void)run_case(operation, rig, images);
      EXPECT_EQ(allocations, 0) << operation.name << " on " << h << " x " << w;
    }
  }
}

}  // namespace
}  // namespace hesscut::test
