#include "runtime/device.hpp"

#include <cstdio>
#include <cstring>

#include "cuda_emulation/control.hpp"
#include "runtime/call.hpp"
#include "runtime/capture.hpp"
#include "runtime/failure.hpp"
#include "runtime/memory.hpp"
#include "runtime/shared_memory.hpp"
#include "runtime/stream.hpp"

namespace cuda_emulation {
namespace {

Driver driver = Driver::present;
int devices = 1;
thread_local int chosen_device = 0;

bool known(int device) {
  return device >= 0 && device < devices;
}

}  // namespace

void set_driver(Driver wanted) {
  const RuntimeLock lock;
  driver = wanted;
}

void set_device_count(int count) {
  if (live_objects().total() != 0) fail_test("set_device_count while objects are alive");
  const RuntimeLock lock;
  devices = count;
}

cudaError_t driver_error() {
  if (driver == Driver::missing) return cudaErrorInsufficientDriver;
  return driver == Driver::without_device || devices == 0 ? cudaErrorNoDevice : cudaSuccess;
}

int device_count() {
  return devices;
}

int current_device() {
  return chosen_device;
}

}  // namespace cuda_emulation

using cuda_emulation::call;

cudaError_t cudaGetDeviceCount(int* count) {
  return call([&] {
    *count = cuda_emulation::devices;
    return cudaSuccess;
  });
}

cudaError_t cudaSetDevice(int device) {
  return call([&] {
    if (!cuda_emulation::known(device)) return cudaErrorInvalidDevice;
    cuda_emulation::chosen_device = device;
    return cudaSuccess;
  });
}

cudaError_t cudaGetDevice(int* device) {
  return call([&] {
    *device = cuda_emulation::chosen_device;
    return cudaSuccess;
  });
}

cudaError_t cudaSetDeviceFlags(unsigned /*flags*/) {
  return call([] { return cudaSuccess; });
}

cudaError_t cudaInitDevice(int device, unsigned /*device_flags*/, unsigned /*flags*/) {
  return call([&] { return cuda_emulation::known(device) ? cudaSuccess : cudaErrorInvalidDevice; });
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device) {
  return call([&] {
    if (!cuda_emulation::known(device)) return cudaErrorInvalidDevice;
    cudaDeviceProp p{};
    std::snprintf(p.name, sizeof p.name, "Emulated GPU %d", device);
    std::memset(p.uuid.bytes, device + 1, sizeof p.uuid.bytes);
    p.totalGlobalMem = cuda_emulation::memory_limit();
    p.sharedMemPerBlock = cuda_emulation::SharedMemory::static_limit;
    p.regsPerBlock = 65536;
    p.warpSize = warpSize;
    p.maxThreadsPerBlock = 1024;
    p.maxThreadsDim[0] = p.maxThreadsDim[1] = 1024;
    p.maxThreadsDim[2] = 64;
    p.maxGridSize[0] = 0x7fffffff;
    p.maxGridSize[1] = p.maxGridSize[2] = 65535;
    p.major = 9;
    p.multiProcessorCount = 4;
    p.concurrentKernels = 1;
    p.pciBusID = device + 1;
    p.asyncEngineCount = 2;
    p.unifiedAddressing = 1;
    p.memoryBusWidth = 128;
    p.l2CacheSize = 4 << 20;
    p.maxThreadsPerMultiProcessor = 2048;
    p.sharedMemPerMultiprocessor = cuda_emulation::SharedMemory::launch_limit + 1024;
    p.sharedMemPerBlockOptin = cuda_emulation::SharedMemory::launch_limit;
    *properties = p;
    return cudaSuccess;
  });
}

cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int device) {
  return call([&] {
    if (!cuda_emulation::known(device)) return cudaErrorInvalidDevice;
    switch (attribute) {
      case cudaDevAttrMaxThreadsPerBlock:
        *value = 1024;
        break;
      case cudaDevAttrMaxSharedMemoryPerBlock:
        *value = cuda_emulation::SharedMemory::static_limit;
        break;
      case cudaDevAttrWarpSize:
        *value = warpSize;
        break;
      case cudaDevAttrClockRate:
        *value = 1000000;
        break;
      case cudaDevAttrMultiProcessorCount:
        *value = 4;
        break;
      case cudaDevAttrIntegrated:
        *value = 0;
        break;
      case cudaDevAttrConcurrentKernels:
        *value = 1;
        break;
      case cudaDevAttrEccEnabled:
        *value = 0;
        break;
      case cudaDevAttrMemoryClockRate:
        *value = 1000000;
        break;
      case cudaDevAttrGlobalMemoryBusWidth:
        *value = 128;
        break;
      case cudaDevAttrL2CacheSize:
        *value = 4 << 20;
        break;
      case cudaDevAttrMaxThreadsPerMultiProcessor:
        *value = 2048;
        break;
      case cudaDevAttrAsyncEngineCount:
        *value = 2;
        break;
      case cudaDevAttrComputeCapabilityMajor:
        *value = 9;
        break;
      case cudaDevAttrComputeCapabilityMinor:
        *value = 0;
        break;
      case cudaDevAttrMaxSharedMemoryPerMultiprocessor:
        *value = static_cast<int>(cuda_emulation::SharedMemory::launch_limit) + 1024;
        break;
      case cudaDevAttrMaxSharedMemoryPerBlockOptin:
        *value = static_cast<int>(cuda_emulation::SharedMemory::launch_limit);
        break;
      default:
        return cudaErrorInvalidValue;
    }
    return cudaSuccess;
  });
}

cudaError_t cudaDeviceGetPCIBusId(char* id, int length, int device) {
  return call([&] {
    if (!cuda_emulation::known(device)) return cudaErrorInvalidDevice;
    std::snprintf(id, static_cast<std::size_t>(length), "0000:%02x:00.0", device + 1);
    return cudaSuccess;
  });
}

cudaError_t cudaDeviceSynchronize() {
  return call([] {
    if (const cudaError_t error = cuda_emulation::forbidden_in_capture(); error != cudaSuccess) return error;
    cuda_emulation::finish_device(cuda_emulation::chosen_device);
    return cudaSuccess;
  });
}

cudaError_t cudaDriverGetVersion(int* version) {
  *version = cuda_emulation::driver == cuda_emulation::Driver::missing ? 0 : CUDART_VERSION;
  return cudaSuccess;
}

cudaError_t cudaRuntimeGetVersion(int* version) {
  *version = CUDART_VERSION;
  return cudaSuccess;
}
