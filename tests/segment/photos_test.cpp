#include "tests/segment/photos.hpp"

/// Real photos with truth: every solve ends with its certificate, and the masks are as good as they have been.

namespace hesscut::test {
namespace {

// The bars are the project's own; in brackets what was measured.
TEST_F(Photos, InteractiveFromStrokes) {
  EXPECT_GE(mean_iou(interactive, strokes), 0.775) << "(0.785)";
}

TEST_F(Photos, ProductsFromFivePoints) {
  EXPECT_GE(mean_iou(products, five_points), 0.888) << "(0.898)";
}

TEST_F(Photos, ProductsFromABox) {
  EXPECT_GE(mean_iou(products, box), 0.939) << "(0.950)";
}

TEST_F(Photos, ProductsWithNothingMarked) {
  EXPECT_GE(mean_iou(products, nothing), 0.895) << "(0.905)";
}

// Boxes and no markers on natural photos: not what the presets are tuned for, but every solve must end certified.
TEST_F(Photos, InteractiveFromABox) {
  EXPECT_GE(mean_iou(interactive, box), 0.782) << "(0.793)";
}

TEST_F(Photos, InteractiveWithNothingMarked) {
  EXPECT_GE(mean_iou(interactive, nothing), 0.54) << "(0.556)";
}

}  // namespace
}  // namespace hesscut::test
