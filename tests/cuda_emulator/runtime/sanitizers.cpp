#include "runtime/sanitizers.hpp"

namespace cuda_emulation::sanitizers {

#if !CUDA_EMULATOR_TSAN
#if CUDA_EMULATOR_ASAN
// Libraries such as FFTW are not instrumented, so what they will touch is looked at beforehand.
void note_read(const void* at, std::size_t bytes) {
  const void* bad = __asan_region_is_poisoned(const_cast<void*>(at), bytes);
  if (bad != nullptr) __asan_report_error(nullptr, nullptr, nullptr, const_cast<void*>(bad), 0, 1);
}
void note_write(void* at, std::size_t bytes) {
  void* bad = __asan_region_is_poisoned(at, bytes);
  if (bad != nullptr) __asan_report_error(nullptr, nullptr, nullptr, bad, 1, 1);
}
#else
void note_read(const void* /*at*/, std::size_t /*bytes*/) {}
void note_write(void* /*at*/, std::size_t /*bytes*/) {}
#endif
#endif

}  // namespace cuda_emulation::sanitizers
