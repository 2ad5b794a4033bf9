#pragma once

#include <iosfwd>
#include <string>

#include "host/catalogue/journal/record_set.hpp"
#include "host/catalogue/report/statistics.hpp"

namespace hesscut::catalogue {

/// An item as a line of results.jsonl, without the line feed. Every line has the same keys in the same order; what is
/// not known is null.
[[nodiscard]] std::string result_line(const Record& record);

/// results.jsonl, and the statistics of the same pass over the records: one line at a time is held. Whether `out` took
/// it all is for the caller to ask it.
[[nodiscard]] Statistics write_results(const RecordSet& records, std::ostream& out,
                                       std::size_t cards = Statistics::default_cards);

}  // namespace hesscut::catalogue
