#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include <hesscut/image.hpp>
#include <hesscut/prior.hpp>
#include <hesscut/prior_network.hpp>

#include "host/network/hint.hpp"

namespace hesscut::network {

/// A part of a photo for the network to judge.
struct Look {
  ImageView photo;
  bool mirrored = false;  ///< shown left for right; its map is turned back
};

/// The map of each look, all of one size.
using Judge = std::function<std::vector<Prior>(std::span<const Look>)>;

/// What a photo's looks say together: see PriorNetworkOptions::looks. hints: of each photo.
[[nodiscard]] std::vector<Prior> look(const Judge& judge, std::span<const ImageView> photos,
                                      std::span<const std::optional<Hint>> hints, PriorNetworkOptions::Looks looks);

}  // namespace hesscut::network
