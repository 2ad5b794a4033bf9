// What a large photo costs: one rendered scene at 1 and at 12 megapixels, markers to mask on one thread, in turn.
//
//     build/bench/photo_size [RUNS]

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <vector>

#include <hesscut/hesscut.hpp>

#include "bench/statistics.hpp"
#include "tools/scenes/scenes.hpp"

int main(int argc, char** argv) try {
  using namespace hesscut;
  const int runs = argc > 1 ? std::max(1, std::atoi(argv[1])) : 7;
  const Image small = scenes::render(0, 1152, 864).photo;
  const Image large = scenes::render(0, 4000, 3000).photo;
  Segmenter segmenter({.device = "cpu", .threads = 1});
  std::vector<double> small_ms;
  std::vector<double> large_ms;
  std::vector<double> ratios;
  for (int run = -1; run < runs; ++run) {
    const double one = segmenter.cut(small.view()).times.total();
    const double other = segmenter.cut(large.view()).times.total();
    if (run < 0) continue;  // plans and memory
    small_ms.push_back(one);
    large_ms.push_back(other);
    ratios.push_back(other / one);
  }
  std::printf("1 megapixel %.1f ms, 12 megapixels %.1f ms, ratio %.2f (medians of %d paired runs)\n",
              bench::median(small_ms), bench::median(large_ms), bench::median(ratios), runs);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "photo_size: %s\n", error.what());
  return 1;
}
