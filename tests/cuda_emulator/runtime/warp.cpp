#include "runtime/warp.hpp"

namespace cuda_emulation {

namespace {
constexpr std::uint64_t undefined = ~std::uint64_t{0};
}

std::string describe(const CudaThread& thread) {
  const std::string who = "thread (" + std::to_string(thread.index.x) + ", " + std::to_string(thread.index.y) + ", " +
                          std::to_string(thread.index.z) + ") ";
  if (thread.state == CudaThread::State::done) return who + "has ended";
  return who + thread.place.what + " at " + thread.place.file + ":" + std::to_string(thread.place.line);
}

bool Warp::here(const CudaThread& other, const CudaThread& waiting) {
  // A lane that has ended is waited for no longer.
  if (other.state == CudaThread::State::done) return true;
  return other.state == CudaThread::State::in_warp && other.request.mask == waiting.request.mask &&
         other.request.kind == waiting.request.kind && other.place.line == waiting.place.line &&
         other.place.file == waiting.place.file;
}

bool Warp::complete(const CudaThread& waiting) const {
  for (std::size_t lane = 0; lane < lanes_; ++lane)
    if ((waiting.request.mask >> lane & 1U) != 0 && !here(threads_[lane], waiting)) return false;
  return true;
}

const CudaThread& Warp::missing(const CudaThread& waiting) const {
  for (std::size_t lane = 0; lane < lanes_; ++lane)
    if ((waiting.request.mask >> lane & 1U) != 0 && !here(threads_[lane], waiting)) return threads_[lane];
  return waiting;
}

void Warp::answer(const WarpRequest& request) {
  const unsigned mask = request.mask;
  const auto asks = [&](std::size_t lane) {
    return (mask >> lane & 1U) != 0 && threads_[lane].state == CudaThread::State::in_warp;
  };
  std::uint64_t ballot = 0;
  for (std::size_t lane = 0; lane < lanes_; ++lane)
    if (asks(lane)) ballot |= (threads_[lane].request.value & 1U) << lane;
  for (std::size_t lane = 0; lane < lanes_; ++lane) {
    if (!asks(lane)) continue;
    CudaThread& thread = threads_[lane];
    const auto source = static_cast<std::size_t>(thread.request.source_lane);
    if (request.kind == WarpRequest::Kind::ballot)
      thread.answer = ballot;
    else
      thread.answer = source < lanes_ && asks(source) ? threads_[source].request.value : undefined;
  }
  for (std::size_t lane = 0; lane < lanes_; ++lane)
    if (asks(lane)) threads_[lane].state = CudaThread::State::ready;
  ++meetings_;
}

bool Warp::arrive(CudaThread& thread, const WarpRequest& request) {
  thread.request = request;
  if (!complete(thread)) return false;
  answer(WarpRequest(request));
  return true;
}

bool Warp::lane_left() {
  bool released = false;
  for (std::size_t lane = 0; lane < lanes_; ++lane) {
    if (threads_[lane].state != CudaThread::State::in_warp || !complete(threads_[lane])) continue;
    answer(WarpRequest(threads_[lane].request));
    released = true;
  }
  return released;
}

}  // namespace cuda_emulation
