#include <gtest/gtest.h>

#include <fstream>
#include <numeric>
#include <regex>
#include <sstream>

#include "host/solver/solver.hpp"
#include "kernels/ledger.hpp"

/// What operations.hpp and solver.cpp say that an operation moves, against kernels/ledger.hpp.

namespace hesscut::test {
namespace {

/// The text of a source file without the slashes of its comments, all white space made one blank.
std::string prose(const std::string& path) {
  std::ifstream file(HESSCUT_SOURCE_DIR "/" + path);
  std::stringstream text;
  for (std::string line; std::getline(file, line);) {
    text << std::regex_replace(line, std::regex("^ *///?"), " ") << ' ';
  }
  return std::regex_replace(text.str(), std::regex(" +"), " ");
}

/// The sum of all numbers of a text such as "1 + 6", "2 1/4" or "u 1, z 6, alpha beta r 3".
double sum_of(const std::string& text) {
  static const std::regex number(R"(\b(\d+)(?:/(\d+))?\b)");
  double sum = 0;
  for (std::sregex_iterator i(text.begin(), text.end(), number), end; i != end; ++i) {
    sum += std::stod((*i)[1]) / ((*i)[2].matched ? std::stod((*i)[2]) : 1);
  }
  return sum;
}

struct Statement {
  double read = 0;
  double written = 0;
};
using Statements = std::map<std::string, Statement>;

/// "R 1 + 6, W 6" in the comment above each operation that works on fields, "accumulating R 2, W 1" of its other kind.
Statements of_operations() {
  std::string text = prose("kernels/operations.hpp");
  text = text.substr(text.find("---- colour_space"));
  static const std::regex operation(R"((.*?)(?:virtual )?void (\w+)\(.*?(?:= 0;|\{.*?\}))");
  static const std::regex statement(R"((accumulating )?\bR (\d[\d /+]*)(?:, W (\d[\d /+]*))?)");
  Statements out;
  for (std::sregex_iterator i(text.begin(), text.end(), operation), end; i != end; ++i) {
    const std::string comment = (*i)[1];
    const std::string name = (*i)[2];
    std::sregex_iterator s(comment.begin(), comment.end(), statement);
    if (s == end) ADD_FAILURE() << name << ": operations.hpp does not say what it moves";
    for (; s != end; ++s) {
      const std::string kind = (*s)[1].matched ? name + " accumulating" : name;
      EXPECT_TRUE(out.emplace(kind, Statement{sum_of((*s)[2]), sum_of((*s)[3])}).second) << kind << " is said twice";
    }
  }
  return out;
}

/// "- name: what it does. R u 1, z 6; W z 6, rhs 1." at the head of solver.cpp.
Statements of_solver() {
  std::string text = prose("host/solver/solver.cpp");
  text = text.substr(0, text.find("namespace"));
  static const std::regex step(R"(- (\w+): (.*?) R ([^;.]*)(?:; W ([^.]*))?\. )");
  Statements out;
  for (std::sregex_iterator i(text.begin(), text.end(), step), end; i != end; ++i) {
    out[(*i)[1]] = {sum_of((*i)[3]), sum_of((*i)[4])};
  }
  return out;
}

TEST(LedgerTest, OperationsSayTheSame) {
  Statements said = of_operations();
  for (const kernels::Moved& entry : kernels::ledger) {
    const auto found = said.find(std::string(entry.operation));
    ASSERT_NE(found, said.end()) << entry.operation << " is in the ledger and not in operations.hpp";
    EXPECT_EQ(found->second.read, entry.read) << entry.operation;
    EXPECT_EQ(found->second.written, entry.written) << entry.operation;
    said.erase(found);
  }
  for (const auto& [name, statement] : said) ADD_FAILURE() << name << " is in operations.hpp and not in the ledger";
}

TEST(LedgerTest, TheSolverSaysTheSame) {
  const Statements said = of_solver();
  ASSERT_EQ(said.size(), 3U);
  for (const auto& [name, statement] : said) {
    EXPECT_EQ(statement.read, kernels::moved_by(name).read) << name;
    EXPECT_EQ(statement.written, kernels::moved_by(name).written) << name;
  }
}

TEST(LedgerTest, TheSolverAddsItUp) {
  const std::string text = prose("host/solver/solver.cpp");
  static const std::regex total(
      R"(iteration moves (\d+) floats beside its FFT pair, and (\d+) more where a certificate)");
  std::smatch match;
  ASSERT_TRUE(std::regex_search(text, match, total));
  EXPECT_EQ(sum_of(match[1]), kernels::moved_by("admm_sweep").moved() + kernels::moved_by("spectral_solve").moved());
  EXPECT_EQ(sum_of(match[2]), kernels::moved_by("certificate").moved());
}

TEST(LedgerTest, SumsAreReadAsPeopleReadThem) {
  EXPECT_EQ(sum_of("1 + 6 + 3"), 10);
  EXPECT_EQ(sum_of("2 1/4"), 2.25);
  EXPECT_EQ(sum_of("u 1, z 6, alpha beta r 3"), 10);
}

}  // namespace
}  // namespace hesscut::test
