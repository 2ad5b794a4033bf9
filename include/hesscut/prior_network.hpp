#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>
#include <hesscut/prior.hpp>

/// A library of its own, hesscut::network in CMake, only there where OpenCV's dnn module was found: what is linked with
/// hesscut::hesscut alone does not bring a network runtime along.
namespace hesscut {

/// What the network's input and output mean; the model file does not say it. The defaults are those of the network that
/// Hesscut ships. A network trained with the mean and deviation of ImageNet needs
/// {.mean = {0.485, 0.456, 0.406}, .deviation = {0.229, 0.224, 0.225}}.
struct PriorNetworkOptions {
  /// The size that photos are brought to, pixels, where the model leaves it open; where it says one, 0 or that one.
  int width = 0;
  int height = 0;
  bool blue_first = false;                      ///< the channels are blue, green, red instead of red, green, blue
  double range = 1;                             ///< the value of a white pixel, before mean and deviation
  std::array<double, 3> mean = {0, 0, 0};       ///< subtracted from each channel, in the network's own order
  std::array<double, 3> deviation = {1, 1, 1};  ///< each channel is divided by it
  enum class Values {
    automatic,      ///< a map of which any value leaves [0, 1] holds logits, every other one probabilities
    probabilities,  ///< values outside [0, 1] are cut off
    logits,         ///< p = 1 / (1 + exp(-value))
  };
  Values values = Values::automatic;
  /// How often the network looks at a photo. The mean of its maps is steadier than any of them.
  enum class Looks {
    once,      ///< the photo as a whole
    mirrored,  ///< and mirrored left for right, the map turned back
    closer,    ///< and both ways again at the part that holds the product, where the mean of both means counts: the
               ///< square around the box that is marked, or else around what the first looks found
  };
  Looks looks = Looks::closer;
  std::string output;  ///< the output's name, of a model that has several; empty: the first
};

/// A segmentation network, such as a U-Net, that says how likely each place of a photo is product. Reads ONNX files of
/// one input (batch x 3 x height x width) and outputs of one channel (batch x 1 x h x w), through OpenCV's dnn on the
/// CPU. The same file and photo give the same bytes again on the same machine. One network serves one thread at a time;
/// each holds a copy of the weights and of the activations of its largest batch. OpenCV itself may use more threads
/// (cv::setNumThreads).
class PriorNetwork {
 public:
  /// Throws Error (input), naming the file, where it cannot be read, is no ONNX model, has operations that OpenCV does
  /// not know, another input layout, or no output of that name; and Error (usage) for options that make no sense.
  explicit PriorNetwork(const std::filesystem::path& file, const PriorNetworkOptions& options = {});
  /// The same of a model in memory, which is not kept; `name` is what errors call it.
  PriorNetwork(std::span<const std::uint8_t> model, const std::string& name, const PriorNetworkOptions& options = {});
  ~PriorNetwork();
  PriorNetwork(PriorNetwork&&) noexcept;
  PriorNetwork& operator=(PriorNetwork&&) noexcept;

  /// Photos of 1, 3 or 4 channels (alpha is laid on white), each look scaled to the network's input. Markers say
  /// where to look closer. The map is as large as the network's output, after a closer
  /// look twice as wide and high. Throws Error (input), naming the model, when its output is no map of one channel with
  /// finite values.
  [[nodiscard]] Prior propose(const ImageView& photo, const Markers& markers = {});

  /// The same for many photos, of any sizes and unmarked, in one forward pass, and a second one for closer looks.
  [[nodiscard]] std::vector<Prior> propose(std::span<const ImageView> photos);

  [[nodiscard]] int width() const;  ///< of the network's input, pixels
  [[nodiscard]] int height() const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace hesscut
