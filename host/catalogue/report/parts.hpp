#pragma once

#include <filesystem>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

#include "host/catalogue/journal/record.hpp"
#include "host/catalogue/report/card_selection.hpp"
#include "host/catalogue/report/statistics.hpp"

// The parts of the report's page.
namespace hesscut::catalogue {

extern const std::string_view report_css;  ///< report.css and report.js as they are
extern const std::string_view report_js;

/// A histogram of relative gaps with the tolerance marked; a tolerance of 0 is not marked.
[[nodiscard]] std::string gap_chart(std::span<const double> gaps, double tolerance);

/// A histogram of the time an item takes, its bars divided by stage, with a legend.
[[nodiscard]] std::string time_chart(const Statistics& statistics);

/// A card of the contact sheet. rank: its place in the report's order.
void write_card(std::ostream& out, const Record& record, const CardKey& key, std::size_t rank,
                const std::filesystem::path& folder);

/// A flag in words, and what it means: empty for one that is not known.
[[nodiscard]] std::string flag_words(const std::string& flag);
[[nodiscard]] std::string_view flag_meaning(std::string_view flag);

/// A flag as a coloured chip that says what it means.
[[nodiscard]] std::string flag_chip(const std::string& flag);

}  // namespace hesscut::catalogue
