#include <hesscut/prior_network.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <hesscut/error.hpp>
#include <iterator>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/dnn.hpp>
#include <utility>

#include "host/network/looks.hpp"
#include "host/network/onnx_inputs.hpp"
#include "host/network/photo_blob.hpp"

namespace hesscut {

namespace {

constexpr int largest_side = 4096;

/// OpenCV writes what goes wrong to standard error before it throws: once is enough.
class QuietOpenCv {
 public:
  QuietOpenCv() : before_(cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT)) {}
  ~QuietOpenCv() { cv::utils::logging::setLogLevel(before_); }
  QuietOpenCv(const QuietOpenCv&) = delete;
  QuietOpenCv& operator=(const QuietOpenCv&) = delete;

 private:
  cv::utils::logging::LogLevel before_;
};

std::vector<std::uint8_t> bytes_of(const std::filesystem::path& file) {
  std::error_code unknown;
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file, unknown)) {
    throw Error(ErrorKind::input, file.string() + ": cannot be read");
  }
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The first line of what OpenCV complains of, without the place in OpenCV's source.
std::string complaint(const cv::Exception& error) {
  return error.err.substr(0, error.err.find('\n'));
}

std::string layout_text(const std::vector<std::int64_t>& sizes) {
  std::string text;
  for (const std::int64_t size : sizes) text += (text.empty() ? "" : " x ") + (size > 0 ? std::to_string(size) : "any");
  return text.empty() ? "no dimensions" : text;
}

void check_options(const PriorNetworkOptions& options) {
  const auto refuse = [](const std::string& what) { throw Error(ErrorKind::usage, "prior network: " + what); };
  if (options.width < 0 || options.height < 0 || options.width > largest_side || options.height > largest_side) {
    refuse("the input's size is 1 to " + std::to_string(largest_side) + " pixels a side");
  }
  if (!(std::isfinite(options.range) && options.range > 0)) refuse("the range of values is above 0");
  for (const double mean : options.mean) {
    if (!std::isfinite(mean)) refuse("the means are numbers");
  }
  for (const double deviation : options.deviation) {
    if (!(std::isfinite(deviation) && deviation > 0)) refuse("the deviations are above 0");
  }
}

/// The model's size of a dimension, or the one asked for where it leaves that open.
int agreed_size(const std::string& file, const char* name, std::int64_t own, int asked) {
  if (own > largest_side) throw Error(ErrorKind::input, file + ": its input's " + name + " is " + std::to_string(own));
  if (own > 0 && asked > 0 && own != asked) {
    throw Error(ErrorKind::usage,
                file + ": its input's " + name + " is " + std::to_string(own) + ", not " + std::to_string(asked));
  }
  if (own <= 0 && asked <= 0) {
    throw Error(ErrorKind::usage, file + ": leaves its input's " + name + " open: it has to be given");
  }
  return own > 0 ? static_cast<int>(own) : asked;
}

}  // namespace

class PriorNetwork::Implementation {
 public:
  Implementation(std::span<const std::uint8_t> model, std::string name, PriorNetworkOptions options)
      : file_(std::move(name)), options_(std::move(options)) {
    check_options(options_);
    read_layout(model);
    const QuietOpenCv quiet;
    try {
      network_ = cv::dnn::readNetFromONNX(reinterpret_cast<const char*>(model.data()), model.size());
      network_.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
      network_.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
      choose_output();
    } catch (const cv::Exception& error) {
      throw Error(ErrorKind::input, file_ + ": OpenCV cannot use this model: " + complaint(error));
    }
  }

  [[nodiscard]] cv::Size size() const { return size_; }

  std::vector<Prior> propose(std::span<const ImageView> photos, std::span<const std::optional<network::Hint>> hints) {
    if (photos.empty()) return {};
    for (const ImageView& photo : photos) network::check_photo(photo);
    return network::look([this](std::span<const network::Look> looks) { return judge(looks); }, photos, hints,
                         options_.looks);
  }

 private:
  /// In one forward pass, unless the model was made for one image at a time.
  std::vector<Prior> judge(std::span<const network::Look> looks) {
    const std::size_t most = one_at_a_time_ ? 1 : looks.size();
    std::vector<Prior> priors;
    for (std::size_t begin = 0; begin < looks.size(); begin += most) {
      std::ranges::move(judge_together(looks.subspan(begin, most)), std::back_inserter(priors));
    }
    return priors;
  }

