#pragma once

#include <cstddef>

#include <cuda_runtime.h>

/// The part of cuFFT that the emulator offers: real transforms in single precision, in one and two dimensions.

#define CUFFT_VER_MAJOR 12
#define CUFFT_VERSION 12000

enum cufftResult_t {
  CUFFT_SUCCESS = 0x0,
  CUFFT_INVALID_PLAN = 0x1,
  CUFFT_ALLOC_FAILED = 0x2,
  CUFFT_INVALID_TYPE = 0x3,
  CUFFT_INVALID_VALUE = 0x4,
  CUFFT_INTERNAL_ERROR = 0x5,
  CUFFT_EXEC_FAILED = 0x6,
  CUFFT_SETUP_FAILED = 0x7,
  CUFFT_INVALID_SIZE = 0x8,
  CUFFT_UNALIGNED_DATA = 0x9,
  CUFFT_INVALID_DEVICE = 0xB,
  CUFFT_NO_WORKSPACE = 0xD,
  CUFFT_NOT_IMPLEMENTED = 0xE,
  CUFFT_NOT_SUPPORTED = 0x10,
  CUFFT_MISSING_DEPENDENCY = 0x11,
  CUFFT_NVRTC_FAILURE = 0x12,
  CUFFT_NVJITLINK_FAILURE = 0x13,
  CUFFT_NVSHMEM_FAILURE = 0x14
};
using cufftResult = cufftResult_t;
enum cufftType { CUFFT_R2C = 0x2a, CUFFT_C2R = 0x2c, CUFFT_C2C = 0x29 };

using cufftHandle = int;
using cufftReal = float;
using cufftComplex = float2;

cufftResult cufftCreate(cufftHandle* plan);
cufftResult cufftDestroy(cufftHandle handle);
cufftResult cufftSetAutoAllocation(cufftHandle handle, int on);
cufftResult cufftMakePlanMany(cufftHandle handle, int rank, int* n, int* inembed, int istride, int idist, int* onembed,
                              int ostride, int odist, cufftType type, int batch, std::size_t* work_bytes);
cufftResult cufftGetSize(cufftHandle handle, std::size_t* work_bytes);
cufftResult cufftSetWorkArea(cufftHandle handle, void* area);
cufftResult cufftSetStream(cufftHandle handle, cudaStream_t stream);
cufftResult cufftExecR2C(cufftHandle handle, cufftReal* in, cufftComplex* out);
cufftResult cufftExecC2R(cufftHandle handle, cufftComplex* in, cufftReal* out);
cufftResult cufftGetVersion(int* version);
