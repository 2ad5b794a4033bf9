#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <hesscut/error.hpp>
#include <optional>
#include <ostream>
#include <vector>

#include "host/catalogue/output/flags.hpp"
#include "host/catalogue/output/output_kind.hpp"
#include "host/catalogue/report/html.hpp"
#include "host/catalogue/report/parts.hpp"
#include "host/catalogue/text/utf8.hpp"
#include "host/image/files.hpp"

namespace hesscut::catalogue {
namespace {

using html::escaped;

constexpr std::int64_t largest_thumbnail = 1 << 20;  // bytes
constexpr std::size_t tail_characters = 12;

/// The kind of picture by its first bytes, as a browser calls it; empty where it is none that may stand in the page.
std::string_view picture_type(const std::vector<std::uint8_t>& bytes) {
  struct Signature {
    std::string_view bytes, type;
  };
  constexpr std::array<Signature, 2> signatures = {
      {{"\xff\xd8\xff", "image/jpeg"}, {"\x89PNG\r\n\x1a\n", "image/png"}}};
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  for (const Signature& known : signatures) {
    if (text.starts_with(known.bytes)) return known.type;
  }
  return {};
}

/// As a data URI; empty where there is none to be had.
std::string thumbnail_source(const std::filesystem::path& folder, const std::string& path) {
  if (html::relative_link(path).empty()) return {};  // not below the run's folder
  try {
    const std::vector<std::uint8_t> bytes = image::read_file(folder / path, largest_thumbnail);
    const std::string_view type = picture_type(bytes);
    if (type.empty()) return {};
    return std::string("data:").append(type).append(";base64,").append(html::base64(bytes));
  } catch (const Error&) {
    return {};
  }
}

/// The shortest text that reads back as the same number; empty for what a script could not sort by.
std::string number_text(double number) {
  if (!std::isfinite(number)) return {};
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  return {buffer.data(), end};
}

void write_attribute(std::ostream& out, const char* name, const std::string& value) {
  out << ' ' << name << "=\"" << escaped(value) << '"';
}

/// The id in two parts, so that a narrow card can leave out its middle and not its end.
void write_id(std::ostream& out, const std::string& id) {
  const std::string text = valid_utf8(id);
  std::size_t split = text.size();
  for (std::size_t count = 0; split > 0 && count < tail_characters; ++count) {
    do --split;
    while (split > 0 && character_length(text, split) == 0);
  }
  out << "<h3 class=\"id\"";
  write_attribute(out, "title", id);
  out << "><bdi class=\"head\">" << escaped(text.substr(0, split)) << "</bdi><bdi class=\"tail\">"
      << escaped(text.substr(split)) << "</bdi></h3>\n";
}

/// What a click on the picture opens: the output that shows most.
std::string picture_link(const ProductRecord& product) {
  constexpr std::array order = {OutputKind::overlay, OutputKind::white, OutputKind::crop, OutputKind::cutout,
                                OutputKind::mask};
  for (const OutputKind kind : order) {
    const auto found = product.outputs.find(std::string(name_of(kind).name));
    if (found != product.outputs.end()) return html::relative_link(found->second.path);
  }
  return {};
}

void write_picture(std::ostream& out, const Record& record, const ProductRecord* product,
                   const std::filesystem::path& folder) {
  const std::string source = product == nullptr ? "" : thumbnail_source(folder, product->thumbnail.path);
  if (source.empty()) {
    out << "<div class=\"picture none\"><span>" << (record.status == ItemStatus::done ? "No picture" : "No cut-out")
        << "</span></div>\n";
    return;
  }
  const std::string link = picture_link(*product);
  out << (link.empty() ? R"(<div class="picture">)" : R"(<a class="picture" href=")" + link + "\">");
  out << R"(<img loading="lazy" decoding="async")";
  write_attribute(out, "alt", "Contour found in " + record.id + (product->name.empty() ? "" : ", " + product->name));
  out << " src=\"" << source << "\">" << (link.empty() ? "</div>\n" : "</a>\n");
}

void write_fact(std::ostream& out, const char* name, const std::string& exact, const std::string& value) {
  out << "<div><dt>" << name << "</dt><dd";
  if (!exact.empty()) write_attribute(out, "title", exact);
  out << '>' << escaped(value) << "</dd></div>";
}

void write_product(std::ostream& out, const Record& record, const ProductRecord& product) {
  if (!product.name.empty()) out << "<p class=\"product\">" << escaped(product.name) << "</p>\n";
  if (!product.flags.empty()) {
    out << "<p class=\"chips\">";
    for (const std::string& flag : product.flags) out << flag_chip(flag) << ' ';
    out << "</p>\n";
  }
  out << "<dl>";
  write_fact(out, "Certificate", number_text(product.mask_certificate), html::brief(product.mask_certificate));
  write_fact(out, "Gap", number_text(product.gap), html::brief(product.gap));
  write_fact(out, "Iterations",
             std::to_string(product.iterations) + " on the finest grid, " + std::to_string(product.coarse_iterations) +
                 " on coarser ones",
             html::grouped(static_cast<std::uint64_t>(std::max(product.iterations, 0))));
  write_fact(out, "Time", "", html::duration(total_milliseconds(record) / 1000));
  out << "</dl>\n";
  if (product.outputs.empty()) return;
  out << "<p class=\"links\">";
  for (const OutputName& output : output_names) {
    const auto file = product.outputs.find(std::string(output.name));
    const std::string link = file == product.outputs.end() ? "" : html::relative_link(file->second.path);
    if (!link.empty()) out << "<a href=\"" << link << "\">" << output.name << "</a> ";
  }
  out << "</p>\n";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string_view group_name(CardKey::Group group) {
  constexpr std::array<std::string_view, 4> names = {"flagged", "failed", "deferred", "plain"};
  return names.at(static_cast<std::size_t>(group));
}

}  // namespace

std::string flag_words(const std::string& flag) {
  std::string words = flag;
  std::ranges::replace(words, '_', ' ');
  return words;
}

std::string_view flag_meaning(std::string_view flag) {
  const auto* const info = std::ranges::find(flag_infos, flag, &FlagInfo::name);
  return info == flag_infos.end() ? std::string_view() : info->meaning;
}

std::string flag_chip(const std::string& flag) {
  return R"(<span class="chip" data-flag=")" + escaped(flag) + R"(" title=")" + escaped(flag_meaning(flag)) + "\">" +
         escaped(flag_words(flag)) + "</span>";
}

