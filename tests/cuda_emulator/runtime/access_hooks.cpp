// The calls that -fsanitize=thread puts before every load and store, answered by counting them: kernels compiled so and
// linked with this file, in the place of ThreadSanitizer, tell exactly what they move. Only device memory counts.

#include <cstddef>
#include <cstdint>

#include "runtime/counters.hpp"
#include "runtime/memory.hpp"

namespace {

void load(const void* at, std::size_t bytes) {
  if (cuda_emulation::counting != nullptr && cuda_emulation::in_device_range(at)) {
    cuda_emulation::counting->bytes_loaded += bytes;
  }
}
void store(const void* at, std::size_t bytes) {
  if (cuda_emulation::counting != nullptr && cuda_emulation::in_device_range(at)) {
    cuda_emulation::counting->bytes_stored += bytes;
  }
}

template <class T>
T counted_load(const volatile T* at) {
  load(const_cast<const T*>(at), sizeof(T));
  return __atomic_load_n(at, __ATOMIC_RELAXED);
}
template <class T>
void counted_store(volatile T* at, T value) {
  store(const_cast<const T*>(at), sizeof(T));
  __atomic_store_n(at, value, __ATOMIC_RELAXED);
}
/// An atomic change moves its word there and back.
template <class T>
void count_change(const volatile T* at) {
  load(const_cast<const T*>(at), sizeof(T));
  store(const_cast<const T*>(at), sizeof(T));
}

}  // namespace

// NOLINTBEGIN(bugprone-reserved-identifier, readability-non-const-parameter)
extern "C" {

void __tsan_init() {}
void __tsan_func_entry(void* /*caller*/) {}
void __tsan_func_exit() {}
void __tsan_vptr_update(void** at, void* /*value*/) {
  store(at, sizeof(void*));
}
void __tsan_read_range(void* at, std::size_t bytes) {
  load(at, bytes);
}
void __tsan_write_range(void* at, std::size_t bytes) {
  store(at, bytes);
}

#define HOOKS_FOR_SIZE(size)                    \
  void __tsan_read##size(void* at) {            \
    load(at, size);                             \
  }                                             \
  void __tsan_write##size(void* at) {           \
    store(at, size);                            \
  }                                             \
  void __tsan_unaligned_read##size(void* at) {  \
    load(at, size);                             \
  }                                             \
  void __tsan_unaligned_write##size(void* at) { \
    store(at, size);                            \
  }                                             \
  void __tsan_volatile_read##size(void* at) {   \
    load(at, size);                             \
  }                                             \
  void __tsan_volatile_write##size(void* at) {  \
    store(at, size);                            \
  }
HOOKS_FOR_SIZE(1)
HOOKS_FOR_SIZE(2)
HOOKS_FOR_SIZE(4)
HOOKS_FOR_SIZE(8)
HOOKS_FOR_SIZE(16)

#define HOOKS_FOR_ATOMICS(bits)                                                                                      \
  std::uint##bits##_t __tsan_atomic##bits##_load(const volatile std::uint##bits##_t* at, int /*order*/) {            \
    return counted_load(at);                                                                                         \
  }                                                                                                                  \
  void __tsan_atomic##bits##_store(volatile std::uint##bits##_t* at, std::uint##bits##_t value, int /*order*/) {     \
    counted_store(at, value);                                                                                        \
  }                                                                                                                  \
  std::uint##bits##_t __tsan_atomic##bits##_fetch_add(volatile std::uint##bits##_t* at, std::uint##bits##_t value,   \
                                                      int /*order*/) {                                               \
    count_change(at);                                                                                                \
    return __atomic_fetch_add(at, value, __ATOMIC_RELAXED);                                                          \
  }                                                                                                                  \
  std::uint##bits##_t __tsan_atomic##bits##_fetch_sub(volatile std::uint##bits##_t* at, std::uint##bits##_t value,   \
                                                      int /*order*/) {                                               \
    count_change(at);                                                                                                \
    return __atomic_fetch_sub(at, value, __ATOMIC_RELAXED);                                                          \
  }                                                                                                                  \
  std::uint##bits##_t __tsan_atomic##bits##_fetch_or(volatile std::uint##bits##_t* at, std::uint##bits##_t value,    \
                                                     int /*order*/) {                                                \
    count_change(at);                                                                                                \
    return __atomic_fetch_or(at, value, __ATOMIC_RELAXED);                                                           \
  }                                                                                                                  \
  std::uint##bits##_t __tsan_atomic##bits##_fetch_and(volatile std::uint##bits##_t* at, std::uint##bits##_t value,   \
                                                      int /*order*/) {                                               \
    count_change(at);                                                                                                \
    return __atomic_fetch_and(at, value, __ATOMIC_RELAXED);                                                          \
  }                                                                                                                  \
  std::uint##bits##_t __tsan_atomic##bits##_fetch_xor(volatile std::uint##bits##_t* at, std::uint##bits##_t value,   \
                                                      int /*order*/) {                                               \
    count_change(at);                                                                                                \
    return __atomic_fetch_xor(at, value, __ATOMIC_RELAXED);                                                          \
  }                                                                                                                  \
  int __tsan_atomic##bits##_compare_exchange_strong(volatile std::uint##bits##_t* at, std::uint##bits##_t* expected, \
                                                    std::uint##bits##_t value, int /*order*/, int /*failed*/) {      \
    count_change(at);                                                                                                \
    return __atomic_compare_exchange_n(at, expected, value, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED) ? 1 : 0;      \
  }
HOOKS_FOR_ATOMICS(8)
HOOKS_FOR_ATOMICS(16)
HOOKS_FOR_ATOMICS(32)
HOOKS_FOR_ATOMICS(64)

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier, readability-non-const-parameter)
