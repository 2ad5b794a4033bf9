#pragma once

#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>

namespace hesscut::segment {

/// Throws Error (input) for markers that cannot belong to a photo of this size: points or boxes outside, a mask of
/// another size or with other values than those of Label, a stroke without points, foreground outside the box,
/// lines or points of one label on those, or on the marker image, of the other.
void check_markers(const Markers& markers, int photo_width, int photo_height);

/// The markers on a grid of width x height pixels that covers the photo: one channel, values of Label. Checks the
/// markers first. Where both labels fall on one pixel, it stays unmarked, but a line or point wins over the other's
/// pen. Apart from that each marker leaves at least one pixel.
[[nodiscard]] Image rasterise(const Markers& markers, int photo_width, int photo_height, int width, int height);
/// The same of markers that have been checked already.
[[nodiscard]] Image rasterise_checked(const Markers& markers, int photo_width, int photo_height, int width, int height);

/// Whether the photo's border counts as background.
[[nodiscard]] bool border_is_background(const Markers& markers);

/// Makes a frame of `border` pixels background.
void mark_border(Image& labels, int border);

/// How many pixels of the grid's border count as background: 2 at a long side of 512.
[[nodiscard]] int border_pixels(int width, int height);

}  // namespace hesscut::segment
