#include "host/catalogue/work/verify.hpp"

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <atomic>
#include <mutex>

#include "host/catalogue/journal/disk_records.hpp"
#include "host/catalogue/journal/file_state.hpp"
#include "host/catalogue/journal/run_settings.hpp"

namespace hesscut::catalogue {

Verified verify_run(const RunFolder& folder, int threads, const std::function<void(const std::string& path)>& damaged) {
  const DiskRecords records(folder, run_settings_of(folder).shards);
  std::atomic<std::size_t> items{0};
  std::atomic<std::size_t> files{0};
  std::size_t damaged_files = 0;
  std::mutex mutex;
  const auto check = [&](const OutputFile& file) {
    ++files;
    if (is_intact(folder, file)) return;
    const std::scoped_lock lock(mutex);
    ++damaged_files;
    damaged((folder / file.path).string());
  };
  oneapi::tbb::task_arena arena(threads);
  arena.execute([&] {
    oneapi::tbb::parallel_for(std::size_t{0}, records.size(), [&](std::size_t i) {
      const Record record = records.read(i);
      if (record.status != ItemStatus::done) return;
      ++items;
      for (const OutputFile* file : files_of(record)) check(*file);
    });
  });
  return {items, files, damaged_files};
}

}  // namespace hesscut::catalogue
