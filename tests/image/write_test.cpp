#include <csignal>
#include <fstream>
#include <thread>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/image/files.hpp"
#include "tests/image/checks.hpp"
#include "tests/image/samples.hpp"

namespace hesscut {
namespace {

using image::read_file;
using image::write_file;
using samples::Bytes;

constexpr std::int64_t no_limit = std::int64_t{1} << 40;

class WriteFile : public checks::Folder {
 protected:
  static std::string failure(const std::filesystem::path& path, const Bytes& bytes = Bytes(10)) {
    const std::string message = checks::failure_of([&] { write_file(path, bytes); }, ErrorKind::output);
    EXPECT_TRUE(message.starts_with(path.string() + ": ")) << message;
    return message.substr(std::min(message.size(), path.string().size() + 2));
  }
};

TEST_F(WriteFile, WritesAndReplaces) {
  const auto path = folder / "out.png";
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{3} << 20}) {
    const Bytes bytes(size, static_cast<std::uint8_t>(size + 7));
    write_file(path, bytes);
    EXPECT_EQ(read_file(path, no_limit), bytes);
    EXPECT_EQ(entries(), 1);
  }
}

TEST_F(WriteFile, NamesOfEveryLength) {
  for (const std::size_t length : {1, 100, 199, 200, 201, 255}) {
    const auto path = folder / std::string(length, 'n');
    write_file(path, Bytes(5, 5));
    EXPECT_EQ(read_file(path, no_limit), Bytes(5, 5));
  }
  EXPECT_EQ(entries(), 6);
  EXPECT_EQ(failure(folder / std::string(256, 'n')), "File name too long");
  EXPECT_EQ(entries(), 6);
}

TEST_F(WriteFile, ANameInTheCurrentFolder) {
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder);
  EXPECT_NO_THROW(write_file("bare.png", Bytes(5, 5)));
  std::filesystem::current_path(before);
  EXPECT_EQ(read_file(folder / "bare.png", no_limit), Bytes(5, 5));
}

TEST_F(WriteFile, TheReasonIsSaidAndNothingIsLeft) {
  EXPECT_EQ(failure(folder / "absent" / "out.png"), "No such file or directory");
  EXPECT_EQ(failure(folder.string() + "/"), "No file name");
  std::filesystem::create_directory(folder / "taken");
  EXPECT_EQ(failure(folder / "taken"), "Is a directory");
  EXPECT_EQ(entries(), 1);
  EXPECT_EQ(failure("/proc/out.png"), "No such file or directory");
}

TEST_F(WriteFile, FilesThatBelongTogether) {
  std::filesystem::create_directory(folder / "more");
  const std::vector<image::FileContent> files = {{folder / "a.png", Bytes(5, 1)},
                                                 {folder / "a.jpg", Bytes(7, 2)},
                                                 {folder / "more" / std::string(240, 'n'), Bytes(9, 3)}};
  for (int round = 0; round < 2; ++round) {
    image::write_files(files);
    for (const image::FileContent& file : files) EXPECT_EQ(read_file(file.path, no_limit), file.bytes);
    EXPECT_EQ(entries(), 3);
  }
}

// What a killed process has left beside is written over, whatever it is long.
TEST_F(WriteFile, LeftoversOfTheSameFileAreWrittenOver) {
  std::ofstream(folder / ".a.png.part") << std::string(1000, 'x');
  image::write_files(std::vector<image::FileContent>{{folder / "a.png", Bytes(5, 1)}});
  EXPECT_EQ(read_file(folder / "a.png", no_limit), Bytes(5, 1));
  EXPECT_EQ(entries(), 1);
}

// All or nothing as far as a failure while writing goes: no name is taken before every file is on disk.
TEST_F(WriteFile, OneOfSeveralThatCannotBeWrittenLeavesTheOldOnes) {
  write_file(folder / "a.png", Bytes(5, 1));
  const std::vector<image::FileContent> files = {{folder / "a.png", Bytes(5, 2)}, {folder / "absent" / "b.png", {}}};
  const std::string message = checks::failure_of([&] { image::write_files(files); }, ErrorKind::output);
  EXPECT_EQ(message, (folder / "absent" / "b.png").string() + ": No such file or directory");
  EXPECT_EQ(read_file(folder / "a.png", no_limit), Bytes(5, 1));
  EXPECT_EQ(entries(), 1);
}

