#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include <hesscut/parameters.hpp>

#include "kernels/field.hpp"

/// The operations that a device offers. Every per-pixel computation of Hesscut is one of them; a device implements
/// them all (kernels/cpu, kernels/cuda), and the host drives every device through this one interface.
///
/// All fields of a call have the same shape unless the comment says otherwise, and do not overlap unless it is said
/// that they may. Images of a batch are independent: what image b holds afterwards depends on image b alone, bit for
/// bit. "R n, W m": the fields read and written, in floats per pixel (4 bytes each), as kernels/ledger.hpp counts them.

namespace hesscut::kernels {

/// The six state fields z of the ADMM: z_p (2), z_q (3, the last one times sqrt 2), z_v (1). With a reflecting boundary
/// z is 0 where a difference would reach beyond the far border; start_state sees to it, and every operation keeps it
/// so.
template <class T>
struct StateFields {
  Field<T> px, py, qxx, qyy, qxy, v;

  template <std::same_as<const T> ConstT>
  operator StateFields<ConstT>() const {  // NOLINT(google-explicit-constructor)
    return {px, py, qxx, qyy, qxy, v};
  }
  [[nodiscard]] StateFields first(int n) const {
    return {px.first(n), py.first(n), qxx.first(n), qyy.first(n), qxy.first(n), v.first(n)};
  }
};
using State = StateFields<float>;
using ConstState = StateFields<const float>;

/// The convex problem. r carries the hard markers as well: -infinity holds u at 1, +infinity holds it at 0, and such
/// pixels have no region term. Everywhere else u is in [0, 1].
template <class T>
struct ProblemFields {
  Field<T> alpha, beta, r;

  template <std::same_as<const T> ConstT>
  operator ProblemFields<ConstT>() const {  // NOLINT(google-explicit-constructor)
    return {alpha, beta, r};
  }
  [[nodiscard]] ProblemFields first(int n) const { return {alpha.first(n), beta.first(n), r.first(n)}; }
};
using Problem = ProblemFields<float>;
using ConstProblem = ProblemFields<const float>;

/// Penalties and relaxation of one image.
struct Penalties {
  float rho1 = 1;
  float rho2 = 2;
  float rho3 = 1;
  float gamma = 1.8F;  ///< over-relaxation, in (0, 2)
};

/// Sums over the pixels of one image; model.md section 2.4.
struct CertificateSums {
  double energy = 0;       ///< P(u) of what is delivered of u
  double gap = 0;          ///< P(u) - D, as a sum of non-negative terms
  double mask_energy = 0;  ///< P of the binary mask
};

/// Size of r's free part: sum and count over the pixels where r is finite.
struct RegionScale {
  double sum_abs = 0;
  double free_pixels = 0;
};

/// Colour histograms of one image: log(p_background / p_foreground) per cell of a 32^3 grid over CIELAB.
struct ColourTables {
  static constexpr int bins = 32;
  static constexpr std::size_t cells = static_cast<std::size_t>(bins) * bins * bins;
  float* log_ratio = nullptr;  ///< [batch, cells]
};

/// What is known of the samples of colour tables beside their colours.
struct ColourFit {
  float explained = 0;  ///< share of the foreground's samples that are background by mistake, in [0, 1)
  /// Weight of log(background samples / foreground samples), added to the ratio of colours that have been seen: 1 asks
  /// which side has more pixels of a colour, 0 which side has the larger share of its own.
  float area = 0;
};

/// A geodesic distance: from which label, and where it goes.
struct SeededDistance {
  std::uint8_t seed = 0;
  FloatField distance;
};
inline constexpr int most_distances = 2;  ///< of one call: to the foreground, to the background

/// A linear map of colour at each pixel: r red + g green + b blue + offset.
template <class T>
struct LinearMap {
  Field<T> r, g, b, offset;

  template <std::same_as<const T> ConstT>
  operator LinearMap<ConstT>() const {  // NOLINT(google-explicit-constructor)
    return {r, g, b, offset};
  }
};

/// Constants of edge_function_weights.
struct EdgeFunction {
  float sharpness = 10;
  float floor = 0.02F;
  float alpha_factor = 1;
  float beta_factor = 0.5F;
};

/// Prepared transforms for one shape and boundary, made by a queue for its own spectral_solve.
class SpectralPlan {
 public:
  virtual ~SpectralPlan() = default;
};

/// Where the fields that go through the spectral solve keep pixel (y, x): with a reflecting boundary in Makhoul's
/// order of both axes (formulas/dct.hpp), with a periodic one in the natural order. Only `rhs` and `u` of the ADMM
/// are stored so; "transform order" below means this.
class Operations {
 public:
  virtual ~Operations() = default;

