#include "runtime/fft.hpp"

#include <cufft.h>
#include <fftw3.h>

#include <cstdint>
#include <cstring>
#include <map>
#include <numeric>
#include <vector>

#include "runtime/call.hpp"
#include "runtime/capture.hpp"
#include "runtime/counters.hpp"
#include "runtime/device.hpp"
#include "runtime/memory.hpp"
#include "runtime/stream.hpp"

// cuFFT on FFTW, adverse where cuFFT may be: a work area that is needed is ruined, and so is the input of an inverse
// transform.

namespace cuda_emulation {
namespace {

/// How one side of a transform lies in memory.
struct Layout {
  std::vector<int> embed;
  int stride = 1;
  int distance = 0;

  /// Elements from the first to the last of `batch` images.
  [[nodiscard]] std::size_t extent(int batch) const {
    const std::size_t image = std::accumulate(embed.begin(), embed.end(), std::size_t{1}, std::multiplies<>());
    return static_cast<std::size_t>(batch - 1) * distance + image * stride;
  }
};

struct Plan {
  bool made = false;
  cufftType type = CUFFT_R2C;
  std::vector<int> sizes;
  Layout in, out;
  int batch = 0;
  bool automatic = true;
  std::byte* work_area = nullptr;
  cudaStream_t stream = nullptr;
  fftwf_plan transform = nullptr;

  [[nodiscard]] std::size_t work_bytes() const {
    const std::size_t image = std::accumulate(sizes.begin(), sizes.end(), std::size_t{1}, std::multiplies<>());
    return image * batch * sizeof(cufftComplex);
  }
};

std::map<cufftHandle, Plan> plans;
cufftHandle last_handle = 0;

Plan* find(cufftHandle handle) {
  const auto found = plans.find(handle);
  return found == plans.end() ? nullptr : &found->second;
}

/// Sides of the half spectrum.
std::vector<int> half(std::vector<int> sizes) {
  sizes.back() = sizes.back() / 2 + 1;
  return sizes;
}

Layout layout_of(const int* embed, int stride, int distance, const std::vector<int>& packed) {
  if (embed != nullptr) return {{embed, embed + packed.size()}, stride, distance};
  return {packed, 1, std::accumulate(packed.begin(), packed.end(), 1, std::multiplies<>())};
}

void make_transform(Plan& plan) {
  const std::size_t in_floats = plan.in.extent(plan.batch) * (plan.type == CUFFT_R2C ? 1 : 2);
  const std::size_t out_floats = plan.out.extent(plan.batch) * (plan.type == CUFFT_R2C ? 2 : 1);
  std::vector<float> in(in_floats);
  std::vector<float> out(out_floats);
  const int rank = static_cast<int>(plan.sizes.size());
  constexpr unsigned flags = FFTW_ESTIMATE | FFTW_UNALIGNED;
  if (plan.type == CUFFT_R2C) {
    plan.transform = fftwf_plan_many_dft_r2c(
        rank, plan.sizes.data(), plan.batch, in.data(), plan.in.embed.data(), plan.in.stride, plan.in.distance,
        reinterpret_cast<fftwf_complex*>(out.data()), plan.out.embed.data(), plan.out.stride, plan.out.distance, flags);
  } else {
    plan.transform = fftwf_plan_many_dft_c2r(
        rank, plan.sizes.data(), plan.batch, reinterpret_cast<fftwf_complex*>(in.data()), plan.in.embed.data(),
        plan.in.stride, plan.in.distance, out.data(), plan.out.embed.data(), plan.out.stride, plan.out.distance, flags);
  }
}

struct Ends {
  void* in;
  std::size_t in_bytes;
  void* out;
  std::size_t out_bytes;
};

/// The checks that every execution begins with.
cufftResult check(const Plan* plan, cufftType type, const Ends& ends) {
  if (plan == nullptr || !plan->made) return CUFFT_INVALID_PLAN;
  if (plan->type != type) return CUFFT_INVALID_TYPE;
  if (!plan->automatic && plan->work_area == nullptr) return CUFFT_NO_WORKSPACE;
  for (const void* at : {ends.in, ends.out}) {
    if (reinterpret_cast<std::uintptr_t>(at) % sizeof(cufftComplex) != 0) return CUFFT_UNALIGNED_DATA;
  }
  const bool known = is_device_memory(ends.in, ends.in_bytes) && is_device_memory(ends.out, ends.out_bytes);
  return known && ends.in != ends.out ? CUFFT_SUCCESS : CUFFT_INVALID_VALUE;
}

/// transform(plan): the FFTW call. The plan is copied: what is set later concerns later executions.
template <class Transform>
cufftResult execute(cufftHandle handle, cufftType type, void* in, void* out, const Transform& transform) {
  return fft_call([&] {
    const Plan* plan = find(handle);
    const std::size_t in_element = type == CUFFT_R2C ? sizeof(float) : sizeof(cufftComplex);
    const std::size_t out_element = type == CUFFT_R2C ? sizeof(cufftComplex) : sizeof(float);
    if (plan == nullptr || !plan->made) return CUFFT_INVALID_PLAN;
    const Ends ends{in, plan->in.extent(plan->batch) * in_element, out, plan->out.extent(plan->batch) * out_element};
    if (const cufftResult bad = check(plan, type, ends); bad != CUFFT_SUCCESS) return bad;
    const cudaError_t error = enqueue(plan->stream, [plan = *plan, type, ends, transform](Lane&) {
      if (!plan.automatic) sanitizers::note_write(plan.work_area, plan.work_bytes());
      sanitizers::note_read(ends.in, ends.in_bytes);
      sanitizers::note_write(ends.out, ends.out_bytes);
      if (type == CUFFT_C2R) sanitizers::note_write(ends.in, ends.in_bytes);
      const sanitizers::Ignore own_work;
      if (!plan.automatic) std::memset(plan.work_area, 0xFF, plan.work_bytes());
      transform(plan);
      if (type == CUFFT_C2R) std::memset(ends.in, 0xFF, ends.in_bytes);
      ++counters_of(type == CUFFT_R2C ? "cufftExecR2C" : "cufftExecC2R").launches;
    });
    return error == cudaSuccess ? CUFFT_SUCCESS : CUFFT_EXEC_FAILED;
  });
}

}  // namespace

std::size_t live_plans() {
  return plans.size();
}

}  // namespace cuda_emulation

