#pragma once

#include <filesystem>
#include <iosfwd>

#include "host/catalogue/journal/record_set.hpp"
#include "host/catalogue/report/run_facts.hpp"
#include "host/catalogue/report/statistics.hpp"

namespace hesscut::catalogue {

/// report.html: a page that stands alone, with totals, charts, reasons of failures and a card for each of the products
/// that statistics.cards() has selected. folder: the run's, where thumbnails are read from, one at a time; one that is
/// missing or no picture costs its card the picture. Whether `out` took it all is for the caller to ask it.
void write_report(std::ostream& out, const RecordSet& records, const Statistics& statistics, const RunFacts& facts,
                  const std::filesystem::path& folder);

}  // namespace hesscut::catalogue
