#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace cuda_emulation {

/// The shared memory of one block at a time. Variables take their place when the first thread comes by their
/// declaration. All of it starts as 0xFF, and between two variables lies forbidden ground.
class SharedMemory {
 public:
  static constexpr std::size_t static_limit = 48 << 10;
  static constexpr std::size_t launch_limit = 227 << 10;

  SharedMemory();
  ~SharedMemory();
  SharedMemory(const SharedMemory&) = delete;
  SharedMemory& operator=(const SharedMemory&) = delete;

  void start_block(std::size_t dynamic_bytes);
  void end_block();
  [[nodiscard]] void* variable(const void* key, std::size_t bytes, std::size_t alignment);
  [[nodiscard]] void* dynamic() const { return dynamic_; }

 private:
  struct Variable {
    const void* key;
    std::byte* at;
  };
  std::byte* take(std::size_t bytes, std::size_t alignment);

  static constexpr std::size_t redzone = 64;
  static constexpr std::size_t capacity = launch_limit + (64 << 10);  // room for redzones
  std::byte* memory_;
  std::size_t used_ = 0, static_bytes_ = 0;
  std::byte* dynamic_ = nullptr;
  std::vector<Variable> variables_;
};

}  // namespace cuda_emulation
