// The soft edge by itself: the exact mask of every rendered scene on the working grid, carried to the photo's own
// pixels by Hesscut's refinement and, as a peer, enlarged and blurred by Gaussians, against the exact alpha.
//
//     build/bench/edge_quality [WIDTH HEIGHT]     of the scenes, default 1280 960

#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include <hesscut/hesscut.hpp>
#include <opencv2/imgproc.hpp>

#include "host/device/device.hpp"
#include "host/segment/prepare.hpp"
#include "host/segment/refine.hpp"
#include "host/segment/working_shape.hpp"
#include "tools/hesscut/evaluate/alpha_metrics.hpp"
#include "tools/hesscut/evaluate/metrics.hpp"
#include "tools/hesscut/evaluate/peer.hpp"
#include "tools/scenes/scenes.hpp"

namespace {

using namespace hesscut;

constexpr double sigmas[] = {0, 0.5, 1, 1.5, 2, 3};

struct Total {
  evaluate::AlphaMetrics alpha;
  evaluate::Metrics mask;

  void add(const Image& found_alpha, const Image& found_mask, const scenes::Scene& scene) {
    const evaluate::AlphaMetrics one = evaluate::compare_alpha(found_alpha.view(), scene.matte.view());
    const evaluate::Metrics edge = evaluate::compare(found_mask.view(), scene.truth.view());
    alpha.sad += one.sad / scenes::scene_count;
    alpha.mse += one.mse / scenes::scene_count;
    alpha.gradient += one.gradient / scenes::scene_count;
    mask.assd += edge.assd / scenes::scene_count;
    mask.bf1 += edge.bf1 / scenes::scene_count;
    mask.bf2 += edge.bf2 / scenes::scene_count;
  }
  void print(const std::string& name) const {
    std::printf("%-26s %8.3f %10.3e %9.3f %8.3f %7.3f %7.3f\n", name.c_str(), alpha.sad, alpha.mse, alpha.gradient,
                mask.assd, mask.bf1, mask.bf2);
  }
};

/// The exact mask on the working grid: product where at least half of a working pixel is.
Image working_mask(const scenes::Scene& scene, const kernels::Shape& shape) {
  Image alpha = scene.alpha;
  Image mask(shape.width, shape.height, 1);
  cv::Mat target(shape.height, shape.width, CV_8UC1, mask.pixels.data());
  cv::resize(cv::Mat(alpha.height, alpha.width, CV_8UC1, alpha.pixels.data()), target, target.size(), 0, 0,
             cv::INTER_AREA);
  cv::threshold(target, target, 127, 255, cv::THRESH_BINARY);
  return mask;
}

void run(int width, int height) {
  const auto device = device::make_cpu_device(1);
  const auto queue = device->make_queue();
  segment::Refiner refiner(*device, *queue);
  Total ours;
  std::vector<Total> peers(std::size(sigmas));
  for (int index = 0; index < scenes::scene_count; ++index) {
    const scenes::Scene scene = scenes::render(index, width, height);
    const kernels::Shape shape = segment::working_shape(width, height, Parameters().working_side);
    const Image coarse = working_mask(scene, shape);
    const auto refined = refiner.refine(scene.photo.view(), segment::shrink_photo(scene.photo.view(), shape), coarse);
    ours.add(refined.alpha, refined.mask, scene);
    const cv::Mat1b small(coarse.height, coarse.width, const_cast<std::uint8_t*>(coarse.pixels.data()));
    const Image enlarged = evaluate::enlarged_mask(small, scene.photo.view());
    for (std::size_t i = 0; i < peers.size(); ++i) {
      peers[i].add(evaluate::feathered(enlarged, sigmas[i]), enlarged, scene);
    }
  }
  std::printf("%d scenes of %d x %d, means\n%-26s %8s %10s %9s %8s %7s %7s\n", scenes::scene_count, width, height,
              "edge", "sad", "mse", "gradient", "assd", "bf1", "bf2");
  ours.print("hesscut");
  for (std::size_t i = 0; i < peers.size(); ++i) {
    std::array<char, 32> sigma{};
    std::snprintf(sigma.data(), sigma.size(), "enlarged, sigma %.1f", sigmas[i]);
    peers[i].print(sigma.data());
  }
}

}  // namespace

int main(int argc, char** argv) try {
  run(argc > 2 ? std::atoi(argv[1]) : 1280, argc > 2 ? std::atoi(argv[2]) : 960);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "edge_quality: %s\n", error.what());
  return 1;
}
