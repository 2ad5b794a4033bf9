#include "bench/copy_bandwidth.hpp"

#include <barrier>
#include <chrono>
#include <cstring>
#include <thread>
#include <vector>

#include "bench/statistics.hpp"

namespace hesscut::bench {

namespace {

constexpr int measurements = 9;
constexpr std::size_t bytes_a_measurement = std::size_t{64} << 20U;  ///< of each thread, at least: some milliseconds

/// memcpy whose result counts as read by somebody.
void copy(void* to, const void* from, std::size_t bytes) {
  std::memcpy(to, from, bytes);
  asm volatile("" : : "r"(to) : "memory");
}

}  // namespace

double copy_bandwidth(std::size_t bytes, int threads) {
  const std::size_t half = bytes / 2;
  const std::size_t repeats = 1 + bytes_a_measurement / bytes;
  std::vector<double> rates;
  std::barrier all(threads);
  const auto work = [&](bool watches) {
    const std::vector<char> from(half, 1);
    std::vector<char> to(half, 2);
    copy(to.data(), from.data(), half);
    for (int i = 0; i < measurements; ++i) {
      all.arrive_and_wait();
      const auto begin = std::chrono::steady_clock::now();
      for (std::size_t k = 0; k < repeats; ++k) copy(to.data(), from.data(), half);
      all.arrive_and_wait();
      const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
      if (watches) rates.push_back(static_cast<double>(2 * half * repeats) * threads / passed.count());
    }
  };
  std::vector<std::jthread> others;
  for (int i = 1; i < threads; ++i) others.emplace_back(work, false);
  work(true);
  others.clear();
  return median(rates);
}

}  // namespace hesscut::bench
