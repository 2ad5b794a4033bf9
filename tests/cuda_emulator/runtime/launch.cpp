#include <cstring>
#include <map>
#include <vector>

#include "cuda_emulation.hpp"
#include "runtime/block.hpp"
#include "runtime/call.hpp"
#include "runtime/counters.hpp"
#include "runtime/device.hpp"
#include "runtime/failure.hpp"
#include "runtime/stream.hpp"

namespace cuda_emulation {
namespace {

thread_local const char* next_name = nullptr;
std::map<const void*, std::size_t> dynamic_limits;  ///< as raised by cudaFuncSetAttribute

constexpr std::size_t default_dynamic_limit = SharedMemory::static_limit;

std::size_t dynamic_limit(const void* kernel) {
  const auto found = dynamic_limits.find(kernel);
  return found == dynamic_limits.end() ? default_dynamic_limit : found->second;
}

bool is_possible(const dim3& grid, const dim3& block) {
  constexpr unsigned most_blocks = 65535;
  const bool empty = grid.x == 0 || grid.y == 0 || grid.z == 0 || block.x == 0 || block.y == 0 || block.z == 0;
  return !empty && grid.x <= 0x7fffffff && grid.y <= most_blocks && grid.z <= most_blocks && block.x <= 1024 &&
         block.y <= 1024 && block.z <= 64 && std::size_t{block.x} * block.y * block.z <= 1024;
}

}  // namespace

void name_next_launch(const char* name) {
  next_name = name;
}

cudaError_t launch_kernel(const cudaLaunchConfig_t& config, const KernelArguments& arguments) {
  const char* const name = next_name != nullptr ? next_name : "unnamed";
  next_name = nullptr;
  return call([&] {
    if (config.stream == nullptr) fail_test(std::string(name) + " was launched on the default stream");
    if (!is_possible(config.gridDim, config.blockDim)) return cudaErrorInvalidConfiguration;
    if (config.dynamicSmemBytes > dynamic_limit(arguments.kernel)) return cudaErrorInvalidValue;
    const auto* const bytes = static_cast<const std::byte*>(arguments.data);
    // In words of the strictest alignment, so that the copy is aligned as the arguments were.
    std::vector<std::max_align_t> data((arguments.bytes + sizeof(std::max_align_t) - 1) / sizeof(std::max_align_t));
    std::memcpy(data.data(), bytes, arguments.bytes);
    return enqueue(config.stream, [name, config, invoke = arguments.invoke, data](Lane& lane) {
      const sanitizers::Ignore own_work;  // of the lane; the threads of the kernel are others
      const Kernel kernel{name, config.gridDim, config.blockDim, config.dynamicSmemBytes, invoke, data.data()};
      KernelCounters& counters = counters_of(name);
      const CountFor count(counters);
      run_kernel(kernel, lane, counters);
    });
  });
}

cudaError_t set_function_attribute(const void* kernel, cudaFuncAttribute attribute, int value) {
  return call([&] {
    if (attribute != cudaFuncAttributeMaxDynamicSharedMemorySize) return cudaSuccess;
    if (value < 0 || static_cast<std::size_t>(value) > SharedMemory::launch_limit) return cudaErrorInvalidValue;
    dynamic_limits[kernel] = static_cast<std::size_t>(value);
    return cudaSuccess;
  });
}

cudaError_t occupancy(int* blocks, const void* kernel, int block_size, std::size_t dynamic_bytes) {
  return call([&] {
    if (block_size <= 0 || block_size > 1024 || dynamic_bytes > dynamic_limit(kernel)) return cudaErrorInvalidValue;
    *blocks = 2048 / block_size;
    return cudaSuccess;
  });
}

}  // namespace cuda_emulation
