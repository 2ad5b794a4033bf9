#pragma once

#include <hesscut/image.hpp>

namespace hesscut::evaluate {

/// How a mask compares with the truth. Distances in pixels of the photo.
///
/// Region figures count the pixels whose truth is known. An ignored pixel (truth 128) counts nowhere, and for the
/// boundary figures it is taken to be what the mask says: a mask that differs from the truth inside the ignored band
/// only has distance 0; beyond the band the distance runs to the band's far edge.
///
/// The boundary of a mask is the set of its pixels with a 4-neighbour in the image that does not belong to it; the
/// image border is no boundary. With M and T the two boundaries and d the Euclidean distance to the nearest pixel of
/// the other one, the distances are those d of all pixels of M and of T, pooled.
/// Where both boundaries are empty the masks are all or nothing: distances 0, bf1 and bf2 1 if they are the same; in
/// every other case without two boundaries, distances are the image's diagonal, bf1 and bf2 0.
struct Metrics {
  double iou = 0;   ///< |mask and truth| / |mask or truth|, 1 where both are empty
  double dsc = 0;   ///< 2 |mask and truth| / (|mask| + |truth|), 1 where both are empty
  double hd = 0;    ///< Hausdorff distance: the largest distance
  double hd95 = 0;  ///< 95 % quantile of the distances, linear between neighbours
  double assd = 0;  ///< average symmetric surface distance: the mean of the distances
  double bf1 = 0;   ///< as bf2, within 1 pixel
  double bf2 = 0;   ///< harmonic mean of the shares of M and of T that have the other within 2 pixels
};

/// mask: product where 255. truth: product above 128, ignored at 128, background below. One channel each.
/// Throws Error (input) where the sizes differ.
[[nodiscard]] Metrics compare(const ImageView& mask, const ImageView& truth);

/// Metrics::iou alone, in a fraction of the time.
[[nodiscard]] double intersection_over_union(const ImageView& mask, const ImageView& truth);

}  // namespace hesscut::evaluate
