#include "runtime/order.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <random>
#include <string>

#include "runtime/failure.hpp"

namespace cuda_emulation {
namespace {

struct Choice {
  int index = 0;
  std::mt19937_64 random{1};

  /// From the environment: one of the names, and perhaps a seed behind a colon.
  Choice(const char* variable, std::initializer_list<const char*> names) {
    const char* const text = std::getenv(variable);
    if (text == nullptr) return;
    const std::string value(text), name = value.substr(0, value.find(':'));
    const auto* const found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) fail_test(std::string(variable) + "=" + value + " is unknown");
    index = static_cast<int>(found - names.begin());
    if (name.size() < value.size()) random.seed(std::strtoull(value.c_str() + name.size() + 1, nullptr, 10));
  }
};

Choice& threads() {
  static Choice choice("HESSCUT_EMULATOR_THREADS", {"forward", "reverse", "random"});
  return choice;
}
Choice& streams() {
  static Choice choice("HESSCUT_EMULATOR_STREAMS", {"eager", "lazy", "random"});
  return choice;
}

}  // namespace

void set_thread_order(ThreadOrder order, std::uint64_t seed) {
  threads().index = static_cast<int>(order);
  threads().random.seed(seed);
}

void set_stream_mode(StreamMode mode, std::uint64_t seed) {
  streams().index = static_cast<int>(mode);
  streams().random.seed(seed);
}

void order_of_threads(std::vector<unsigned>& order, std::size_t count) {
  const auto choice = static_cast<ThreadOrder>(threads().index);
  order.resize(count);
  std::iota(order.begin(), order.end(), 0U);
  if (choice == ThreadOrder::reverse) std::reverse(order.begin(), order.end());
  if (choice == ThreadOrder::random) std::shuffle(order.begin(), order.end(), threads().random);
}

StreamMode stream_mode() {
  return static_cast<StreamMode>(streams().index);
}

std::size_t random_below(std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>(0, limit - 1)(streams().random);
}

}  // namespace cuda_emulation
