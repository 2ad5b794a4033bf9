#include "runtime/memory.hpp"

#include <sys/mman.h>

#include <cstdint>
#include <cstring>
#include <map>
#include <new>

#include "cuda_emulation/control.hpp"
#include "runtime/call.hpp"
#include "runtime/capture.hpp"
#include "runtime/device.hpp"
#include "runtime/failure.hpp"
#include "runtime/stream.hpp"

namespace cuda_emulation {
namespace {

constexpr std::size_t alignment = 256;
constexpr std::size_t redzone = sanitizers::addresses ? 4096 : alignment;
constexpr std::size_t range_bytes = std::size_t{256} << 30;

struct Allocation {
  std::size_t bytes;
  int device;
};
std::map<std::byte*, Allocation> allocations;
std::map<std::byte*, std::size_t> pinned;
std::size_t limit = std::size_t{16} << 30;
char freed = 0;  // its address orders freeing before allocating anew

/// Address space for the memory of all devices. Nothing may be touched beyond what has been allocated so far.
std::byte* range() {
  static auto* const start = [] {
    void* mapping = mmap(nullptr, range_bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mapping == MAP_FAILED) fail_test("no address space for device memory");
    return static_cast<std::byte*>(mapping);
  }();
  return start;
}
std::byte* usable_end = nullptr;

void make_usable(std::byte* end) {
  constexpr std::size_t step = std::size_t{1} << 24;
  if (usable_end == nullptr) usable_end = range();
  if (end <= usable_end) return;
  const std::size_t bytes = (static_cast<std::size_t>(end - usable_end) + step - 1) / step * step;
  if (mprotect(usable_end, bytes, PROT_READ | PROT_WRITE) != 0) fail_test("no memory for the emulated device");
  usable_end += bytes;
}

std::size_t rounded(std::size_t bytes) {
  return (bytes + alignment - 1) / alignment * alignment;
}

std::size_t used(int device) {
  std::size_t sum = 0;
  for (const auto& [at, allocation] : allocations)
    if (allocation.device == device) sum += rounded(allocation.bytes);
  return sum;
}

/// The first gap that is large enough, with a redzone on either side.
std::byte* find_gap(std::size_t bytes) {
  std::byte* at = range() + redzone;
  for (const auto& [next, allocation] : allocations) {
    if (at + rounded(bytes) + redzone <= next) return at;
    at = next + rounded(allocation.bytes) + redzone;
  }
  return at;
}

cudaError_t allocate(void** memory, std::size_t bytes) {
  *memory = nullptr;
  if (bytes == 0) return cudaSuccess;
  const int device = current_device();
  if (bytes > limit || used(device) + rounded(bytes) > limit) return cudaErrorMemoryAllocation;
  std::byte* const at = find_gap(bytes);
  make_usable(at + rounded(bytes) + redzone);
  allocations[at] = {bytes, device};
  sanitizers::acquire(&freed);
  sanitizers::allow(at, bytes);
  std::memset(at, 0xFF, bytes);
  sanitizers::forbid(at - redzone, rounded(bytes) + 2 * redzone);
  *memory = at;
  return cudaSuccess;
}

cudaError_t free_device_memory(void* memory) {
  if (memory == nullptr) return cudaSuccess;
  const auto found = allocations.find(static_cast<std::byte*>(memory));
  if (found == allocations.end()) return cudaErrorInvalidValue;
  for (int device = 0; device < device_count(); ++device) finish_device(device);
  sanitizers::release(&freed);
  const std::size_t bytes = found->second.bytes;
  allocations.erase(found);
  constexpr std::size_t worth_returning = std::size_t{1} << 20;
  constexpr std::uintptr_t page = 4096;
  if (bytes >= worth_returning) {
    auto* const first =
        static_cast<std::byte*>(memory) + (page - reinterpret_cast<std::uintptr_t>(memory) % page) % page;
    madvise(first, (bytes - page) / page * page, MADV_DONTNEED);
  }
  return cudaSuccess;
}

cudaError_t allocate_pinned(void** memory, std::size_t bytes) {
  *memory = nullptr;
  if (bytes == 0) return cudaSuccess;
  void* const at = ::operator new (bytes, std::align_val_t{alignment}, std::nothrow);
  if (at == nullptr) return cudaErrorMemoryAllocation;
  std::memset(at, 0xFF, bytes);
  pinned[static_cast<std::byte*>(at)] = bytes;
  *memory = at;
  return cudaSuccess;
}

cudaError_t free_pinned(void* memory) {
  if (memory == nullptr) return cudaSuccess;
  if (pinned.erase(static_cast<std::byte*>(memory)) == 0) return cudaErrorInvalidValue;
  for (int device = 0; device < device_count(); ++device) finish_device(device);
  ::operator delete (memory, std::align_val_t{alignment});
  return cudaSuccess;
}

/// Whether the bytes lie within one of the pieces; size tells a piece's bytes.
template <class Pieces, class Size>
bool within(const Pieces& pieces, const void* memory, std::size_t bytes, const Size& size) {
  auto* const at = static_cast<std::byte*>(const_cast<void*>(memory));
  auto next = pieces.upper_bound(at);
  if (next == pieces.begin()) return false;
  --next;
  return at + bytes <= next->first + size(next->second);
}

}  // namespace

std::size_t memory_limit() {
  return limit;
}

void set_memory_limit(std::size_t bytes) {
  const RuntimeLock lock;
  limit = bytes;
}

bool is_device_memory(const void* memory, std::size_t bytes) {
  return within(allocations, memory, bytes, [](const Allocation& allocation) { return allocation.bytes; });
}
bool is_pinned_memory(const void* memory, std::size_t bytes) {
  return within(pinned, memory, bytes, [](std::size_t size) { return size; });
}
bool in_device_range(const void* memory) {
  const auto* const at = static_cast<const std::byte*>(memory);
  return usable_end != nullptr && at >= range() && at < usable_end;
}

OpenDevice::OpenDevice(int device) : device_(device) {
  if (!sanitizers::addresses) return;
  for (const auto& [at, allocation] : allocations)
    if (allocation.device == device_) sanitizers::allow(at, allocation.bytes);
}
OpenDevice::~OpenDevice() {
  if (!sanitizers::addresses) return;
  for (const auto& [at, allocation] : allocations)
    if (allocation.device == device_) sanitizers::forbid(at, allocation.bytes);
}

std::size_t live_allocations() {
  return allocations.size();
}
std::size_t live_pinned_allocations() {
  return pinned.size();
}

}  // namespace cuda_emulation

