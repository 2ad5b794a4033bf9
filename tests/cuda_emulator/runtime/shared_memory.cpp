#include "runtime/shared_memory.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

#include "runtime/sanitizers.hpp"

namespace cuda_emulation {

namespace {
constexpr std::align_val_t arena_alignment{256};
}

SharedMemory::SharedMemory() : memory_(static_cast<std::byte*>(::operator new(capacity, arena_alignment))) {
  sanitizers::forbid(memory_, capacity);
}

SharedMemory::~SharedMemory() {
  sanitizers::allow(memory_, capacity);
  ::operator delete(memory_, arena_alignment);
}

void SharedMemory::start_block(std::size_t dynamic_bytes) {
  dynamic_ = dynamic_bytes == 0 ? nullptr : take(dynamic_bytes, 16);
}

void SharedMemory::end_block() {
  sanitizers::forbid(memory_, used_);
  used_ = static_bytes_ = 0;
  variables_.clear();
}

std::byte* SharedMemory::take(std::size_t bytes, std::size_t alignment) {
  const std::size_t at = (used_ + alignment - 1) / alignment * alignment;
  if (at + bytes + redzone > capacity) {
    std::fputs("CUDA emulator: a block asks for more shared memory than there is\n", stderr);
    std::abort();
  }
  used_ = at + bytes + redzone;
  sanitizers::allow(memory_ + at, bytes);
  const sanitizers::Ignore own_work;
  std::memset(memory_ + at, 0xFF, bytes);
  return memory_ + at;
}

void* SharedMemory::variable(const void* key, std::size_t bytes, std::size_t alignment) {
  for (const Variable& variable : variables_)
    if (variable.key == key) return variable.at;
  static_bytes_ += bytes;
  if (static_bytes_ > static_limit) {
    std::fprintf(stderr, "CUDA emulator: %zu bytes of static shared memory, the limit is 48 KiB\n", static_bytes_);
    std::abort();
  }
  const sanitizers::Ignore own_work;
  variables_.push_back({key, take(bytes, alignment)});
  return variables_.back().at;
}

}  // namespace cuda_emulation