  // ---- memory ----------------------------------------------------------------------------------------------------
  /// Makes room for batches up to `largest`; after it the operations of a solve (region to levels, but for refine)
  /// allocate nothing.
  virtual void reserve(const Shape& largest) = 0;
  /// Transforms for spectral_solve over batches up to shape.batch. To be destroyed before the queue.
  [[nodiscard]] virtual std::unique_ptr<SpectralPlan> make_spectral_plan(const Shape& shape, Boundary boundary) = 0;
  /// Has read `host` when it returns.
  virtual void upload(void* device, const void* host, std::size_t bytes) = 0;
  virtual void download(void* host, const void* device, std::size_t bytes) = 0;
  virtual void copy(void* to, const void* from, std::size_t bytes) = 0;
  virtual void fill(FloatField field, float value) = 0;
  /// Returns when everything enqueued so far is done; downloads may be read from then on.
  virtual void synchronize() = 0;
  /// Enqueues what `enqueue` enqueues on this queue: operations on fields only, no memory and no waiting. For a given
  /// key it must always be the same operations with the same arguments: a device may record them the first time and
  /// replay the record from then on.
  virtual void replay(std::span<const std::uintptr_t> key, const std::function<void()>& enqueue) {
    static_cast<void>(key);
    enqueue();
  }

  // ---- colour_space ----------------------------------------------------------------------------------------------
  /// sRGB to CIELAB (D65) / 100. R 3/4, W 3.
  virtual void lab_from_rgb(Field<const Rgb8> rgb, Planes<float> lab) = 0;
  /// sRGB to luma z in [0, 1], Rec. 601 (MATLAB's rgb2gray). R 3/4, W 1.
  virtual void grey_from_rgb(Field<const Rgb8> rgb, FloatField grey) = 0;
  /// Gaussian, standard deviation sigma > 0 pixels, cut off at 3 sigma, reflecting border. R 1, W 1.
  virtual void gaussian_blur(ConstFloatField in, FloatField out, double sigma) = 0;

  // ---- edge_weights ----------------------------------------------------------------------------------------------
  /// out = [out +] scale |grad in|^2, central differences (one-sided at the border, 0 along a side of one pixel). R 1,
  /// W 1; accumulating R 2, W 1.
  virtual void gradient_square(ConstFloatField in, FloatField out, float scale, bool accumulate) = 0;
  /// The q-quantile of each image of a field of values >= 0: the smallest value v such that at least q n of the n
  /// values are <= v, to a relative 2^-15. R 2. out: [batch].
  virtual void quantile(ConstFloatField field, double q, float* out) = 0;
  /// e = 1 / (1 + sharpness g2 / (g2_reference + 1e-9)); alpha = alpha_factor (e + floor); beta = beta_factor (e +
  /// floor). g2: squared gradient; g2_reference: [batch]. R 1, W 2.
  virtual void edge_function_weights(ConstFloatField g2, const float* g2_reference, const EdgeFunction& function,
                                     FloatField alpha, FloatField beta) = 0;
  /// YZD: beta = 1 / sqrt(1 + |D+ z|^2), alpha = |D+ beta| / 5 with z the 0..255 grey image on a grid of step 5.
  /// grey in [0, 1]. beta may not be alpha. R 1 + 1, W 2.
  virtual void yzd_weights(ConstFloatField grey, Boundary boundary, float alpha_factor, float beta_factor,
                           FloatField alpha, FloatField beta) = 0;
  /// RCI: alpha = alpha_factor / (1 + 10 g2), g2 the squared gradient of the smoothed grey image. R 1, W 1.
  virtual void rci_weights(ConstFloatField g2, float alpha_factor, FloatField alpha) = 0;

