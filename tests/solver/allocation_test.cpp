#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>

#include "tests/solver/solver_rig.hpp"

/// A solve allocates nothing: in this executable the allocations of the process are counted. The C library's entry
/// points are replaced, in which operator new and TBB end as well; sanitizers have replaced them already. memalign is
/// left out: FFTW's executor alone calls it, for buffers that it gives back before it returns.

#if defined(__GLIBC__) && !defined(HESSCUT_SANITIZED)
#define HESSCUT_COUNTS_ALLOCATIONS 1
#else
#define HESSCUT_COUNTS_ALLOCATIONS 0
#endif

namespace {
std::atomic<int> allocations = 0;
}

#if HESSCUT_COUNTS_ALLOCATIONS
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming,readability-inconsistent-declaration-parameter-name)
extern "C" {
void* __libc_malloc(std::size_t bytes);
void* __libc_calloc(std::size_t count, std::size_t bytes);
void* __libc_realloc(void* memory, std::size_t bytes);
void* __libc_memalign(std::size_t alignment, std::size_t bytes);

void* malloc(std::size_t bytes) {
  ++allocations;
  return __libc_malloc(bytes);
}
void* calloc(std::size_t count, std::size_t bytes) {
  ++allocations;
  return __libc_calloc(count, bytes);
}
void* realloc(void* memory, std::size_t bytes) {
  ++allocations;
  return __libc_realloc(memory, bytes);
}
void* aligned_alloc(std::size_t alignment, std::size_t bytes) {
  ++allocations;
  return __libc_memalign(alignment, bytes);
}
int posix_memalign(void** memory, std::size_t alignment, std::size_t bytes) {
  *memory = aligned_alloc(alignment, bytes);
  return *memory == nullptr ? ENOMEM : 0;
}
}
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming,readability-inconsistent-declaration-parameter-name)
#endif

namespace hesscut::test {
namespace {

class AllocationTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!HESSCUT_COUNTS_ALLOCATIONS) GTEST_SKIP() << "allocations cannot be counted in this build";
  }

  /// Allocations of one call.
  template <class Call>
  static int allocations_of(const Call& call) {
    const int before = allocations;
    call();
    return allocations - before;
  }
};

TEST_F(AllocationTest, AreCounted) {
  EXPECT_GE(allocations_of([] { std::vector<int>(100).at(99) = 1; }), 1);
  EXPECT_GE(allocations_of([] { std::free(std::aligned_alloc(64, 64)); }), 1);
}

TEST_F(AllocationTest, StartAndSolveMakeNone) {
  Random random(1);
  for (const Boundary boundary : {Boundary::reflecting, Boundary::periodic}) {
    for (const auto& [h, w] : {std::pair{1, 1}, {33, 47}, {64, 48}, {96, 512}}) {
      std::vector<reference::Problem> fine;
      std::vector<reference::Problem> coarse;
      for (int b = 0; b < 3; ++b) {
        fine.push_back(disk_problem(random, h, w));
        coarse.push_back(disk_problem(random, (h + 1) / 2, (w + 1) / 2));
      }
      SolverRig coarse_rig(device::make_cpu_device(1), coarse, boundary);
      SolverRig rig(coarse_rig.rig(), fine, boundary);
      solver::Solver& solver = rig.solver();
      std::vector<solver::ImageReport> reports(3);
      const solver::Options options = stop_at(1e-3, 60);

      const std::string where = std::to_string(h) + " x " + std::to_string(w);
      EXPECT_EQ(allocations_of([&] { coarse_rig.solver().solve(coarse_rig.problem(), options, reports); }), 0) << where;
      EXPECT_EQ(allocations_of([&] { solver.start_from(coarse_rig.solver(), coarse_rig.problem()); }), 0) << where;
      EXPECT_EQ(allocations_of([&] { solver.solve(rig.problem(), options, reports); }), 0) << where;
      EXPECT_EQ(allocations_of([&] { solver.start_from(rig.problem().alpha); }), 0) << where;
      EXPECT_EQ(allocations_of([&] { solver.solve(rig.problem(), options, reports); }), 0) << where;
      EXPECT_EQ(allocations_of([&] { solver.solve(rig.problem(), options, reports); }), 0) << where << ", warm";
      EXPECT_EQ(allocations_of([&] { solver.relaxed(rig.problem(), rig.problem().beta); }), 0) << where;
    }
  }
}

}  // namespace
}  // namespace hesscut::test
