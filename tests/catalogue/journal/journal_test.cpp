#include "host/catalogue/journal/journal.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <hesscut/error.hpp>
#include <random>

#include "tests/support/temporary_folder.hpp"

namespace hesscut::catalogue {
namespace {

Record record(const std::string& id, ItemStatus status = ItemStatus::done) {
  Record result;
  result.id = id;
  result.status = status;
  result.photo = "photos/" + id;
  result.finished = "2026-01-31T23:59:59Z";
  return result;
}

std::string text_of(const std::filesystem::path& file) {
  const auto bytes = support::file_bytes(file);
  return {bytes.begin(), bytes.end()};
}

void write_text(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

class JournalTest : public testing::Test {
 protected:
  void append(const std::vector<Record>& records) const { Journal(file).append(records); }

  support::TemporaryFolder folder;
  const std::filesystem::path file = folder / "0-of-1.journal";
};

TEST_F(JournalTest, RemembersTheLastRecordOfEachItem) {
  append({record("a", ItemStatus::deferred), record("b")});
  append({record("a"), record("c", ItemStatus::failed)});
  const Journal journal(file);
  EXPECT_EQ(journal.find("a")->status, ItemStatus::done);
  EXPECT_EQ(journal.find("b")->photo, "photos/b");
  EXPECT_EQ(journal.find("c")->status, ItemStatus::failed);
  EXPECT_FALSE(journal.find("d"));
  const JournalIndex index = read_journal(file);
  EXPECT_EQ(index.items.size(), 3U);
  EXPECT_EQ(index.lines, 4U);
  EXPECT_TRUE(index.damaged.empty());
}

TEST_F(JournalTest, FindsWhatItHasJustWritten) {
  Journal journal(file);
  for (int i = 0; i < 20; ++i) {
    const std::string id = "item " + std::to_string(i);
    journal.append(std::vector{record(id), record(id + " too")});
    ASSERT_TRUE(journal.find(id));
    EXPECT_EQ(journal.find(id + " too")->id, id + " too");
  }
}

TEST_F(JournalTest, KeepsAccountsOfPasses) {
  {
    Journal journal(file);
    journal.append_pass(R"({"complete":false})");
    journal.append(std::vector{record("a")});
    journal.append_pass(R"({"complete":true,"n":{"m":1}})");
    EXPECT_EQ(journal.find("a")->id, "a");
  }
  const JournalIndex index = read_journal(file);
  EXPECT_EQ(index.passes, (std::vector<std::string>{R"({"complete":false})", R"({"complete":true,"n":{"m":1}})"}));
  EXPECT_EQ(index.items.size(), 1U);
}

// Cut at any byte: what was whole before the cut is kept, and the journal can be gone on with.
TEST_F(JournalTest, TakesOffATornLine) {
  append({record("a"), record("b", ItemStatus::failed), record("c")});
  const std::string whole = text_of(file);
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (whole[i] == '\n') ends.push_back(i + 1);
  }
  ASSERT_EQ(ends.size(), 3U);
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    write_text(file, whole.substr(0, length));
    const auto kept =
        static_cast<std::size_t>(std::ranges::count_if(ends, [&](std::size_t end) { return end <= length; }));
    ASSERT_EQ(read_journal(file).items.size(), kept) << length;
    const bool at_an_end =
        std::ranges::any_of(ends, [&](std::size_t end) { return length + 2 >= end && length <= end; });
    if (length % 16 != 0 && !at_an_end) continue;  // each of the following waits for the disk
    Journal journal(file);
    EXPECT_TRUE(journal.damaged().empty()) << length;
    journal.append(std::vector{record("d")});
    EXPECT_EQ(read_journal(file).items.size(), kept + 1) << length;
    EXPECT_TRUE(read_journal(file).damaged.empty()) << length;
  }
}

// Any byte changed in a line: that item counts as not done, every other one stays.
TEST_F(JournalTest, NoticesEveryChangedByte) {
  append({record("a"), record("b"), record("c")});
  const std::string whole = text_of(file);
  const std::size_t begin = whole.find('\n') + 1;
  const std::size_t end = whole.find('\n', begin);
  std::mt19937 random(7);
  for (std::size_t at = begin; at < end; ++at) {
    std::string changed = whole;
    do changed[at] = static_cast<char>(random());
    while (changed[at] == whole[at] || changed[at] == '\n');
    write_text(file, changed);
    const JournalIndex index = read_journal(file);
    EXPECT_EQ(index.damaged, std::vector<std::uint64_t>{2}) << at;
    EXPECT_EQ(index.items.size(), 2U) << at;
    EXPECT_FALSE(index.find("b")) << at;
    EXPECT_EQ(read_record(file, *index.find("c")).id, "c") << at;
  }
}

TEST_F(JournalTest, IsOneProcessAtATime) {
  const Journal journal(file);
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      const Journal second(file);
    } catch (const Error& error) {
      const bool right =
          error.kind() == ErrorKind::output &&
          std::string(error.what()) == file.string() + ": another process is at work on this part of the run";
      ::_exit(right ? 42 : 1);
    }
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 42);
}

TEST_F(JournalTest, AFullDiskLeavesItWhole) {
  append({record("a")});
  const std::string before = text_of(file);
  rlimit old{};
  ::getrlimit(RLIMIT_FSIZE, &old);
  auto* const old_action = std::signal(SIGXFSZ, SIG_IGN);
  {
    Journal journal(file);
    const rlimit limit{before.size() + 20, old.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    EXPECT_THROW(journal.append(std::vector{record("b")}), Error);
    ::setrlimit(RLIMIT_FSIZE, &old);
    EXPECT_EQ(text_of(file), before);
    EXPECT_FALSE(journal.find("b"));
    journal.append(std::vector{record("c")});
    EXPECT_EQ(journal.find("c")->id, "c");
  }
  std::signal(SIGXFSZ, old_action);
  EXPECT_TRUE(read_journal(file).damaged.empty());
}

TEST_F(JournalTest, SaysWhatCannotBeOpened) {
  const std::filesystem::path absent = folder / "absent" / "journal";
  try {
    const Journal journal(absent);
    FAIL() << "opened";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::output);
    EXPECT_EQ(std::string(error.what()), absent.string() + ": No such file or directory");
  }
  EXPECT_TRUE(read_journal(absent).items.empty());
}

}  // namespace
}  // namespace hesscut::catalogue