  // ---- geodesic --------------------------------------------------------------------------------------------------
  /// Solves |grad D| = cost, D = 0 where labels == seed, by the first-order upwind scheme, to 1e-3 of its maximum, for
  /// every distance asked for (at most most_distances, none of them `cost`). cost > 0. An image without a seed gets
  /// +infinity everywhere. R 1 1/4, W 2 for two distances, and each pixel a few times where the device works on it.
  virtual void geodesic_distances(ConstFloatField cost, ConstByteField labels,
                                  std::span<const SeededDistance> distances) = 0;
  /// One of them. R 1 1/4, W 1.
  void geodesic_distance(ConstFloatField cost, ConstByteField labels, std::uint8_t seed, FloatField distance) {
    const SeededDistance one{seed, distance};
    geodesic_distances(cost, labels, {&one, 1});
  }
  /// out = in / max(in), 0 where the maximum is 0 or in is infinite. May be in place. R 2, W 1.
  virtual void normalise_by_maximum(ConstFloatField in, FloatField out) = 0;
  /// RCI: cost = 1e-3 + 1000 g2 + 0.1 euclidean. euclidean: distance from the markers in [0, 1]. R 2, W 1.
  virtual void rci_cost(ConstFloatField g2, ConstFloatField euclidean, FloatField cost) = 0;
  /// cost = floor + likelihood_weight sqrt(likelihood_g2) + colour_weight sqrt(colour_g2). R 2, W 1.
  virtual void likelihood_cost(ConstFloatField likelihood_g2, ConstFloatField colour_g2, float floor,
                               float likelihood_weight, float colour_weight, FloatField cost) = 0;
  /// out = (D_F - D_B) / (D_F + D_B) in [-1, 1], 0 where undefined. May be in place. R 2, W 1.
  virtual void two_sided_selective(ConstFloatField to_foreground, ConstFloatField to_background, FloatField out) = 0;
  /// RCI's anti-markers: out += (exp(-200 D_A) - exp(-200)) / (1 - exp(-200)), D_A in [0, 1]. R 2, W 1.
  virtual void add_anti_marker_term(ConstFloatField to_background, FloatField out) = 0;

  // ---- colour_model ----------------------------------------------------------------------------------------------
  /// Histograms of the pixels labelled foreground and background, blurred by one bin, and the log of their ratio as
  /// `fit` asks for it; 0 everywhere where one side has no pixel: it says nothing. R 3 1/4.
  virtual void fit_colour_tables(Planes<const float> lab, ConstByteField labels, const ColourFit& fit,
                                 ColourTables tables) = 0;
  /// data = tanh(log(p_background / p_foreground) / 4) in [-1, 1]: negative where the colour speaks for the product.
  /// R 3, W 1.
  virtual void colour_data_term(Planes<const float> lab, ColourTables tables, FloatField data) = 0;
  /// Mean of a field over the pixels labelled foreground and background: out[2 b], out[2 b + 1]. A side without pixels
  /// gets the mean of the other one, so that it says nothing; 0 where both have none. R 1 1/4.
  virtual void region_means(ConstFloatField field, ConstByteField labels, float* out) = 0;
  /// data = [data +] (z - c1)^2 - lambda_ratio (z - c2)^2. means: [batch, 2] of (c1, c2). R 1, W 1;
  /// accumulating R 2, W 1.
  virtual void means_data_term(ConstFloatField z, const float* means, float lambda_ratio, bool accumulate,
                               FloatField data) = 0;
  /// data /= |c1 - c2|^2 summed over `channels` means arrays of stride [batch, 2]; unchanged where that is < 1e-6.
  /// R 1, W 1.
  virtual void divide_by_contrast(const float* means, int channels, FloatField data) = 0;

  /// Distance in CIELAB / 100 of each pixel to a quadratic colour field. coefficients: [batch, 3, 6], for L, a, b those
  /// of 1, x, y, x^2, y^2, xy with x = column / width - 1/2, y = row / height - 1/2. R 3, W 1.
  virtual void border_distance(Planes<const float> lab, const float* coefficients, FloatField distance) = 0;
  /// data = (s^2 - d^2) / (s^2 + d^2)  in [-1, 1] with d the distance, s = spread[b]: positive near the field. R 1,
  /// W 1.
  virtual void border_data_term(ConstFloatField distance, const float* spread, FloatField data) = 0;

  // ---- region ----------------------------------------------------------------------------------------------------
  /// out += factor in. R 2, W 1.
  virtual void add_scaled(ConstFloatField in, float factor, FloatField out) = 0;
  /// r = lambda data + theta selective, -infinity on foreground labels, +infinity on background ones. R 2 1/4, W 1.
  /// selective may be empty.
  virtual void assemble_region(ConstFloatField data, ConstFloatField selective, ConstByteField labels, float lambda,
                               float theta, FloatField r) = 0;
  /// out: [batch]. R 1.
  virtual void region_scale(ConstFloatField r, RegionScale* out) = 0;

