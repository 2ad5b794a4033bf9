#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "kernels/ledger.hpp"
#include "tests/kernels/operation_case.hpp"
#include "tests/kernels/watching_fence.hpp"

/// kernels/ledger.hpp against the memory that the CPU's operations touch, page by page.

namespace hesscut::test {
namespace {

constexpr int side = 384;  ///< tables of colours are then smaller than any field
constexpr std::size_t pixels = 1UL * side * side;
constexpr int random_inputs = 3;  ///< some of them have nothing to do

/// Cases that are named after what they do rather than after the entry.
std::vector<std::string> entries_of(const OperationCase& operation) {
  static const std::map<std::string, std::vector<std::string>> named = {
      {"gradient_square_accumulated", {"gradient_square accumulating"}},
      {"means_data_term_accumulated", {"means_data_term accumulating"}},
      {"geodesic_distances_of_two_labels", {"geodesic_distances"}},
  };
  if (const auto found = named.find(operation.name); found != named.end()) return found->second;
  if (operation.name.starts_with("colour_model")) return {"fit_colour_tables", "colour_data_term"};
  std::string longest;
  for (const kernels::Moved& entry : kernels::ledger) {
    const bool fits = operation.name.starts_with(entry.operation);
    if (fits && entry.operation.size() > longest.size()) longest = entry.operation;
  }
  return {longest};
}

/// Two sizes at once, one term less, or one field for two: the ledger does not speak of these.
bool is_of_another_kind(const std::string& name) {
  static const std::set<std::string> others = {"assemble_region_without_selective", "normalise_by_maximum_in_place",
                                               "two_sided_selective_in_place", "edge_alpha_enlarged",
                                               "edge_alpha_one_and_a_bit"};
  return others.contains(name);
}

Inputs inputs_of(const OperationCase& operation, std::uint64_t seed) {
  Random random(seed);
  Inputs out = operation.inputs(random, side, side);
  const bool has_band = operation.name.starts_with("guided_map") || operation.name.starts_with("edge_alpha");
  if (has_band) std::fill(out.labels.back().begin(), out.labels.back().end(), 128);
  return out;
}

/// In quarters of a float per pixel, as the ledger has them.
double floats(std::size_t bytes) {
  return std::round(static_cast<double>(bytes) / pixels) / 4;
}

class LedgerTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!can_watch_memory()) GTEST_SKIP() << "reads and writes cannot be told apart here";
  }

  static void expect_entry(const std::string& name, const TouchedMemory& memory) {
    const kernels::Moved& entry = kernels::moved_by(name);
    EXPECT_EQ(floats(memory.read), entry.read - entry.again) << name;
    EXPECT_EQ(floats(memory.written), entry.written) << name;
    EXPECT_EQ(floats(memory.touched), entry.touched()) << name;
  }

  std::shared_ptr<WatchingFence> fence = std::make_shared<WatchingFence>(pixels);
  Rig rig{std::make_unique<FencedDevice>(device::make_cpu_device(1), fence)};
  std::set<std::string> checked;
};

TEST_F(LedgerTest, OperationsTouchWhatItSays) {
  for (const OperationCase& operation : operation_cases()) {
    if (is_of_another_kind(operation.name)) continue;
    const std::vector<std::string> entries = entries_of(operation);
    std::vector<TouchedMemory> most(entries.size());
    for (std::uint64_t seed = 1; seed <= random_inputs; ++seed) {
      const Inputs image = inputs_of(operation, seed);
      Call call(rig, {&image, 1});
      rig.queue->reserve(call.shape());
      fence->forget();
      operation.run(call);
      ASSERT_EQ(fence->operations().size(), entries.size()) << operation.name;
      for (std::size_t i = 0; i < entries.size(); ++i) {
        const TouchedMemory& one = fence->operations()[i];
        most[i] = {std::max(most[i].read, one.read), std::max(most[i].written, one.written),
                   std::max(most[i].touched, one.touched)};
      }
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
      ASSERT_FALSE(entries[i].empty()) << operation.name << " has no entry";
      expect_entry(entries[i], most[i]);
      checked.insert(entries[i]);
    }
  }
  checked.insert("swap_images");  // the next test's
  for (const kernels::Moved& entry : kernels::ledger)
    EXPECT_TRUE(checked.contains(std::string(entry.operation))) << entry.operation << " was not checked";
}

TEST_F(LedgerTest, ImagesChangePlacesInPlace) {
  const kernels::Shape shape{2, side, side};
  const device::Array<float> field = rig.upload(std::vector<float>(shape.count(), 1));
  fence->forget();
  rig.queue->swap_images({field.data(), shape}, 0, 1);
  ASSERT_EQ(fence->operations().size(), 1U);
  expect_entry("swap_images", fence->operations()[0]);
}

/// The watch itself: a copy reads one block and writes another, a fill reads none.
TEST_F(LedgerTest, TheFenceTellsReadsFromWrites) {
  const device::Array<float> from = rig.upload(std::vector<float>(pixels, 1));
  const device::Array<float> to = rig.upload(std::vector<float>(pixels, 0));
  fence->forget();
  rig.queue->copy(to.data(), from.data(), from.bytes() / 2);
  rig.queue->fill({to.data(), {1, side, side}}, 2);
  ASSERT_EQ(fence->operations().size(), 1U);
  EXPECT_EQ(floats(fence->operations()[0].read), 0.5);
  EXPECT_EQ(floats(fence->operations()[0].written), 0.5);
  EXPECT_EQ(floats(fence->operations()[0].touched), 1);
}

}  // namespace
}  // namespace hesscut::test
