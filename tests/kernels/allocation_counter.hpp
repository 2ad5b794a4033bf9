#pragma once

namespace hesscut::test {

/// Whether this build can count allocations: sanitizers have replaced the C library's entry points already.
[[nodiscard]] bool counts_allocations();

/// Allocations of the whole process so far. An executable that links allocation_counter.cpp has the C library's entry
/// points replaced, in which operator new and TBB end as well. memalign is left out: FFTW's executor alone calls it,
/// for buffers that it gives back before it returns.
[[nodiscard]] int allocations_so_far();

/// Allocations of one call.
template <class Call>
[[nodiscard]] int allocations_of(const Call& call) {
  const int before = allocations_so_far();
  call();
  return allocations_so_far() - before;
}

}  // namespace hesscut::test
