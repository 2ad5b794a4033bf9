#include "runtime/fiber.hpp"

#include <sys/mman.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

// Saves what a called function must preserve, and no more: the floating-point control words are never changed here.
asm(R"(
.text
.p2align 4
.globl cuda_emulation_switch
.type cuda_emulation_switch, @function
cuda_emulation_switch:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
.size cuda_emulation_switch, .-cuda_emulation_switch
)");
extern "C" void cuda_emulation_switch(void** save, void* load);

namespace cuda_emulation {
namespace {

constexpr std::size_t guard_bytes = 4096;
constexpr std::size_t stack_bytes = (sanitizers::addresses || sanitizers::logical_threads) ? 256 << 10 : 64 << 10;

Fiber* left = nullptr;     // the fiber that the last switch left
Fiber* arrived = nullptr;  // and the one that it went to

void finish_switch() {
#if CUDA_EMULATOR_ASAN
  const void* bottom = nullptr;
  std::size_t bytes = 0;
  __sanitizer_finish_switch_fiber(arrived->fake_stack, &bottom, &bytes);
  left->bottom = bottom;
  left->bytes = bytes;
#endif
}

}  // namespace

void switch_fiber(Fiber& from, Fiber& to) {
  left = &from;
  arrived = &to;
#if CUDA_EMULATOR_ASAN
  __sanitizer_start_switch_fiber(&from.fake_stack, to.bottom, to.bytes);
#endif
  if (to.logical_thread != nullptr) sanitizers::become(to.logical_thread);
  cuda_emulation_switch(&from.stack_pointer, to.stack_pointer);
  finish_switch();
}

void fiber_has_started() {
  finish_switch();
}

OwnFiber::OwnFiber(void (*entry)()) {
  void* mapping = mmap(nullptr, guard_bytes + stack_bytes, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapping == MAP_FAILED || mprotect(mapping, guard_bytes, PROT_NONE) != 0) {
    std::perror("CUDA emulator: no stack for a thread");
    std::abort();
  }
  mapping_ = static_cast<std::byte*>(mapping);
  fiber_.logical_thread = logical_thread_.handle();
  fiber_.bottom = mapping_ + guard_bytes;
  fiber_.bytes = stack_bytes;
  // What cuda_emulation_switch pops: six registers and the address to return to. Above it stands the null that ends
  // the chain of callers, which also brings the stack to the alignment that a function expects.
  std::byte* const top = mapping_ + guard_bytes + stack_bytes;
  std::memcpy(top - 16, &entry, sizeof entry);
  fiber_.stack_pointer = top - 64;
}

OwnFiber::~OwnFiber() {
  munmap(mapping_, guard_bytes + stack_bytes);
}

}  // namespace cuda_emulation
