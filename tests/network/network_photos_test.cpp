#include <hesscut/prior_network.hpp>

#include "tests/segment/photos.hpp"

/// Real photos with truth, cut with the network that is shipped: the masks are as good as they have been.

namespace hesscut::test {
namespace {

Prior shipped_network(const ImageView& photo, const Markers& markers) {
  return PriorNetwork(HESSCUT_SHIPPED_NETWORK).propose(photo, markers);
}

// The bars are the project's own; in brackets what was measured.
using NetworkPhotos = Photos;

TEST_F(NetworkPhotos, ProductsFromFivePoints) {
  EXPECT_GE(mean_iou(products, five_points, shipped_network), 0.950) << "(0.960)";
}

TEST_F(NetworkPhotos, ProductsFromABox) {
  EXPECT_GE(mean_iou(products, box, shipped_network), 0.957) << "(0.967)";
}

TEST_F(NetworkPhotos, ProductsWithNothingMarked) {
  EXPECT_GE(mean_iou(products, nothing, shipped_network), 0.931) << "(0.941)";
}

TEST_F(NetworkPhotos, InteractiveFromStrokes) {
  EXPECT_GE(mean_iou(interactive, strokes, shipped_network), 0.820) << "(0.830)";
}

TEST_F(NetworkPhotos, InteractiveFromABox) {
  EXPECT_GE(mean_iou(interactive, box, shipped_network), 0.850) << "(0.860)";
}

}  // namespace
}  // namespace hesscut::test