void write_card(std::ostream& out, const Record& record, const CardKey& key, std::size_t rank,
                const std::filesystem::path& folder) {
  const ProductRecord* product = key.product < record.products.size() ? &record.products[key.product] : nullptr;
  out << "<article class=\"card " << group_name(key.group) << "\" data-rank=\"" << rank << '"';
  write_attribute(out, "data-id", record.id);
  write_attribute(out, "data-status", std::string(status_name(record.status)));
  write_attribute(out, "data-flags", product == nullptr ? "" : joined(product->flags));
  write_attribute(out, "data-certificate", product == nullptr ? "" : number_text(product->mask_certificate));
  write_attribute(out, "data-gap", product == nullptr ? "" : number_text(product->gap));
  write_attribute(out, "data-ms", product == nullptr ? "" : number_text(total_milliseconds(record)));
  out << ">\n";
  write_picture(out, record, product, folder);
  out << "<div class=\"details\">\n";
  write_id(out, record.id);
  if (product != nullptr) write_product(out, record, *product);
  if (record.status != ItemStatus::done) {
    out << "<p class=\"reason\"><b>" << status_name(record.status) << "</b>"
        << (record.kind.empty() ? "" : " (" + escaped(record.kind) + ")") << ' '
        << (record.reason.empty() ? "for no known reason" : escaped(record.reason)) << "</p>\n";
  }
  out << "</div>\n</article>\n";
}

}  // namespace hesscut::catalogue
