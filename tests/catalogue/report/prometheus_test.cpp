#include "host/catalogue/report/prometheus.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "tests/catalogue/report/some_records.hpp"

namespace hesscut::catalogue {
namespace {

struct Sample {
  std::string name;
  std::map<std::string, std::string> labels;  ///< as meant
  double value = 0;
};

/// The text format by its rules; ADD_FAILUREs where one is broken.
class Exposition {
 public:
  explicit Exposition(const std::string& text) {
    EXPECT_TRUE(text.ends_with('\n'));
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) read(line);
    for (const auto& [name, type] : types_) {
      if (type == "histogram") check_histogram(name);
    }
  }

  [[nodiscard]] double value(const std::string& name, const std::string& label = "", const std::string& is = "") const {
    for (const Sample& sample : samples_) {
      if (sample.name == name && (label.empty() || sample.labels.at(label) == is)) return sample.value;
    }
    ADD_FAILURE() << "no " << name << " " << is;
    return -1;
  }

  [[nodiscard]] const std::vector<Sample>& samples() const { return samples_; }

 private:
  void read(const std::string& line) {
    static const std::regex help("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) .+");
    static const std::regex type("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)");
    static const std::regex sample(R"(([a-zA-Z_:][a-zA-Z0-9_:]*)\{(.*)\} (\S+))");
    std::smatch match;
    if (std::regex_match(line, match, help)) {
      EXPECT_TRUE(helped_.insert(match[1]).second) << line;
      family_ = match[1];
    } else if (std::regex_match(line, match, type)) {
      EXPECT_EQ(family_, match[1]) << line;
      EXPECT_TRUE(types_.emplace(match[1], match[2]).second) << line;
    } else if (std::regex_match(line, match, sample)) {
      add({match[1], labels_of(match[2]), std::stod(match[3])}, line);
    } else {
      ADD_FAILURE() << "neither comment nor sample: " << line;
    }
  }

  void add(const Sample& sample, const std::string& line) {
    const std::string type = types_[family_];
    static const std::regex ending("_(bucket|sum|count)");
    ASSERT_TRUE(sample.name.starts_with(family_)) << line;
    const std::string rest = sample.name.substr(family_.size());
    EXPECT_TRUE(type == "histogram" ? std::regex_match(rest, ending) : rest.empty()) << line;
    EXPECT_EQ(type == "counter", family_.ends_with("_total")) << line;
    for (const Sample& other : samples_)
      EXPECT_FALSE(other.name == sample.name && other.labels == sample.labels) << line;
    samples_.push_back(sample);
  }

  static std::map<std::string, std::string> labels_of(std::string text) {
    static const std::regex label(R"rx(([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\["\\n])*)"(,|$))rx");
    std::map<std::string, std::string> labels;
    std::smatch match;
    while (!text.empty()) {
      if (!std::regex_search(text, match, label, std::regex_constants::match_continuous)) {
        ADD_FAILURE() << "no label: " << text;
        break;
      }
      std::string value;
      const std::string escaped = match[2];
      for (std::size_t i = 0; i < escaped.size(); ++i) {
        const bool spelled = escaped[i] == '\\';
        if (spelled) ++i;
        value += spelled && escaped[i] == 'n' ? '\n' : escaped[i];
      }
      EXPECT_TRUE(labels.emplace(match[1], value).second) << text;
      text = match.suffix();
    }
    return labels;
  }

  void check_histogram(const std::string& name) const {
    double below = 0;
    double edge = -std::numeric_limits<double>::infinity();
    for (const Sample& sample : samples_) {
      if (sample.name != name + "_bucket") continue;
      const double next = std::stod(sample.labels.at("le"));
      EXPECT_GT(next, edge);
      EXPECT_GE(sample.value, below);
      edge = next;
      below = sample.value;
    }
    EXPECT_EQ(edge, std::numeric_limits<double>::infinity());
    EXPECT_EQ(value(name + "_count"), below);
    static_cast<void>(value(name + "_sum"));
  }

  std::string family_;
  std::set<std::string> helped_;
  std::map<std::string, std::string> types_;
  std::vector<Sample> samples_;
};

