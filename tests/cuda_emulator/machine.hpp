#pragma once

#include <gtest/gtest.h>

#include "cuda_emulation/control.hpp"
#include "tests/cuda_emulator/rig.hpp"

namespace cuda_emulation::test {

using hesscut::kernels::cuda::launch;
using hesscut::kernels::cuda::Launch;

/// A sound machine with one GPU and 1 GiB, forward and eager, before and after; nothing may be left on it.
class Machine : public testing::Test {
 protected:
  Machine() { restore(); }
  ~Machine() override {
    restore();
    EXPECT_EQ(live_objects().total(), 0U);
    set_device_count(1);
  }

 private:
  static void restore() {
    stop_failing();
    set_driver(Driver::present);
    set_memory_limit(std::size_t{1} << 30U);
    set_thread_order(ThreadOrder::forward);
    set_stream_mode(StreamMode::eager);
  }
};

template <class T>
__global__ void store(T* at, T value) {
  *at = value;
}

/// Looks at memory, and writes to it, where the runtime would have to be waited for: unseen by the sanitizers.
template <class T>
__attribute__((noinline, no_sanitize("thread", "address"))) T peek(const T* at) {
  return *at;
}
template <class T>
__attribute__((noinline, no_sanitize("thread", "address"))) void poke(T* at, T value) {
  *at = value;
}

/// *at = value, by a kernel.
template <class T>
void enqueue_store(cudaStream_t stream, T* at, T value) {
  launch({.name = "store", .grid = 1, .block = 1, .stream = stream}, store<T>, at, value);
}

}  // namespace cuda_emulation::test
