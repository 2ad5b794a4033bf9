#include "host/catalogue/report/report.hpp"

#include <array>
#include <cmath>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "host/catalogue/output/flags.hpp"
#include "host/catalogue/report/html.hpp"
#include "host/catalogue/report/parts.hpp"

namespace hesscut::catalogue {
namespace {

using html::escaped;
using html::grouped;

constexpr std::size_t reasons_shown = 12;

std::string counted(std::uint64_t count, const std::string& one, const std::string& many) {
  return grouped(count) + " " + (count == 1 ? one : many);
}

/// "2026-01-31T23:59:59Z" for people.
std::string time_words(const std::string& utc) {
  if (utc.size() != 20 || utc[10] != 'T' || utc.back() != 'Z') return utc;
  return utc.substr(0, 10) + " " + utc.substr(11, 5) + " UTC";
}

std::string megabytes(std::uint64_t bytes) {
  const auto size = static_cast<double>(bytes);
  if (size < 1e9) return html::brief(size / 1e6) + " MB";
  return html::brief(size / 1e9) + " GB";
}

/// Nothing is fetched, and no script or style runs but the page's own: an id that got past the escaping stays text.
void write_head(std::ostream& out, const std::string& name) {
  out << "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      << R"(<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src )"
      << html::policy_hash(report_css) << "; script-src " << html::policy_hash(report_js)
      << "; base-uri 'none'; form-action 'none'\">\n"
      << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      << "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
      << "<link rel=\"icon\" href=\"data:,\">\n<title>" << escaped(name) << " \u2013 Hesscut</title>\n<style>"
      << report_css << "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#sheet\">Skip to the contact sheet</a>\n";
}

void write_heading(std::ostream& out, const Statistics& statistics, const RunFacts& facts, const std::string& name) {
  std::vector<std::string> words;
  if (!facts.finished.empty()) words.push_back("Finished " + time_words(facts.finished));
  if (facts.times.wall_seconds > 0) {
    words.push_back("took " + html::duration(facts.times.wall_seconds) +
                    (facts.times.processes > 1 ? " in " + grouped(facts.times.processes) + " processes" : ""));
  }
  words.push_back(counted(statistics.items(), "photo", "photos"));
  words.push_back(counted(statistics.gaps().size(), "product", "products"));
  words.push_back(megabytes(statistics.photo_bytes()) + " read, " + megabytes(statistics.output_bytes()) + " written");
  if (!facts.times.device.empty()) words.push_back(facts.times.device);
  if (!facts.version.empty()) words.push_back("Hesscut " + facts.version);
  out << "<header>\n<h1>" << escaped(name) << "</h1>\n<p class=\"facts\">";
  for (const std::string& word : words) out << "<span>" << escaped(word) << "</span> ";
  out << "</p>\n";
  if (!facts.complete) {
    out << "<p class=\"notice\">This run is not complete: not every item of its input has been tried.</p>\n";
  }
  out << "</header>\n<main>\n";
}

struct Tile {
  const char* kind;  ///< class of its colour
  std::string name, value, about, link;
};

std::string share_of(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? "of none" : html::percent(static_cast<double>(part) / static_cast<double>(whole)) + " of all";
}

std::vector<Tile> tiles_of(const Statistics& statistics, const RunTimes& times) {
  const std::uint64_t items = statistics.items();
  const auto counts = [&](const char* kind, const std::string& name, std::uint64_t count, const std::string& link) {
    return Tile{count > 0 ? kind : "none", name, grouped(count), share_of(count, items), count > 0 ? link : ""};
  };
  std::vector<Tile> tiles = {
      counts("good", "Done", statistics.items(ItemStatus::done), "#status=done"),
      counts("warn", "Flagged", statistics.flagged_items(), "#flag=any"),
      counts("bad", "Failed", statistics.items(ItemStatus::failed), "#status=failed"),
      counts("wait", "Deferred", statistics.items(ItemStatus::deferred), "#status=deferred"),
  };
  if (times.wall_seconds > 0) {
    const std::string threads = counted(static_cast<std::uint64_t>(times.threads), "thread", "threads");
    tiles.push_back({"plain", "Images a second", html::brief(images_per_second(times)),
                     threads + (times.processes > 1 ? " a process" : ""), ""});
    tiles.push_back({"plain", "Cores busy", html::percent(times.cores_busy),
                     "solver busy " + html::percent(times.solver_busy), ""});
  }
  if (!times.bottleneck.empty()) {
    tiles.push_back({"plain", "Bottleneck", times.bottleneck, "the busiest stage", ""});
  }
  return tiles;
}

void write_tiles(std::ostream& out, const std::vector<Tile>& tiles) {
  out << "<section class=\"tiles\" aria-label=\"Totals\">\n";
  for (const Tile& tile : tiles) {
    const std::string element = tile.link.empty() ? "div" : "a";
    out << '<' << element << " class=\"tile " << tile.kind << '"';
    if (!tile.link.empty()) out << " href=\"" << tile.link << '"';
    out << "><span class=\"name\">" << tile.name << "</span> <span class=\"value\">" << escaped(tile.value)
        << "</span> <span class=\"about\">" << escaped(tile.about) << "</span></" << element << ">\n";
  }
  out << "</section>\n";
}

void write_table_head(std::ostream& out, const char* title, const char* count, const char* what) {
  out << "<section class=\"panel\">\n<h2>" << title << "</h2>\n<table>\n<thead><tr><th scope=\"col\" class=\"count\">"
      << count << "</th><th scope=\"col\">" << what << "</th></tr></thead>\n<tbody>\n";
}

void write_failures(std::ostream& out, const Statistics& statistics) {
  const std::vector<FailureGroup> groups = statistics.failures().largest(reasons_shown);
  if (groups.empty()) return;
  write_table_head(out, "Why items failed", "Items", "Reason");
  for (const FailureGroup& group : groups) {
    out << "<tr><td class=\"count\">" << grouped(group.count) << "</td><td>" << escaped(group.reason);
    if (!group.kind.empty()) out << " <span class=\"kind\">" << escaped(group.kind) << "</span>";
    out << "<span class=\"example\">for example <bdi>" << escaped(group.example_id) << "</bdi>";
    if (group.example != group.reason) out << ": <bdi>" << escaped(group.example) << "</bdi>";
    out << "</span></td></tr>\n";
  }
  out << "</tbody>\n</table>\n";
  if (statistics.failures().size() > groups.size()) {
    out << "<p class=\"note\">"
        << counted(statistics.failures().size() - groups.size(), "rarer reason", "rarer reasons")
        << " left out; results.jsonl has every item.</p>\n";
  }
  out << "</section>\n";
}

void write_flags(std::ostream& out, const Statistics& statistics) {
  if (statistics.flagged_items() == 0) return;
  write_table_head(out, "What to look at", "Products", "Flag");
  for (const auto& [flag, count] : statistics.flags()) {
    if (count == 0) continue;
    out << "<tr><td class=\"count\">" << grouped(count) << R"(</td><td><a class="flag" href="#flag=)"
        << html::relative_link(flag) << "\">" << flag_chip(flag) << "</a> " << escaped(flag_meaning(flag))
        << "</td></tr>\n";
  }
  out << "</tbody>\n</table>\n</section>\n";
}

using Options = std::vector<std::pair<std::string, std::string>>;  // value, words

void write_select(std::ostream& out, const char* name, const char* label, const Options& options) {
  out << "<label>" << label << " <select name=\"" << name << "\">";
  for (const auto& [value, words] : options) {
    out << "<option value=\"" << escaped(value) << "\">" << escaped(words) << "</option>";
  }
  out << "</select></label>\n";
}

/// Of use with a script only, which shows them.
void write_controls(std::ostream& out, const Statistics& statistics) {
  Options flags = {{"", "all products"}, {"any", "any flag"}, {"none", "no flag"}};
  for (const auto& [flag, count] : statistics.flags()) {
    if (count > 0) flags.emplace_back(flag, flag_words(flag));
  }
  Options statuses = {{"", "every status"}};
  for (const ItemStatus status : {ItemStatus::done, ItemStatus::failed, ItemStatus::deferred}) {
    if (statistics.items(status) > 0) statuses.emplace_back(status_name(status), status_name(status));
  }
  out << "<form id=\"controls\" hidden>\n";
  write_select(out, "sort", "Order",
               {{"", "to look at first"},
                {"certificate", "certificate, worst first"},
                {"gap", "gap, largest first"},
                {"time", "time, longest first"},
                {"id", "id"}});
  write_select(out, "status", "Status", statuses);
  write_select(out, "flag", "Flag", flags);
  out << R"(<label class="search">Id <input type="search" name="q" placeholder="part of an id" autocomplete="off" )"
      << "spellcheck=\"false\"></label>\n"
      << "<button type=\"reset\">Reset</button>\n<output id=\"shown\" aria-live=\"polite\"></output>\n</form>\n";
}

void write_sheet(std::ostream& out, const RecordSet& records, const Statistics& statistics,
                 const std::filesystem::path& folder) {
  const std::vector<CardKey> keys = statistics.cards().in_order();
  out << "<section id=\"sheet\" aria-labelledby=\"sheet-title\">\n<h2 id=\"sheet-title\">Contact sheet</h2>\n"
      << "<p class=\"note\">Flagged and failed ones first, then by certificate from worst to best. The "
      << "<b>certificate</b> bounds how much better any other mask could be in the model, the <b>gap</b> how far its "
      << "solution is from the optimum; both are shares, 0 is proven best.</p>\n";
  if (keys.size() < statistics.cards().total()) {
    out << "<p class=\"notice\">" << counted(keys.size(), "card", "cards") << " of "
        << grouped(statistics.cards().total()) << ": the " << grouped(statistics.cards().total() - keys.size())
        << " that come last in this order are left out, so that the page stays light. <a href=\"results.jsonl\">"
        << "results.jsonl</a> has every item.</p>\n";
  }
  write_controls(out, statistics);
  out << "<div class=\"cards\" id=\"cards\">\n";
  for (std::size_t rank = 0; rank < keys.size(); ++rank) {
    write_card(out, records.read(keys[rank].item), keys[rank], rank, folder);
  }
  out << "</div>\n<p id=\"nothing\" class=\"note\" hidden>No card is like that.</p>\n</section>\n";
}

}  // namespace

void write_report(std::ostream& out, const RecordSet& records, const Statistics& statistics, const RunFacts& facts,
                  const std::filesystem::path& folder) {
  const std::string name = facts.name.empty() ? "Catalogue run" : facts.name;
  write_head(out, name);
  write_heading(out, statistics, facts, name);
  write_tiles(out, tiles_of(statistics, facts.times));
  out << "<section class=\"charts\" aria-label=\"Charts\">\n"
      << gap_chart(statistics.gaps(), facts.tolerance) << time_chart(statistics) << "</section>\n";
  out << "<div class=\"panels\">\n";
  write_flags(out, statistics);
  write_failures(out, statistics);
  out << "</div>\n";
  write_sheet(out, records, statistics, folder);
  out << "</main>\n<script>" << report_js << "</script>\n</body>\n</html>\n";
}

}  // namespace hesscut::catalogue
