#include <hesscut/prior_network.hpp>

#include "tests/segment/photos.hpp"
#include "tools/hesscut/evaluate/robot_markers.hpp"

/// Real photos with truth, cut with the network that is shipped: the masks are as good as they have been.

namespace hesscut::test {
namespace {

Prior shipped_network(const ImageView& photo, const Markers& markers) {
  return PriorNetwork(HESSCUT_SHIPPED_NETWORK).propose(photo, markers);
}

// The bars are the project's own; in brackets what was measured.
using NetworkPhotos = Photos;

TEST_F(NetworkPhotos, ProductsFromFivePoints) {
  EXPECT_GE(mean_iou(
                products, [](const Image& truth, const Image&) { return evaluate::spread_points(truth.view(), 5); },
                shipped_network),
            0.950)
      << "(0.960)";
}

TEST_F(NetworkPhotos, ProductsFromABox) {
  EXPECT_GE(mean_iou(
                products, [](const Image& truth, const Image&) { return evaluate::tight_box(truth.view()); },
                shipped_network),
            0.957)
      << "(0.967)";
}

TEST_F(NetworkPhotos, ProductsWithNothingMarked) {
  EXPECT_GE(mean_iou(
                products, [](const Image&, const Image&) { return Markers(); }, shipped_network),
            0.931)
      << "(0.941)";
}

TEST_F(NetworkPhotos, InteractiveFromStrokes) {
  EXPECT_GE(mean_iou(
                interactive,
                [](const Image&, const Image& marked) {
                  Markers markers;
                  markers.mask = marked;
                  return markers;
                },
                shipped_network),
            0.820)
      << "(0.830)";
}

TEST_F(NetworkPhotos, InteractiveFromABox) {
  EXPECT_GE(mean_iou(
                interactive, [](const Image& truth, const Image&) { return evaluate::tight_box(truth.view()); },
                shipped_network),
            0.850)
      << "(0.860)";
}

}  // namespace
}  // namespace hesscut::test