  // ---- admm_step -------------------------------------------------------------------------------------------------
  /// z = K u + y / rho, the start for a given u and multipliers y. state holds y on entry and z on return; u in
  /// transform order. R 1 + 6, W 6.
  virtual void start_state(ConstFloatField u, Boundary boundary, const Penalties* penalties, const State& state) = 0;
  /// y = rho (z - prox z): the multipliers of a state, in its place. R 6 + 3, W 6.
  virtual void multipliers(const ConstProblem& problem, const Penalties* penalties, const State& state) = 0;
  /// With w = prox(z):  z += gamma (K u - w), then, with w = prox(z) again,
  /// rhs = grad^T rho1 (2 p - z_p) + hess^T rho2 (2 q - z_q) + rho3 (2 v - z_v). u and rhs in transform order.
  /// R 1 + 6 + 3, W 6 + 1.
  virtual void admm_sweep(const ConstProblem& problem, Boundary boundary, const Penalties* penalties, ConstFloatField u,
                          const State& state, FloatField rhs) = 0;

  // ---- spectral_solve --------------------------------------------------------------------------------------------
  /// Solves (rho1 s + rho2 s^2 + rho3) u = rhs in the basis of the plan's boundary. rhs is destroyed. One real FFT
  /// there and back, and between them one pass over the half spectrum: R 1, W 1.
  virtual void spectral_solve(SpectralPlan& plan, const Penalties* penalties, FloatField rhs, FloatField u) = 0;

  // ---- certificate -----------------------------------------------------------------------------------------------
  /// Energies and duality gap of (delivered u, y(z)), and the energy of the mask u > threshold. u in transform order;
  /// sums in fixed order. out: [batch]. R 1 + 5 + 3: z_v is not needed.
  virtual void certificate(const ConstProblem& problem, Boundary boundary, const Penalties* penalties,
                           ConstFloatField u, const ConstState& state, float threshold, CertificateSums* out) = 0;

  // ---- mask ------------------------------------------------------------------------------------------------------
  /// relaxed = what is delivered of u (formulas/duality.hpp), with the hard markers of r, in natural order. u in
  /// transform order. R 2, W 1.
  virtual void relaxed_mask(ConstFloatField u, ConstFloatField r, Boundary boundary, FloatField relaxed) = 0;
  /// The inverse of natural order: out = in, stored in transform order. R 1, W 1.
  virtual void to_transform_order(ConstFloatField in, Boundary boundary, FloatField out) = 0;
  /// labels for the next fit: known labels stay; else relaxed > threshold is foreground, the rest background. R 1 1/4,
  /// W 1/4.
  virtual void labels_from_mask(ConstFloatField relaxed, ConstByteField known, float threshold, ByteField labels) = 0;
  /// Labels as foreground, of the n pixels not known as background, the 1 + floor(fraction (n - 1)) with the smallest
  /// score (and equal ones), where the whole 3 x 3 neighbourhood is among them; without this condition if fewer than 20
  /// unmarked pixels would be left. Known labels stay, all others become unmarked. R 2 1/2, W 1/4.
  virtual void surest_foreground(ConstFloatField score, ConstByteField known, double fraction, ByteField labels) = 0;

  // ---- refine ----------------------------------------------------------------------------------------------------
  /// Guided filter (He, Sun, Tang 2010): where band == 128, the linear map from colour in [0, 1] to mask that fits the
  /// window of the given radius best, ridge `epsilon`. Elsewhere left undefined. R 1 1/4, W 4 in the band.
  virtual void guided_map(Field<const Rgb8> guide, ConstByteField mask, ConstByteField band, int radius, float epsilon,
                          const LinearMap<float>& map) = 0;
  /// Coverage of a photo's pixels, batch 1: where all working pixels around are solid (band 0 or 255) that value, else
  /// the interpolated map applied to the photo's own colour, its slope around 1/2 raised by `gain`. photo and alpha
  /// share one shape, map and band another, which covers the same view. R 5, W 1/4 in the band, where both shapes are
  /// one.
  virtual void edge_alpha(Field<const Rgb8> photo, const LinearMap<const float>& map, ConstByteField band, float gain,
                          ByteField alpha) = 0;

  // ---- levels ----------------------------------------------------------------------------------------------------
  /// coarse = factor times the mean of each 2 x 2 block; a last odd row or column is averaged by itself.
  /// coarse.shape: (ceil(height / 2), ceil(width / 2)). R 1, W 1/4.
  virtual void restrict_by_two(ConstFloatField fine, float factor, FloatField coarse) = 0;
  /// fine = factor times the bilinear interpolation of coarse, pixel centres aligned as in restrict_by_two. R 1/4, W 1.
  virtual void prolong_by_two(ConstFloatField coarse, float factor, FloatField fine) = 0;
  /// Exchanges two images of a field (retired images leave the active front of the batch). R 2, W 2.
  virtual void swap_images(FloatField field, int i, int j) = 0;
};

}  // namespace hesscut::kernels
