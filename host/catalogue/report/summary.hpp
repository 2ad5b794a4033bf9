#pragma once

#include <string>
#include <string_view>

#include "host/catalogue/report/run_facts.hpp"
#include "host/catalogue/report/statistics.hpp"

namespace hesscut::catalogue {

/// summary.json: what became of a run in counts, reasons, quantiles, times and settings; indented JSON. Throws Error
/// (internal) where facts.settings is neither empty nor JSON.
[[nodiscard]] std::string summary_json(const RunFacts& facts, const Statistics& statistics);

/// The facts that a summary was made with; settings on one line. Throws Error (input) where the text is no summary.
[[nodiscard]] RunFacts facts_from_summary(std::string_view text);

}  // namespace hesscut::catalogue