TEST_F(WriteFile, AWrittenFileIsPutInPlace) {
  write_file(folder / "old.html", Bytes(5, 1));
  write_file(folder / "new.html", Bytes(6, 2));
  image::put_in_place(folder / "new.html", folder / "old.html");
  EXPECT_EQ(read_file(folder / "old.html", no_limit), Bytes(6, 2));
  EXPECT_EQ(entries(), 1);
  const std::string message =
      checks::failure_of([&] { image::put_in_place(folder / "absent.html", folder / "old.html"); }, ErrorKind::output);
  EXPECT_EQ(message, (folder / "old.html").string() + ": No such file or directory");
}

/// Limits the size of files while it lives, with an error instead of the signal.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : old_action_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &old_limit_);
    const rlimit limit{bytes, old_limit_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &old_limit_);
    std::signal(SIGXFSZ, old_action_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  void (*old_action_)(int);
  rlimit old_limit_{};
};

TEST_F(WriteFile, WhenAWriteFailsHalfwayTheOldContentStays) {
  const auto path = folder / "out.png";
  write_file(path, Bytes(100, 1));
  std::string reason;
  {
    // The first write is cut short at the limit and the next one fails: what a full disk does.
    const FileSizeLimit limit(4096);
    reason = failure(path, Bytes(100'000, 2));
  }
  EXPECT_EQ(reason, "File too large");
  EXPECT_EQ(read_file(path, no_limit), Bytes(100, 1));
  EXPECT_EQ(entries(), 1);
}

TEST_F(WriteFile, AFullDisk) {
  if (::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=64k") != 0) GTEST_SKIP() << "may not mount a small disk";
  const auto path = folder / "out.png";
  write_file(path, Bytes(100, 1));
  const std::string reason = failure(path, Bytes(1'000'000, 2));
  const Bytes content = read_file(path, no_limit);
  const auto count = entries();
  ASSERT_EQ(::umount(folder.c_str()), 0);
  EXPECT_EQ(reason, "No space left on device");
  EXPECT_EQ(content, Bytes(100, 1));
  EXPECT_EQ(count, 1);
}

bool is_whole(const Bytes& bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [&](std::uint8_t byte) { return byte == bytes.front(); });
}

TEST_F(WriteFile, ReadersAndWritersAtOnceSeeWholeFiles) {
  const auto path = folder / "out.png";
  constexpr std::size_t size = 300'000;
  write_file(path, Bytes(size, 0));
  std::vector<std::thread> writers;
  for (int writer = 1; writer <= 4; ++writer) {
    writers.emplace_back([&path, writer] {
      for (int i = 0; i < 20; ++i) write_file(path, Bytes(size, static_cast<std::uint8_t>(writer)));
    });
  }
  for (int i = 0; i < 50; ++i) {
    const Bytes content = read_file(path, no_limit);
    EXPECT_EQ(content.size(), size);
    EXPECT_TRUE(is_whole(content));
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(entries(), 1);
}

TEST_F(WriteFile, AKilledWriterLeavesAWholeFile) {
  const auto path = folder / "out.png";
  constexpr std::size_t size = 4'000'000;
  write_file(path, Bytes(size, 0));
  for (int round = 0; round < 5; ++round) {
    const pid_t child = ::fork();
    if (child == 0) {
      for (std::uint8_t value = 0;; ++value) write_file(path, Bytes(size, value));
    }
    ASSERT_GT(child, 0);
    std::this_thread::sleep_for(std::chrono::milliseconds(20 + 7 * round));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const Bytes content = read_file(path, no_limit);
    EXPECT_EQ(content.size(), size);
    EXPECT_TRUE(is_whole(content));
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      const std::string name = entry.path().filename().string();
      EXPECT_TRUE(name == "out.png" || name.starts_with(".out.png.tmp-")) << name;
    }
  }
}

}  // namespace
}  // namespace hesscut
