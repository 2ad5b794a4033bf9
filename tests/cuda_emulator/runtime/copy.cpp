#include <cstring>
#include <memory>
#include <vector>

#include "runtime/call.hpp"
#include "runtime/capture.hpp"
#include "runtime/memory.hpp"
#include "runtime/stream.hpp"

namespace cuda_emulation {
namespace {

/// Rows of bytes on their way.
struct Copy {
  std::byte* to;
  const std::byte* from;
  std::size_t to_pitch, from_pitch, row_bytes, rows;
};

void copy_now(const Copy& copy) {
  for (std::size_t row = 0; row < copy.rows; ++row) {
    std::byte* const to = copy.to + row * copy.to_pitch;
    const std::byte* const from = copy.from + row * copy.from_pitch;
    sanitizers::note_read(from, copy.row_bytes);
    sanitizers::note_write(to, copy.row_bytes);
    std::memmove(to, from, copy.row_bytes);
  }
}

std::size_t span(std::size_t pitch, const Copy& copy) {
  return (copy.rows - 1) * pitch + copy.row_bytes;
}

/// Whether an end of the copy is where the direction says.
bool fits(bool on_device, const void* at, std::size_t bytes) {
  return on_device ? is_device_memory(at, bytes) : !in_device_range(at);
}

/// From memory that CUDA does not know: its bytes are taken at once, and the rest is as from pinned memory.
cudaError_t copy_from_pageable(cudaStream_t stream, Copy copy) {
  const auto taken = std::make_shared<std::vector<std::byte>>(copy.row_bytes * copy.rows);
  copy_now({taken->data(), copy.from, copy.row_bytes, copy.from_pitch, copy.row_bytes, copy.rows});
  copy.from = taken->data();
  copy.from_pitch = copy.row_bytes;
  return enqueue(stream, [copy, taken](Lane&) { copy_now(copy); });
}

cudaError_t copy_async(const Copy& copy, cudaMemcpyKind kind, cudaStream_t stream) {
  if (!is_stream(stream)) return cudaErrorInvalidResourceHandle;
  if (copy.row_bytes == 0 || copy.rows == 0) return cudaSuccess;
  if (kind != cudaMemcpyHostToDevice && kind != cudaMemcpyDeviceToHost && kind != cudaMemcpyDeviceToDevice) {
    return cudaErrorInvalidMemcpyDirection;
  }
  const std::size_t to_bytes = span(copy.to_pitch, copy);
  const std::size_t from_bytes = span(copy.from_pitch, copy);
  if (!fits(kind != cudaMemcpyDeviceToHost, copy.to, to_bytes)) return cudaErrorInvalidValue;
  if (!fits(kind != cudaMemcpyHostToDevice, copy.from, from_bytes)) return cudaErrorInvalidValue;
  const bool pageable_source = kind == cudaMemcpyHostToDevice && !is_pinned_memory(copy.from, from_bytes);
  const bool pageable_target = kind == cudaMemcpyDeviceToHost && !is_pinned_memory(copy.to, to_bytes);
  if (pageable_source || pageable_target) {
    if (const cudaError_t error = forbidden_for(*stream); error != cudaSuccess) return error;
  }
  if (pageable_source) return copy_from_pageable(stream, copy);
  const cudaError_t error = enqueue(stream, [copy](Lane&) { copy_now(copy); });
  if (pageable_target && error == cudaSuccess) finish_stream(stream);
  return error;
}

}  // namespace
}  // namespace cuda_emulation

using cuda_emulation::call;

cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind, cudaStream_t stream) {
  return call([&] {
    return cuda_emulation::copy_async(
        {static_cast<std::byte*>(to), static_cast<const std::byte*>(from), bytes, bytes, bytes, 1}, kind, stream);
  });
}

cudaError_t cudaMemcpy2DAsync(void* to, std::size_t to_pitch, const void* from, std::size_t from_pitch,
                              std::size_t row_bytes, std::size_t rows, cudaMemcpyKind kind, cudaStream_t stream) {
  return call([&] {
    if (to_pitch < row_bytes || from_pitch < row_bytes) return cudaErrorInvalidValue;
    return cuda_emulation::copy_async(
        {static_cast<std::byte*>(to), static_cast<const std::byte*>(from), to_pitch, from_pitch, row_bytes, rows}, kind,
        stream);
  });
}

cudaError_t cudaMemsetAsync(void* memory, int value, std::size_t bytes, cudaStream_t stream) {
  return call([&] {
    if (bytes == 0) return cudaSuccess;
    if (!cuda_emulation::is_device_memory(memory, bytes)) return cudaErrorInvalidValue;
    return cuda_emulation::enqueue(stream, [=](cuda_emulation::Lane&) {
      cuda_emulation::sanitizers::note_write(memory, bytes);
      std::memset(memory, value, bytes);
    });
  });
}
