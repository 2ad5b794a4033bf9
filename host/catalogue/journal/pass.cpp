#include "host/catalogue/journal/pass.hpp"

#include <hesscut/error.hpp>
#include <nlohmann/json.hpp>

namespace hesscut::catalogue {

using Json = nlohmann::ordered_json;

std::string to_json(const Pass& pass) {
  const Json json{{"complete", pass.complete},
                  {"started", pass.started},
                  {"finished", pass.finished},
                  {"skipped", pass.skipped},
                  {"times", Json::parse(to_json(pass.times))}};
  return json.dump();
}

Pass pass_from_json(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    return {json.at("complete"), json.at("started"), json.at("finished"), json.at("skipped"),
            run_times_from_json(json.at("times").dump())};
  } catch (const Json::exception& error) {
    throw Error(ErrorKind::input, std::string("not the account of a pass: ") + error.what());
  }
}

}  // namespace hesscut::catalogue