using cuda_emulation::call;
using cuda_emulation::freeing_call;

cudaError_t cudaMalloc(void** memory, std::size_t bytes) {
  return call([&] {
    const cudaError_t error = cuda_emulation::forbidden_in_capture();
    return error != cudaSuccess ? error : cuda_emulation::allocate(memory, bytes);
  });
}

cudaError_t cudaFree(void* memory) {
  return freeing_call([&] {
    const cudaError_t error = cuda_emulation::forbidden_in_capture();
    return error != cudaSuccess ? error : cuda_emulation::free_device_memory(memory);
  });
}

cudaError_t cudaMallocHost(void** memory, std::size_t bytes) {
  return cudaHostAlloc(memory, bytes, cudaHostAllocDefault);
}

cudaError_t cudaHostAlloc(void** memory, std::size_t bytes, unsigned /*flags*/) {
  return call([&] {
    const cudaError_t error = cuda_emulation::forbidden_in_capture();
    return error != cudaSuccess ? error : cuda_emulation::allocate_pinned(memory, bytes);
  });
}

cudaError_t cudaFreeHost(void* memory) {
  return freeing_call([&] {
    const cudaError_t error = cuda_emulation::forbidden_in_capture();
    return error != cudaSuccess ? error : cuda_emulation::free_pinned(memory);
  });
}

cudaError_t cudaMemGetInfo(std::size_t* free_bytes, std::size_t* total_bytes) {
  return call([&] {
    const std::size_t used = cuda_emulation::used(cuda_emulation::current_device());
    *total_bytes = cuda_emulation::limit;
    *free_bytes = used > cuda_emulation::limit ? 0 : cuda_emulation::limit - used;
    return cudaSuccess;
  });
}

cudaError_t cudaPointerGetAttributes(cudaPointerAttributes* attributes, const void* memory) {
  return call([&] {
    void* const at = const_cast<void*>(memory);
    *attributes = {cudaMemoryTypeUnregistered, -1, nullptr, at};
    if (cuda_emulation::is_device_memory(memory, 1)) *attributes = {cudaMemoryTypeDevice, 0, at, nullptr};
    if (cuda_emulation::is_pinned_memory(memory, 1)) *attributes = {cudaMemoryTypeHost, 0, at, at};
    return cudaSuccess;
  });
}
