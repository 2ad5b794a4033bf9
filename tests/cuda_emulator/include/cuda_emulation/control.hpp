#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include <cuda_runtime.h>
#include <cufft.h>

/// What tests ask of the emulator. Everything here holds for the whole process.

namespace cuda_emulation {

/// The order in which the threads of a block run between two barriers.
enum class ThreadOrder { forward, reverse, random };
void set_thread_order(ThreadOrder order, std::uint64_t seed = 1);

/// When the work of streams is done: as soon as it is enqueued; only when something waits for it; at random moments.
enum class StreamMode { eager, lazy, random };
void set_stream_mode(StreamMode mode, std::uint64_t seed = 1);

/// Which machine is emulated. The number of devices may change only while no object is alive.
enum class Driver { present, missing, without_device };
void set_driver(Driver wanted);
void set_device_count(int count);
/// Bytes of each device's memory.
void set_memory_limit(std::size_t bytes);

struct KernelCounters {
  std::uint64_t launches = 0, blocks = 0, threads = 0;
  std::uint64_t barriers = 0;      ///< of blocks: each counts once for all threads of a block
  std::uint64_t bytes_loaded = 0;  ///< from and to device memory; only in builds that count (hesscut_counted)
  std::uint64_t bytes_stored = 0;
};
/// Per name of a kernel, since the last reset. cuFFT's transforms stand there as cufftExecR2C and cufftExecC2R.
[[nodiscard]] std::map<std::string, KernelCounters> counters();
void reset_counters();

/// Calls of the runtime and of cuFFT that can fail, so far.
[[nodiscard]] std::uint64_t calls_made();
/// The n-th such call from now (1: the next one) returns this error and does nothing, except that what frees still
/// frees. Sticky: so does every call after it, as when a device is lost.
void fail_call(std::uint64_t n, cudaError_t error, bool sticky = false);
/// The same where only cuFFT calls count.
void fail_fft_call(std::uint64_t n, cufftResult error);
/// Ends all failing, lost devices included.
void stop_failing();

/// What has been made and not yet destroyed.
struct LiveObjects {
  std::size_t allocations = 0, pinned_allocations = 0, streams = 0, events = 0, graphs = 0, graph_executables = 0,
              plans = 0;
  [[nodiscard]] std::size_t total() const {
    return allocations + pinned_allocations + streams + events + graphs + graph_executables + plans;
  }
};
[[nodiscard]] LiveObjects live_objects();

}  // namespace cuda_emulation
