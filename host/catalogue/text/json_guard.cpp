#include "host/catalogue/text/json_guard.hpp"

#include <cstddef>
#include <hesscut/error.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "host/catalogue/text/text.hpp"

namespace hesscut::catalogue {
namespace {

using Json = nlohmann::ordered_json;

/// What the parser reports, looked through and forgotten.
class Guard : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }

  bool start_object(std::size_t) override { return descend(); }
  bool end_object() override { return ascend(); }
  bool start_array(std::size_t) override { return descend(); }
  bool end_array() override { return ascend(); }

  bool key(string_t& name) override {
    constexpr std::size_t most_keys = 64;
    std::set<std::string>& keys = levels_.back();
    if (!keys.insert(name).second) refuse("key " + in_quotes(name) + " stands twice in one object");
    if (keys.size() > most_keys) refuse("more than 64 keys in one object");
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const Json::exception& error) override {
    constexpr int number_overflow = 406;
    if (error.id == number_overflow) refuse("a number out of range before byte " + std::to_string(position + 1));
    refuse("no JSON from byte " + std::to_string(position) + " on");
  }

 private:
  [[noreturn]] static void refuse(const std::string& reason) { throw Error(ErrorKind::input, reason); }

  bool descend() {
    constexpr std::size_t most_levels = 8;
    levels_.emplace_back();
    if (levels_.size() > most_levels) refuse("lists and objects nested more than 8 deep");
    return true;
  }
  bool ascend() {
    levels_.pop_back();
    return true;
  }

  std::vector<std::set<std::string>> levels_;  ///< the keys so far of each open object; none for a list
};

}  // namespace

void check_json(std::string_view text) {
  Guard guard;
  (void)Json::sax_parse(text.begin(), text.end(), &guard);
}

}  // namespace hesscut::catalogue