using cuda_emulation::fft_call;
using cuda_emulation::Plan;

cufftResult cufftCreate(cufftHandle* plan) {
  return fft_call([&] {
    *plan = ++cuda_emulation::last_handle;
    cuda_emulation::plans[*plan] = {};
    return CUFFT_SUCCESS;
  });
}

// Destroys even when it is made to fail.
cufftResult cufftDestroy(cufftHandle handle) {
  const cufftResult verdict = fft_call([] { return CUFFT_SUCCESS; });
  const cuda_emulation::RuntimeLock lock;
  Plan* const plan = cuda_emulation::find(handle);
  if (plan == nullptr) return CUFFT_INVALID_PLAN;
  for (int device = 0; device < cuda_emulation::device_count(); ++device) cuda_emulation::finish_device(device);
  if (plan->transform != nullptr) fftwf_destroy_plan(plan->transform);
  cuda_emulation::plans.erase(handle);
  return verdict;
}

cufftResult cufftSetAutoAllocation(cufftHandle handle, int on) {
  return fft_call([&] {
    Plan* const plan = cuda_emulation::find(handle);
    if (plan == nullptr || plan->made) return CUFFT_INVALID_PLAN;
    plan->automatic = on != 0;
    return CUFFT_SUCCESS;
  });
}

cufftResult cufftMakePlanMany(cufftHandle handle, int rank, int* n, int* inembed, int istride, int idist, int* onembed,
                              int ostride, int odist, cufftType type, int batch, std::size_t* work_bytes) {
  return fft_call([&] {
    Plan* const plan = cuda_emulation::find(handle);
    if (plan == nullptr || plan->made) return CUFFT_INVALID_PLAN;
    if (type != CUFFT_R2C && type != CUFFT_C2R) return CUFFT_INVALID_TYPE;
    if (rank < 1 || rank > 2 || batch < 1) return CUFFT_INVALID_VALUE;
    plan->sizes.assign(n, n + rank);
    for (const int size : plan->sizes) {
      if (size < 1) return CUFFT_INVALID_SIZE;
    }
    const std::vector<int> spectrum = cuda_emulation::half(plan->sizes);
    plan->type = type;
    plan->batch = batch;
    plan->in = cuda_emulation::layout_of(inembed, istride, idist, type == CUFFT_R2C ? plan->sizes : spectrum);
    plan->out = cuda_emulation::layout_of(onembed, ostride, odist, type == CUFFT_R2C ? spectrum : plan->sizes);
    cuda_emulation::make_transform(*plan);
    if (plan->transform == nullptr) return CUFFT_INTERNAL_ERROR;
    plan->made = true;
    *work_bytes = plan->work_bytes();
    return CUFFT_SUCCESS;
  });
}

cufftResult cufftGetSize(cufftHandle handle, std::size_t* work_bytes) {
  return fft_call([&] {
    const Plan* const plan = cuda_emulation::find(handle);
    if (plan == nullptr || !plan->made) return CUFFT_INVALID_PLAN;
    *work_bytes = plan->work_bytes();
    return CUFFT_SUCCESS;
  });
}

cufftResult cufftSetWorkArea(cufftHandle handle, void* area) {
  return fft_call([&] {
    Plan* const plan = cuda_emulation::find(handle);
    if (plan == nullptr || !plan->made) return CUFFT_INVALID_PLAN;
    if (!cuda_emulation::is_device_memory(area, plan->work_bytes())) return CUFFT_INVALID_VALUE;
    plan->automatic = false;
    plan->work_area = static_cast<std::byte*>(area);
    return CUFFT_SUCCESS;
  });
}

cufftResult cufftSetStream(cufftHandle handle, cudaStream_t stream) {
  return fft_call([&] {
    Plan* const plan = cuda_emulation::find(handle);
    if (plan == nullptr || !cuda_emulation::is_stream(stream)) return CUFFT_INVALID_PLAN;
    plan->stream = stream;
    return CUFFT_SUCCESS;
  });
}

cufftResult cufftExecR2C(cufftHandle handle, cufftReal* in, cufftComplex* out) {
  return cuda_emulation::execute(handle, CUFFT_R2C, in, out, [=](const Plan& plan) {
    fftwf_execute_dft_r2c(plan.transform, in, reinterpret_cast<fftwf_complex*>(out));
  });
}

cufftResult cufftExecC2R(cufftHandle handle, cufftComplex* in, cufftReal* out) {
  return cuda_emulation::execute(handle, CUFFT_C2R, in, out, [=](const Plan& plan) {
    fftwf_execute_dft_c2r(plan.transform, reinterpret_cast<fftwf_complex*>(in), out);
  });
}

cufftResult cufftGetVersion(int* version) {
  *version = CUFFT_VERSION;
  return CUFFT_SUCCESS;
}
