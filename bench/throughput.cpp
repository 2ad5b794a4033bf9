// Photos per second, markers to mask, for batches of several sizes on every device: rendered scenes of 1024 x 768,
// solved at a working side of 512.
//
//     build/bench/throughput [DEVICE]...        default: every usable one, at least cpu

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include <hesscut/hesscut.hpp>

#include "bench/statistics.hpp"
#include "bench/timed.hpp"
#include "tools/scenes/scenes.hpp"

namespace {

using namespace hesscut;

constexpr int batches[] = {1, 4, 16, 64};
constexpr int runs = 5;

std::vector<std::string> usable_devices() {
  std::vector<std::string> out;
  for (const DeviceReport& report : device_reports()) {
    if (report.usable) out.push_back(report.name);
  }
  return out;
}

struct Timing {
  double seconds = 0;
  double solve_share = 0;  ///< of the time that stages took, that of the solve
};

Timing time_batch(Segmenter& segmenter, std::span<const Job> jobs) {
  std::vector<Cutout> cutouts;
  const double ms = bench::milliseconds([&] { cutouts = bench::cut_all(segmenter, jobs); });
  double solve = 0;
  double total = 0;
  for (const Cutout& cutout : cutouts) {
    solve += cutout.times[Stage::solve];
    total += cutout.times.total();
  }
  return {ms / 1000, solve / total};
}

void measure(const std::string& device, const std::vector<Job>& jobs) {
  Segmenter segmenter({.device = device});
  std::printf("%s\n", segmenter.device_description().c_str());
  double alone = 0;
  for (const int batch : batches) {
    const std::span<const Job> some(jobs.data(), static_cast<std::size_t>(batch));
    std::vector<double> rates;
    double solve_share = 0;
    for (int run = -1; run < runs; ++run) {
      const Timing timing = time_batch(segmenter, some);
      if (run < 0) continue;  // plans and memory
      rates.push_back(batch / timing.seconds);
      solve_share = timing.solve_share;
    }
    const double rate = bench::median(rates);
    if (batch == 1) alone = rate;
    std::printf("  batch %3d  %9.1f photos/s  %5.2f times one by one  solve %3.0f %% of the stages\n", batch, rate,
                rate / alone, 100 * solve_share);
  }
}

}  // namespace

int main(int argc, char** argv) try {
  std::vector<Image> photos;
  for (int i = 0; i < scenes::scene_count; ++i) photos.push_back(scenes::render(i, 1024, 768).photo);
  std::vector<Job> jobs;
  for (int i = 0; i < batches[std::size(batches) - 1]; ++i) jobs.push_back({photos[i % photos.size()].view(), {}});
  const std::vector<std::string> devices =
      argc > 1 ? std::vector<std::string>(argv + 1, argv + argc) : usable_devices();
  for (const std::string& device : devices) measure(device, jobs);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "throughput: %s\n", error.what());
  return 1;
}
