#pragma once

/// Everything a user of Hesscut needs:
///     hesscut::Segmenter segmenter;
///     hesscut::Markers markers;
///     markers.add_point(hesscut::Label::foreground, {320, 200});
///     hesscut::Cutout cutout = segmenter.cut(photo, markers);   // cutout.mask, cutout.alpha, cutout.gap

#include <hesscut/device.hpp>
#include <hesscut/error.hpp>
#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>
#include <hesscut/open_photo.hpp>
#include <hesscut/parameters.hpp>
#include <hesscut/prior.hpp>
#include <hesscut/result.hpp>
#include <hesscut/segmenter.hpp>
#include <hesscut/version.hpp>
