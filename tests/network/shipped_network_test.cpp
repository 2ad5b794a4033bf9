#include <gtest/gtest.h>

#include <hesscut/hesscut.hpp>
#include <hesscut/prior_network.hpp>
#include <opencv2/core/utility.hpp>

#include "host/catalogue/text/digest.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tools/hesscut/evaluate/metrics.hpp"
#include "tools/hesscut/evaluate/probable_product.hpp"
#include "tools/scenes/scenes.hpp"

/// The network that Hesscut ships, on rendered scenes that it was not trained on.

namespace hesscut::test {
namespace {

constexpr int scene_count = 12;
constexpr std::uint32_t other_seed = 20'000;

TEST(ShippedNetwork, IsTheOneThatTheDocumentNames) {
  const auto model = support::file_bytes(HESSCUT_SHIPPED_NETWORK);
  EXPECT_LT(model.size(), 2'000'000U);
  const auto text = support::file_bytes(HESSCUT_SHIPPED_NETWORK_README);
  const std::string document(text.begin(), text.end());
  EXPECT_NE(document.find(catalogue::sha256(model)), std::string::npos) << catalogue::sha256(model);
}

TEST(ShippedNetwork, FindsTheProductOfScenesThatItHasNotSeen) {
  PriorNetwork network(HESSCUT_SHIPPED_NETWORK);
  double sum = 0;
  int counted = 0;
  for (int index = 0; index < scene_count; ++index) {
    const scenes::Scene scene = scenes::render_random(other_seed, index, 160, 160);
    const auto product = std::ranges::count(scene.truth.pixels, 255);
    if (product < 160 * 160 * 3 / 100) continue;  // as in training: hidden, or nearly outside
    const Image mask = evaluate::probable_product(network.propose(scene.photo.view()), 160, 160);
    sum += evaluate::compare(mask.view(), scene.truth.view()).iou;
    ++counted;
  }
  ASSERT_GT(counted, scene_count / 2);
  EXPECT_GT(sum / counted, 0.75);
}

TEST(ShippedNetwork, GivesTheSameBytesAgain) {
  const scenes::Scene scene = scenes::render(7, 200, 150);
  PriorNetwork one(HESSCUT_SHIPPED_NETWORK);
  PriorNetwork other(HESSCUT_SHIPPED_NETWORK);
  const Prior prior = one.propose(scene.photo.view());
  EXPECT_EQ(other.propose(scene.photo.view()).probability, prior.probability);
  EXPECT_EQ(one.propose(scene.photo.view()).probability, prior.probability);
  const int threads = cv::getNumThreads();
  for (const int other_threads : {1, 3}) {
    cv::setNumThreads(other_threads);
    EXPECT_EQ(one.propose(scene.photo.view()).probability, prior.probability) << other_threads;
  }
  cv::setNumThreads(threads);
}

}  // namespace
}  // namespace hesscut::test
