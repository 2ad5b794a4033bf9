#pragma once

#include "kernels/formulas/compiler.hpp"

namespace hesscut::formulas {

/// Sums over a window for the regression of a mask on colour: 1, r, g, b, their products, mask and its products.
struct WindowSums {
  float n = 0;
  float r = 0, g = 0, b = 0;
  float rr = 0, rg = 0, rb = 0, gg = 0, gb = 0, bb = 0;
  float m = 0, mr = 0, mg = 0, mb = 0;

  HESSCUT_FORMULA void add(float red, float green, float blue, float mask) {
    n += 1.0F;
    r += red;
    g += green;
    b += blue;
    rr += red * red;
    rg += red * green;
    rb += red * blue;
    gg += green * green;
    gb += green * blue;
    bb += blue * blue;
    m += mask;
    mr += mask * red;
    mg += mask * green;
    mb += mask * blue;
  }
};

struct ColourMap {
  float r, g, b, offset;
};

/// (Sigma + epsilon I)^-1 cov(colour, mask) and the offset that makes the means agree (He, Sun, Tang 2010, eq. 19).
HESSCUT_FORMULA ColourMap fit_colour_map(const WindowSums& s, float epsilon) {
  const float k = 1.0F / s.n;
  const float r = s.r * k, g = s.g * k, b = s.b * k, m = s.m * k;
  const float rr = s.rr * k - r * r + epsilon, gg = s.gg * k - g * g + epsilon, bb = s.bb * k - b * b + epsilon;
  const float rg = s.rg * k - r * g, rb = s.rb * k - r * b, gb = s.gb * k - g * b;
  const float cr = s.mr * k - m * r, cg = s.mg * k - m * g, cb = s.mb * k - m * b;
  const float irr = gg * bb - gb * gb, irg = gb * rb - rg * bb, irb = rg * gb - gg * rb;
  const float igg = rr * bb - rb * rb, igb = rb * rg - rr * gb, ibb = rr * gg - rg * rg;
  const float inverse = 1.0F / (rr * irr + rg * irg + rb * irb);
  const float ar = (irr * cr + irg * cg + irb * cb) * inverse;
  const float ag = (irg * cr + igg * cg + igb * cb) * inverse;
  const float ab = (irb * cr + igb * cg + ibb * cb) * inverse;
  return {ar, ag, ab, m - ar * r - ag * g - ab * b};
}

/// Where the centre of a pixel of a fine grid lies between working pixels low and high: `weight` from low to high.
struct Between {
  int low, high;
  float weight;
};

/// scale: working pixels to a fine one.
HESSCUT_FORMULA Between between_pixels(int fine, double scale, int working) {
  const double position = (fine + 0.5) * scale - 0.5;
  const double below = std::floor(position);
  if (below < 0.0) return {0, 0, 0.0F};
  const int low = static_cast<int>(below);
  const int high = low + 1 < working ? low + 1 : working - 1;
  return {low, high, static_cast<float>(position - below)};
}

/// The maps of four working pixels interpolated: low low, low high, high low, high high (rows first).
HESSCUT_FORMULA ColourMap interpolated(const ColourMap* corners, float v, float h) {
  const float w[4] = {(1 - v) * (1 - h), (1 - v) * h, v * (1 - h), v * h};
  ColourMap sum{0, 0, 0, 0};
  for (int i = 0; i < 4; ++i) {
    sum.r += w[i] * corners[i].r;
    sum.g += w[i] * corners[i].g;
    sum.b += w[i] * corners[i].b;
    sum.offset += w[i] * corners[i].offset;
  }
  return sum;
}

/// A map applied to a colour of 0..255 samples.
HESSCUT_FORMULA float coverage_of(const ColourMap& m, float r, float g, float b) {
  return (m.r * r + m.g * g + m.b * b) / 255.0F + m.offset;
}

/// Raises the slope around one half and cuts off at 0 and 1.
HESSCUT_FORMULA float sharpened(float coverage, float gain) {
  return minimum(1.0F, maximum(0.0F, 0.5F + gain * (coverage - 0.5F)));
}

}  // namespace hesscut::formulas
