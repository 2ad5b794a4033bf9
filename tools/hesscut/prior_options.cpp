#include "tools/hesscut/prior_options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <hesscut/error.hpp>
#include <memory>
#include <utility>

#include "host/catalogue/text/digest.hpp"
#include "host/image/files.hpp"
#ifdef HESSCUT_NETWORKS
#include <hesscut/prior_network.hpp>

#include "tools/hesscut/settings.hpp"
#endif

namespace hesscut::command {
namespace {

constexpr std::int64_t largest_model = 1LL << 30;

#ifdef HESSCUT_NETWORKS

[[noreturn]] void refuse(const std::string& setting, const std::string& what) {
  throw Error(ErrorKind::usage, "--prior-set " + setting + ": " + what);
}

void set_three(std::array<double, 3>& target, const std::string& setting, const std::string& value) {
  const auto numbers = parse_numbers<double>(value, 3);
  if (!numbers) refuse(setting, "three numbers, one a channel, such as 0.485,0.456,0.406");
  std::copy(numbers->begin(), numbers->end(), target.begin());
}

void set_size(PriorNetworkOptions& network, const std::string& setting, std::string value) {
  std::replace(value.begin(), value.end(), 'x', ',');
  const auto numbers = parse_numbers<int>(value, 2);
  if (!numbers) refuse(setting, "a size is WIDTHxHEIGHT in pixels");
  network.width = (*numbers)[0];
  network.height = (*numbers)[1];
}

void set_network(PriorNetworkOptions& network, const std::string& setting) {
  using Values = PriorNetworkOptions::Values;
  const std::size_t equals = setting.find('=');
  if (equals == std::string::npos) refuse(setting, "a setting is name=value");
  const std::string name = setting.substr(0, equals);
  const std::string value = setting.substr(equals + 1);
  if (name == "size") {
    set_size(network, setting, value);
  } else if (name == "channels" && (value == "rgb" || value == "bgr")) {
    network.blue_first = value == "bgr";
  } else if (name == "range") {
    const auto numbers = parse_numbers<double>(value, 1);
    if (!numbers) refuse(setting, "a number, the value of white");
    network.range = numbers->front();
  } else if (name == "mean") {
    set_three(network.mean, setting, value);
  } else if (name == "deviation") {
    set_three(network.deviation, setting, value);
  } else if (name == "values" && (value == "auto" || value == "probabilities" || value == "logits")) {
    network.values = value == "logits" ? Values::logits : value == "auto" ? Values::automatic : Values::probabilities;
  } else if (name == "looks" && (value == "once" || value == "mirrored" || value == "closer")) {
    using Looks = PriorNetworkOptions::Looks;
    network.looks = value == "once" ? Looks::once : value == "mirrored" ? Looks::mirrored : Looks::closer;
  } else if (name == "output") {
    network.output = value;
  } else {
    refuse(setting,
           "one of size=WxH, channels=rgb|bgr, range=N, mean=A,B,C, deviation=A,B,C, "
           "values=auto|probabilities|logits, looks=once|mirrored|closer, output=NAME");
  }
}

Proposer make_proposer(const PriorOptions& options, std::span<const std::uint8_t> model) {
  PriorNetworkOptions how;
  for (const std::string& setting : options.settings) set_network(how, setting);
  const auto network = std::make_shared<PriorNetwork>(model, options.model.string(), how);
  return [network](const ImageView& photo, const Markers& markers) { return network->propose(photo, markers); };
}

#else

Proposer make_proposer(const PriorOptions& options, const std::vector<std::uint8_t>& /*model*/) {
  throw Error(ErrorKind::usage, "--prior " + options.model.string() +
                                    ": this build reads no networks, it was made without OpenCV's dnn module");
}

#endif

}  // namespace

bool has_networks() {
#ifdef HESSCUT_NETWORKS
  return true;
#else
  return false;
#endif
}

void add_prior_options(CLI::App& command, PriorOptions& options) {
  CLI::Option* prior =
      command.add_option("--prior", options.model, "Network (ONNX) that says first where the product may be");
  command
      .add_option("--prior-set", options.settings,
                  "How the network is read: size=WxH, channels=bgr, range=255, mean=A,B,C, deviation=A,B,C, "
                  "values=logits, looks=once or output=NAME; may be repeated")
      ->allow_extra_args(false)
      ->needs(prior);
}

PriorModel::PriorModel(const PriorOptions& options) : options_(options) {
  try {
    if (has_networks()) bytes_ = image::read_file(options.model, largest_model);
    sha256_ = catalogue::sha256(bytes_);
    static_cast<void>(make());  // what is wrong with it is wrong with the command, not with a photo
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::usage) throw;
    throw Error(ErrorKind::usage, std::string("--prior ") + error.what());
  }
}

Proposer PriorModel::make() const {
  return make_proposer(options_, bytes_);
}

}  // namespace hesscut::command
