#include "tests/kernels/watching_fence.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <stdexcept>

namespace hesscut::test {
namespace {

struct Page {
  bool read = false;
  bool written = false;
};

struct WatchedBlock {
  std::uintptr_t begin = 0;
  std::vector<Page> pages;
};

/// What is watched while an operation runs. The handler of a signal finds it here, and allocates nothing.
struct Watch {
  std::uintptr_t page_size = 0;
  std::vector<WatchedBlock> blocks;

  Page* page_at(std::uintptr_t address) {
    for (WatchedBlock& block : blocks) {
      const std::uintptr_t index = (address - block.begin) / page_size;
      if (address >= block.begin && index < block.pages.size()) return &block.pages[index];
    }
    return nullptr;
  }
};
Watch* current = nullptr;

#if defined(__linux__) && defined(__x86_64__)
bool is_write(const void* context) {
  constexpr greg_t write_bit = 2;  // of the page fault's error code
  return (static_cast<const ucontext_t*>(context)->uc_mcontext.gregs[REG_ERR] & write_bit) != 0;
}
#else
bool is_write(const void*) {
  throw std::logic_error("memory cannot be watched here");
}
#endif

/// Opens the page for what was tried; a fault elsewhere is a real one and kills the process when it is tried again.
void note_access(int signal, siginfo_t* info, void* context) {
  const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
  Page* page = current->page_at(address);
  if (page == nullptr) {
    std::signal(signal, SIG_DFL);
    return;
  }
  const bool writes = is_write(context);
  (writes ? page->written : page->read) = true;
  char* start = static_cast<char*>(info->si_addr) - address % current->page_size;
  mprotect(start, current->page_size, writes ? PROT_READ | PROT_WRITE : PROT_READ);
}

}  // namespace

void WatchingFence::run(const std::function<void()>& operation) {
  Watch watch{.page_size = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE)), .blocks = {}};
  for (const auto& [memory, bytes] : blocks()) {
    watch.blocks.push_back({reinterpret_cast<std::uintptr_t>(memory), std::vector<Page>(bytes / watch.page_size)});
  }
  struct sigaction before = {};
  struct sigaction watching = {};
  watching.sa_sigaction = note_access;
  watching.sa_flags = SA_SIGINFO;
  current = &watch;
  sigaction(SIGSEGV, &watching, &before);
  operation();
  sigaction(SIGSEGV, &before, nullptr);
  current = nullptr;

  TouchedMemory sum;
  for (const WatchedBlock& block : watch.blocks) {
    if (block.pages.size() * watch.page_size < smallest_) continue;
    for (const Page& page : block.pages) {
      sum.read += page.read ? watch.page_size : 0;
      sum.written += page.written ? watch.page_size : 0;
      sum.touched += page.read || page.written ? watch.page_size : 0;
    }
  }
  if (sum.read > 0) operations_.push_back(sum);
}

}  // namespace hesscut::test