  std::vector<Prior> judge_together(std::span<const network::Look> looks) {
    const int count = static_cast<int>(looks.size());
    const cv::Mat blob(std::vector<int>{count, 3, size_.height, size_.width}, CV_32F);
    for (int i = 0; i < count; ++i) {
      network::write_planes(looks[i].photo, looks[i].mirrored, size_, options_,
                            reinterpret_cast<float*>(blob.data) + i * blob.step1(0));
    }
    const cv::Mat found = forward(blob);
    if (found.dims != 4 || found.type() != CV_32F || found.size[0] != count || found.size[1] != 1) {
      std::vector<std::int64_t> sizes(found.size.p, found.size.p + found.dims);
      throw Error(ErrorKind::input, file_ + ": its output '" + output_ + "' is " + layout_text(sizes) + " instead of " +
                                        std::to_string(count) + " x 1 x height x width");
    }
    std::vector<Prior> priors;
    for (int i = 0; i < count; ++i) {
      priors.push_back(
          prior_from(reinterpret_cast<const float*>(found.data) + i * found.step1(0), found.size[3], found.size[2]));
      if (!looks[i].mirrored) continue;
      cv::Mat1f map(priors.back().height, priors.back().width, priors.back().probability.data());
      cv::flip(map, map, 1);
    }
    return priors;
  }

  void read_layout(std::span<const std::uint8_t> model) {
    const auto inputs = network::onnx_inputs(model);
    if (!inputs) throw Error(ErrorKind::input, file_ + ": is no ONNX model");
    if (inputs->size() != 1) {
      throw Error(ErrorKind::input, file_ + ": has " + std::to_string(inputs->size()) + " inputs instead of one");
    }
    const std::vector<std::int64_t>& sizes = inputs->front().sizes;
    if (sizes.size() != 4 || (sizes[1] != 3 && sizes[1] != 0)) {
      throw Error(ErrorKind::input,
                  file_ + ": its input is " + layout_text(sizes) + " instead of batch x 3 x height x width");
    }
    one_at_a_time_ = sizes[0] == 1;
    size_ = {agreed_size(file_, "width", sizes[3], options_.width),
             agreed_size(file_, "height", sizes[2], options_.height)};
  }

  void choose_output() {
    const std::vector<std::string> outputs = network_.getUnconnectedOutLayersNames();
    output_ = options_.output;
    if (output_.empty() && !outputs.empty()) output_ = outputs.front();
    if (output_.empty() || std::find(outputs.begin(), outputs.end(), output_) == outputs.end()) {
      std::string names;
      for (const std::string& name : outputs) names += (names.empty() ? "" : ", ") + name;
      throw Error(ErrorKind::input,
                  file_ + ": has no output '" + output_ + "', but " + (names.empty() ? "none" : names));
    }
  }

  cv::Mat forward(const cv::Mat& blob) {
    const QuietOpenCv quiet;
    try {
      network_.setInput(blob);
      return network_.forward(output_);
    } catch (const cv::Exception& error) {
      throw Error(ErrorKind::input, file_ + ": OpenCV cannot run this model: " + complaint(error));
    }
  }

  [[nodiscard]] Prior prior_from(const float* values, int width, int height) const {
    using Values = PriorNetworkOptions::Values;
    Prior prior{width, height, {values, values + static_cast<std::size_t>(width) * height}};
    bool within = true;
    for (const float value : prior.probability) {
      if (!std::isfinite(value)) throw Error(ErrorKind::input, file_ + ": its output holds values that are no numbers");
      within = within && value >= 0.0F && value <= 1.0F;
    }
    const bool logits = options_.values == Values::logits || (options_.values == Values::automatic && !within);
    for (float& value : prior.probability) {
      value = logits ? 1.0F / (1.0F + std::exp(-value)) : std::clamp(value, 0.0F, 1.0F);
    }
    return prior;
  }

  std::string file_;
  PriorNetworkOptions options_;
  cv::Size size_;
  bool one_at_a_time_ = false;  ///< the model's batch is 1, which its inner layers may count on
  cv::dnn::Net network_;
  std::string output_;
};

PriorNetwork::PriorNetwork(const std::filesystem::path& file, const PriorNetworkOptions& options)
    : PriorNetwork(bytes_of(file), file.string(), options) {}
PriorNetwork::PriorNetwork(std::span<const std::uint8_t> model, const std::string& name,
                           const PriorNetworkOptions& options)
    : implementation_(std::make_unique<Implementation>(model, name, options)) {}
PriorNetwork::~PriorNetwork() = default;
PriorNetwork::PriorNetwork(PriorNetwork&&) noexcept = default;
PriorNetwork& PriorNetwork::operator=(PriorNetwork&&) noexcept = default;

Prior PriorNetwork::propose(const ImageView& photo, const Markers& markers) {
  const std::optional<network::Hint> hint = network::hint_of(markers);
  return std::move(implementation_->propose({&photo, 1}, {&hint, 1}).front());
}

std::vector<Prior> PriorNetwork::propose(std::span<const ImageView> photos) {
  return implementation_->propose(photos, std::vector<std::optional<network::Hint>>(photos.size()));
}

int PriorNetwork::width() const {
  return implementation_->size().width;
}
int PriorNetwork::height() const {
  return implementation_->size().height;
}

}  // namespace hesscut
