#include "host/catalogue/report/statistics.hpp"

#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "host/catalogue/output/flags.hpp"
#include "tests/catalogue/report/some_records.hpp"

namespace hesscut::catalogue {
namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

TEST(Quantiles, AreValuesThatOccurred) {
  std::mt19937 random(6);
  for (int i = 0; i < 200; ++i) {
    std::vector<double> values(1 + random() % 50);
    for (double& value : values) value = static_cast<double>(random() % 20);
    std::vector<double> sorted = values;
    std::ranges::sort(sorted);
    values.insert(values.begin() + static_cast<std::ptrdiff_t>(random() % values.size()), not_a_number);
    const auto rank = [&](double share) {  // the smallest value that a share of them does not exceed
      return *std::ranges::find_if(sorted, [&](double value) {
        return static_cast<double>(std::ranges::upper_bound(sorted, value) - sorted.begin()) >=
               share * static_cast<double>(sorted.size()) - 1e-9;
      });
    };
    const Quantiles q = quantiles(values);
    EXPECT_EQ(q.count, sorted.size());
    EXPECT_EQ(q.minimum, sorted.front());
    EXPECT_EQ(q.lower_quarter, rank(0.25));
    EXPECT_EQ(q.median, rank(0.5));
    EXPECT_EQ(q.upper_quarter, rank(0.75));
    EXPECT_EQ(q.high, rank(0.95));
    EXPECT_EQ(q.maximum, sorted.back());
  }
  EXPECT_EQ(quantiles({}).count, 0U);
  EXPECT_TRUE(std::isnan(quantiles({not_a_number}).median));
}

TEST(LogBins, HoldWhatIsAboveTheirLowerEdge) {
  constexpr LogBins bins{-9, 10, 10};
  EXPECT_EQ(bins.size(), 100);
  std::mt19937 random(7);
  for (int i = 0; i < 100'000; ++i) {
    const double value = std::pow(10.0, std::uniform_real_distribution<double>(-9, 1)(random));
    const int bin = bins.index(value);
    ASSERT_GT(value, bins.edge(bin));
    ASSERT_LE(value, bins.edge(bin + 1));
  }
  for (int i = 1; i <= bins.size(); ++i) EXPECT_EQ(bins.index(bins.edge(i)), i - 1);
  EXPECT_EQ(bins.index(1e-3), 59);  // a gap that is the tolerance counts with those within
  for (const double low : {0.0, -1.0, 1e-30, not_a_number}) EXPECT_EQ(bins.index(low), 0);
  EXPECT_EQ(bins.index(std::numeric_limits<double>::infinity()), 99);
}

TEST(FailureGroups, LeaveOutNamesAndNumbers) {
  const auto general = [](const std::string& reason) {
    return general_reason(testing::failed_record("a b/shoe 1.jpg", "input", reason));
  };
  EXPECT_EQ(general("photos/a b/shoe 1.jpg: the JPEG ends at byte 12"), "the JPEG ends at byte #");
  EXPECT_EQ(general("a b/shoe 1.jpg: 70000 x 12 pixels"), "# x # pixels");
  EXPECT_EQ(general("items.csv:17: a column is missing"), "a column is missing");
  EXPECT_EQ(general("cannot open '/data/x/y.png'; 3.5 MB"), "cannot open '...'; # MB");
  EXPECT_EQ(general("OUT: Input/output error"), "OUT: Input/output error");
  EXPECT_EQ(general("no more. Try again"), "no more. Try again");
  EXPECT_EQ(general("a  b"), "a b");
  EXPECT_EQ(general(""), "");
}

TEST(FailureGroups, CountWithAnExampleAndInBoundedMemory) {
  FailureGroups groups;
  groups.add(testing::done_record("fine.jpg", 0.1));
  groups.add(testing::failed_record("one.jpg", "input", "one.jpg: ends at byte 5"));
  groups.add(testing::failed_record("two.jpg", "output", "no room"));
  groups.add(testing::failed_record("three.jpg", "input", "three.jpg: ends at byte 777"));
  const auto largest = groups.largest(5);
  ASSERT_EQ(largest.size(), 2U);
  EXPECT_EQ(largest[0].reason, "ends at byte #");
  EXPECT_EQ(largest[0].kind, "input");
  EXPECT_EQ(largest[0].count, 2U);
  EXPECT_EQ(largest[0].example_id, "one.jpg");
  EXPECT_EQ(largest[0].example, "one.jpg: ends at byte 5");
  EXPECT_EQ(groups.largest(1).size(), 1U);

  for (int i = 0; i < 5000; ++i) {
    std::string word;
    for (int rest = i; rest >= 0; rest = rest / 26 - 1) word += static_cast<char>('a' + rest % 26);
    groups.add(testing::failed_record("x.jpg", "input", word));
  }
  EXPECT_EQ(groups.size(), FailureGroups::most_groups + 1);
  EXPECT_EQ(groups.largest(1).at(0).reason, "other reasons");
  EXPECT_EQ(groups.largest(1).at(0).count, 5000U - (FailureGroups::most_groups - 2));
}

TEST(CardSelection, TakesTheFirstOfAll) {
  testing::Random random(8);
  for (const std::size_t limit : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{50}, std::size_t{5000}}) {
    CardSelection some(limit);
    CardSelection all(1'000'000);
    for (std::size_t i = 0; i < 300; ++i) {
      Record record = testing::random_record(random);
      for (ProductRecord& product : record.products) {
        const auto drawn = static_cast<int>(random() % 5);  // so that there are equal ones
        product.mask_certificate = drawn == 0 ? not_a_number : drawn;
      }
      some.add(i, record);
      all.add(i, record);
    }
    std::vector<CardKey> expected = all.in_order();
    EXPECT_EQ(some.total(), expected.size());
    EXPECT_EQ(all.total(), expected.size());
    expected.resize(std::min(limit, expected.size()));
    const std::vector<CardKey> selected = some.in_order();
    ASSERT_EQ(selected.size(), expected.size());
    for (std::size_t i = 0; i < selected.size(); ++i) {
      EXPECT_EQ(selected[i].item, expected[i].item);
      EXPECT_EQ(selected[i].product, expected[i].product);
    }
  }
}

