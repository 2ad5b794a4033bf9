#include <hesscut/result.hpp>

#include <numeric>

namespace hesscut {

std::string_view status_name(Status status) {
  switch (status) {
    case Status::solved:
      return "solved";
    case Status::iteration_limit:
      return "iteration_limit";
    case Status::trivial:
      return "trivial";
    case Status::failed:
      return "failed";
  }
  return "";
}

std::string_view stage_name(Stage stage) {
  switch (stage) {
    case Stage::prepare:
      return "prepare";
    case Stage::markers:
      return "markers";
    case Stage::weights:
      return "weights";
    case Stage::region:
      return "region";
    case Stage::geodesic:
      return "geodesic";
    case Stage::solve:
      return "solve";
    case Stage::refine:
      return "refine";
  }
  return "";
}

double StageTimes::total() const {
  return std::accumulate(ms.begin(), ms.end(), 0.0);
}

}  // namespace hesscut