TEST(Prometheus, SaysWhatHasBecomeOfTheItems) {
  RunMetrics metrics;
  metrics.run = "spring";
  metrics.shard = "3/8";
  metrics.done = 18'446'744'073'709'551'615U;
  metrics.failed = 2;
  metrics.deferred = 1;
  metrics.flags = {{"empty", 4}, {"low_contrast", 5}};
  metrics.stage_seconds = {{"read", 0.1}, {"solve", 1e9}};
  metrics.cores_busy = 0.875;
  metrics.images_per_second = 12.5;
  metrics.last_progress = 1'769'903'999;
  for (const double gap : {0.0, 1e-3, 1.0000001e-3, 2.0}) metrics.gap.add(gap);
  metrics.gap.add(std::numeric_limits<double>::quiet_NaN());
  const std::string text = prometheus_text(metrics);
  const Exposition exposition(text);
  EXPECT_NE(text.find("hesscut_batch_items_total{run=\"spring\",shard=\"3/8\",status=\"done\"} 18446744073709551615\n"),
            std::string::npos);
  EXPECT_EQ(exposition.value("hesscut_batch_items_total", "status", "failed"), 2);
  EXPECT_EQ(exposition.value("hesscut_batch_items_total", "status", "deferred"), 1);
  EXPECT_EQ(exposition.value("hesscut_batch_flags_total", "flag", "low_contrast"), 5);
  EXPECT_EQ(exposition.value("hesscut_batch_stage_seconds_total", "stage", "read"), 0.1);
  EXPECT_EQ(exposition.value("hesscut_batch_stage_seconds_total", "stage", "solve"), 1e9);
  EXPECT_EQ(exposition.value("hesscut_batch_cores_busy_ratio"), 0.875);
  EXPECT_EQ(exposition.value("hesscut_batch_images_per_second"), 12.5);
  EXPECT_EQ(exposition.value("hesscut_batch_last_progress_timestamp_seconds"), 1'769'903'999);
  EXPECT_EQ(exposition.value("hesscut_batch_complete"), 0);
  EXPECT_EQ(exposition.value("hesscut_batch_gap_bucket", "le", "1e-06"), 1);
  EXPECT_EQ(exposition.value("hesscut_batch_gap_bucket", "le", "0.001"), 2);
  EXPECT_EQ(exposition.value("hesscut_batch_gap_bucket", "le", "0.01"), 3);
  EXPECT_EQ(exposition.value("hesscut_batch_gap_count"), 4);
  for (const Sample& sample : exposition.samples()) {
    EXPECT_EQ(sample.labels.at("run"), "spring");
    EXPECT_EQ(sample.labels.at("shard"), "3/8");
  }
}

TEST(Prometheus, EscapesLabels) {
  RunMetrics metrics;
  metrics.run = "a\"b\\n\\\nc{},=\xff\xc3\xa9";
  metrics.flags = {{"}\n# TYPE x counter", 1}};
  const Exposition exposition(prometheus_text(metrics));
  EXPECT_EQ(exposition.samples().at(0).labels.at("run"), "a\"b\\n\\\nc{},=\ufffd\xc3\xa9");
  EXPECT_EQ(exposition.value("hesscut_batch_flags_total", "flag", "}\n# TYPE x counter"), 1);
}

TEST(Prometheus, OfAFinishedRunComesFromItsRecords) {
  Statistics statistics(3);
  statistics.add(0, testing::done_record("a", 0.1));
  statistics.add(1, testing::done_record("b", 0.1));
  statistics.add(2, testing::failed_record("c", "input", "no"));
  RunFacts facts;
  facts.name = "spring";
  facts.finished = "2026-01-31T23:59:59Z";
  facts.times.stages = {{"solve", 7, 2}};
  facts.times.items = 3;
  facts.times.wall_seconds = 2;
  facts.times.cores_busy = 0.5;
  const Exposition exposition(prometheus_text(run_metrics(facts, statistics)));
  EXPECT_EQ(exposition.value("hesscut_batch_items_total", "status", "done"), 2);
  EXPECT_EQ(exposition.value("hesscut_batch_flags_total", "flag", "empty"), 0);
  EXPECT_EQ(exposition.value("hesscut_batch_stage_seconds_total", "stage", "solve"), 7);
  EXPECT_EQ(exposition.value("hesscut_batch_images_per_second"), 1.5);
  EXPECT_EQ(exposition.value("hesscut_batch_last_progress_timestamp_seconds"), 1'769'903'999);  // date -d ... +%s
  EXPECT_EQ(exposition.value("hesscut_batch_complete"), 1);
  EXPECT_EQ(exposition.value("hesscut_batch_gap_bucket", "le", "5e-04"), 2);
  EXPECT_DOUBLE_EQ(exposition.value("hesscut_batch_gap_sum"), 1e-3);
  facts.finished = "yesterday";
  EXPECT_EQ(run_metrics(facts, statistics).last_progress, 0);
}

}  // namespace
}  // namespace hesscut::catalogue