TEST(CardSelection, PutsFlaggedThenFailedThenTheWorstFirst) {
  std::vector<Record> records = {testing::done_record("fine", 0.1),
                                 testing::done_record("worse", 0.3),
                                 testing::failed_record("failed", "input", "no"),
                                 testing::done_record("flagged", 0.01),
                                 testing::done_record("unknown", not_a_number),
                                 testing::failed_record("later", "memory", "full"),
                                 testing::failed_record("gone", "", "")};
  records[3].products[0].flags = {"empty"};
  records[3].products.push_back(records[3].products[0]);
  records[3].products[1].mask_certificate = 0.02;
  records[5].status = ItemStatus::deferred;
  records[6].status = ItemStatus::withdrawn;
  CardSelection cards(100);
  for (std::size_t i = 0; i < records.size(); ++i) cards.add(i, records[i]);
  std::vector<std::pair<std::size_t, std::size_t>> order;
  for (const CardKey& key : cards.in_order()) order.emplace_back(key.item, key.product);
  constexpr std::size_t none = CardKey::no_product;
  const std::vector<std::pair<std::size_t, std::size_t>> expected = {{3, 1}, {3, 0}, {2, none}, {5, none},
                                                                     {4, 0}, {1, 0}, {0, 0}};
  EXPECT_EQ(order, expected);
}

TEST(Statistics, CountWhatThereIs) {
  Statistics statistics(4);
  Record flagged = testing::done_record("a", 0.1);
  flagged.products[0].flags = {"empty", "of its own"};
  flagged.stage_ms = {{"read", 10}, {"solve", 30}, {"odd", not_a_number}};
  statistics.add(0, flagged);
  statistics.add(1, testing::done_record("b", 0.2));
  statistics.add(2, testing::failed_record("c", "input", "no"));
  Record withdrawn = testing::done_record("d", 0.3);
  withdrawn.status = ItemStatus::withdrawn;
  statistics.add(3, withdrawn);
  EXPECT_EQ(statistics.items(), 3U);
  EXPECT_EQ(statistics.items(ItemStatus::done), 2U);
  EXPECT_EQ(statistics.items(ItemStatus::failed), 1U);
  EXPECT_EQ(statistics.flagged_items(), 1U);
  EXPECT_EQ(statistics.certificates(), (std::vector<double>{0.1, 0.2}));
  EXPECT_EQ(statistics.milliseconds(), (std::vector<double>{40, 100}));
  EXPECT_EQ(statistics.photo_bytes(), 10'000U);
  EXPECT_EQ(statistics.outputs(), 2U);
  EXPECT_EQ(statistics.output_bytes(), 2000U);
  EXPECT_DOUBLE_EQ(statistics.megapixels(), 4);
  const auto flags = statistics.flags();
  ASSERT_EQ(flags.size(), flag_infos.size() + 1);
  EXPECT_EQ(flags.front(), (std::pair<std::string, std::uint64_t>("empty", 1)));
  EXPECT_EQ(flags.back(), (std::pair<std::string, std::uint64_t>("of its own", 1)));
  ASSERT_EQ(statistics.stages().size(), 2U);
  EXPECT_EQ(statistics.stages()[1].name, "solve");
  EXPECT_EQ(statistics.stages()[1].milliseconds, 128);
  EXPECT_EQ(statistics.stages()[1].by_bin.at(static_cast<std::size_t>(Statistics::time_bins.index(40))), 30);
  EXPECT_EQ(statistics.items_by_time().at(static_cast<std::size_t>(Statistics::time_bins.index(100))), 1U);
}

TEST(Statistics, KeepAFewBytesAnItem) {
  constexpr std::size_t items = 300'000;
  const auto held = [] { return mallinfo2().uordblks + mallinfo2().hblkhd; };
  const Record record = testing::done_record("some/longer/id/that/takes/memory.jpg", 0.1);
  const std::size_t before = held();
  Statistics statistics(items);
  for (std::size_t i = 0; i < items; ++i) statistics.add(i, record);
  EXPECT_LE(held(), before + 64 * items);
  EXPECT_EQ(statistics.cards().in_order().size(), Statistics::default_cards);
}

}  // namespace
}  // namespace hesscut::catalogue
