#pragma once

#include <hesscut/markers.hpp>
#include <hesscut/parameters.hpp>

#include "kernels/operations.hpp"

namespace hesscut::segment {

/// What is known decides how much the terms can be trusted.
enum class Knowledge {
  foreground,  ///< some foreground is marked: distances start there
  candidates,  ///< only background is marked (a box): everything else may be product
  nothing,     ///< no marker at all
  proposed,    ///< no marker, but a prior that is sure of some product and of some background
};

/// How a photo is treated for what is known of it. Without foreground markers the colour models start from a guess:
/// they get less weight, distances start from the pixels whose colour is surest, and more fits follow.
struct Recipe {
  float lambda = 0;
  float theta = 0;
  int fits = 1;                ///< of the models on the coarsest grid, each followed by a solve
  kernels::ColourFit first{};  ///< how the first of them reads colours, from markers or a guess
  kernels::ColourFit refit{};  ///< and the further ones, from masks
  double seed_share = 0;       ///< of the pixels not known as background that distances start from; 0: the markers
  float prior_in_score = 0;    ///< weight of the prior when the surest pixels are chosen
  float prior_in_region = 0;   ///< weight of the prior of automatic markers in r
  float mu = 0;                ///< weight of the prior that was given in r
};

[[nodiscard]] inline Recipe recipe_for(Knowledge knowledge, bool has_prior, const Parameters& p) {
  Recipe recipe{.lambda = static_cast<float>(p.lambda), .theta = static_cast<float>(p.theta), .fits = p.refits};
  const bool learns_colours = p.data == DataTerm::histogram;
  switch (knowledge) {
    case Knowledge::foreground:
      recipe.refit.area = 0.25F;
      break;
    case Knowledge::proposed:  // distances start from what was proposed, right or wrong
      if (learns_colours) recipe.theta /= 3.0F;
      break;
    case Knowledge::candidates:
      recipe.seed_share = 0.3;
      recipe.first.explained = 0.5F;
      if (learns_colours) {
        recipe.lambda *= 0.5F;
        recipe.theta /= 3.0F;
        recipe.fits += 2;
      }
      break;
    case Knowledge::nothing:
      recipe.seed_share = 0.1;
      recipe.refit.area = 0.6F;
      recipe.prior_in_score = 0.5F;
      recipe.prior_in_region = 0.1F;
      if (learns_colours) {
        recipe.theta *= 0.25F;
        recipe.fits += 1;
      }
      break;
  }
  if (has_prior) recipe.mu = static_cast<float>(p.mu);
  if (knowledge == Knowledge::candidates && learns_colours) recipe.mu *= 0.7F;  // as the data term has less weight
  recipe.fits = recipe.fits < 1 ? 1 : recipe.fits;
  return recipe;
}

/// The same for a photo whose mask has been looked at and marked further: colours fitted to that mask are to be trusted
/// more than a guess is, and distances from so few markers less.
[[nodiscard]] inline Recipe recipe_to_go_on(Recipe recipe, const Parameters& p) {
  if (p.data == DataTerm::histogram) recipe.theta *= 0.5F;
  return recipe;
}

}  // namespace hesscut::segment
