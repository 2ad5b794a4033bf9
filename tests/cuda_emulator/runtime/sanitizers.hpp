#pragma once

#include <cstddef>

/// What the runtime tells AddressSanitizer and ThreadSanitizer; nothing in a build without them. The runtime itself is
/// compiled without either: it touches poisoned memory, and its bookkeeping must not order what CUDA leaves unordered.

#if CUDA_EMULATOR_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

#if CUDA_EMULATOR_TSAN
extern "C" {
void* __tsan_get_current_fiber();
void* __tsan_create_fiber(unsigned flags);
void __tsan_destroy_fiber(void* fiber);
void __tsan_switch_to_fiber(void* fiber, unsigned flags);
void __tsan_acquire(void* address);
void __tsan_release(void* address);
void __tsan_read_range(void* address, unsigned long bytes);
void __tsan_write_range(void* address, unsigned long bytes);
void __tsan_ignore_thread_begin();
void __tsan_ignore_thread_end();
}
#endif

namespace cuda_emulation::sanitizers {

#if CUDA_EMULATOR_TSAN
inline constexpr bool logical_threads = true;
inline void* current_thread() {
  return __tsan_get_current_fiber();
}
inline void* make_thread() {
  return __tsan_create_fiber(0);
}
inline void end_thread(void* thread) {
  __tsan_destroy_fiber(thread);
}
/// Continues as another logical thread, which orders nothing between the two.
inline void become(void* thread) {
  constexpr unsigned no_order = 1;
  __tsan_switch_to_fiber(thread, no_order);
}
inline void acquire(void* what) {
  __tsan_acquire(what);
}
inline void release(void* what) {
  __tsan_release(what);
}
inline void note_read(const void* at, std::size_t bytes) {
  __tsan_read_range(const_cast<void*>(at), bytes);
}
inline void note_write(void* at, std::size_t bytes) {
  __tsan_write_range(at, bytes);
}
inline void ignore_begin() {
  __tsan_ignore_thread_begin();
}
inline void ignore_end() {
  __tsan_ignore_thread_end();
}
#else
inline constexpr bool logical_threads = false;
inline void* current_thread() {
  return nullptr;
}
inline void* make_thread() {
  return nullptr;
}
inline void end_thread(void*) {}
inline void become(void*) {}
inline void acquire(void*) {}
inline void release(void*) {}
void note_read(const void* at, std::size_t bytes);
void note_write(void* at, std::size_t bytes);
inline void ignore_begin() {}
inline void ignore_end() {}
#endif

#if CUDA_EMULATOR_ASAN
inline constexpr bool addresses = true;
inline void forbid(const void* at, std::size_t bytes) {
  __asan_poison_memory_region(at, bytes);
}
inline void allow(const void* at, std::size_t bytes) {
  __asan_unpoison_memory_region(at, bytes);
}
#else
inline constexpr bool addresses = false;
inline void forbid(const void*, std::size_t) {}
inline void allow(const void*, std::size_t) {}
#endif

/// The runtime's own work: reads and writes in here are nobody's races.
class Ignore {
 public:
  Ignore() { ignore_begin(); }
  ~Ignore() { ignore_end(); }
  Ignore(const Ignore&) = delete;
  Ignore& operator=(const Ignore&) = delete;
};

/// A logical thread as ThreadSanitizer sees it.
class LogicalThread {
 public:
  LogicalThread() : handle_(make_thread()) {}
  ~LogicalThread() {
    if (handle_ != nullptr) end_thread(handle_);
  }
  LogicalThread(const LogicalThread&) = delete;
  LogicalThread& operator=(const LogicalThread&) = delete;
  [[nodiscard]] void* handle() const { return handle_; }

 private:
  void* handle_;
};

}  // namespace cuda_emulation::sanitizers
