#include "host/segment/worker.hpp"

#include <algorithm>

#include "host/segment/prepare.hpp"

namespace hesscut::segment {

namespace {

constexpr std::size_t kept_pipelines = 4;

void report(const Relaxed& solved, const Item& item, Cutout& cutout) {
  const solver::ImageReport& report = solved.report;
  cutout.status = report.converged ? Status::solved : Status::iteration_limit;
  cutout.iterations = report.iterations;
  cutout.coarse_iterations = solved.coarse_iterations;
  cutout.gap = report.relative_gap();
  cutout.mask_certificate = report.mask_certificate();
  cutout.energy = report.sums.energy;
  cutout.automatic_markers = item.knowledge == Knowledge::nothing;
  cutout.prior_unsure = item.prior_unsure;
}

}  // namespace

Worker::Worker(device::Device& device, const Parameters& parameters) : device_(device), parameters_(parameters) {
  device_.use([this] { equipment_ = std::make_unique<Equipment>(device_); });
}

Worker::~Worker() {
  try {
    device_.use([this] { equipment_.reset(); });
  } catch (const Error&) {
    equipment_.reset();  // a device that is lost: its memory is gone already
  }
}

void Worker::cut(std::span<Item> items, std::span<Cutout> cutouts) noexcept {
  try {
    device_.use([&] { cut_or_halve(items, cutouts); });
  } catch (...) {
    for (const Item& item : items) cutouts[item.job] = failed_cutout();
  }
}

void Worker::cut_or_halve(std::span<Item> items, std::span<Cutout> cutouts) {
  const bool had_pipelines = equipment_ && !equipment_->pipelines.empty();
  if (try_to_cut(items, cutouts)) return;
  // Of the operation that has failed, downloads and recorded work may be left over: a new queue knows nothing of them.
  equipment_.reset();
  const bool no_memory = cutouts[items.front().job].error_kind == ErrorKind::memory;
  if (!no_memory || (items.size() == 1 && !had_pipelines)) return;
  const std::size_t half = items.size() / 2;
  if (half > 0) cut_or_halve(items.first(half), cutouts);
  cut_or_halve(items.subspan(half), cutouts);
}

bool Worker::try_to_cut(std::span<Item> items, std::span<Cutout> cutouts) {
  try {
    cut_all(items, cutouts);
    return true;
  } catch (...) {
    for (const Item& item : items) cutouts[item.job] = failed_cutout();
    return false;
  }
}

void Worker::cut_all(std::span<Item> items, std::span<Cutout> cutouts) {
  if (!equipment_) equipment_ = std::make_unique<Equipment>(device_);
  std::vector<Item*> open;
  for (Item& item : items) {
    Cutout& cutout = cutouts[item.job];
    cutout = {};
    cutout.working_width = item.shape.width;
    cutout.working_height = item.shape.height;
    cutout.times[Stage::prepare] = item.prepare_ms + item.marker_ms;
    if (is_decided(item.working.known.front()) || item.shape.pixels() == 1) {
      finish_decided(item, cutout);
    } else {
      open.push_back(&item);
    }
  }
  if (!open.empty()) solve(open, cutouts);
}

/// Every working pixel is marked: the markers are the mask. A single pixel without a marker is background.
void Worker::finish_decided(const Item& item, Cutout& cutout) {
  cutout.status = Status::trivial;
  cutout.markers = item.working.known.front();
  const std::vector<float> decided(cutout.markers.pixels.begin(), cutout.markers.pixels.end());
  finish(item, decided, static_cast<double>(Label::unmarked), cutout);
}

void Worker::solve(std::span<Item* const> items, std::span<Cutout> cutouts) {
  std::vector<WorkingPhoto> photos;
  for (const Item* item : items) photos.push_back(item->working);  // copied: the batch may have to be tried again
  StageClock clock(*equipment_->queue);
  Pipeline& pipeline = pipeline_for(items.front()->shape.with_batch(static_cast<int>(items.size())));
  const Knowledge knowledge = items.front()->knowledge;
  std::vector<Relaxed> solved;
  if (items.front()->stays_open) {
    solved.push_back(pipeline.run_again(photos.front(), knowledge, clock));
  } else {
    solved = pipeline.run(photos, knowledge, clock);
  }
  clock.stop();
  for (std::size_t i = 0; i < items.size(); ++i) {
    Cutout& cutout = cutouts[items[i]->job];
    report(solved[i], *items[i], cutout);
    for (int stage = 0; stage < stage_count; ++stage) {
      cutout.times.ms[stage] += clock.times().ms[stage] / static_cast<double>(items.size());
    }
    cutout.markers = std::move(solved[i].known);
    finish(*items[i], solved[i].u, parameters_.threshold, cutout);
  }
}

/// From u on the working grid, whose markers are in the cutout, to the masks of the photo.
void Worker::finish(const Item& item, const std::vector<float>& u, double threshold, Cutout& cutout) {
  StageClock clock(*equipment_->queue);
  clock.start(Stage::refine);
  const Image working_mask = tidy_mask(u, cutout.markers, threshold);
  Refiner::Result result = equipment_->refiner.refine(item.photo, item.working.rgb, working_mask);
  cutout.mask = std::move(result.mask);
  cutout.alpha = std::move(result.alpha);
  clock.stop();
  cutout.times[Stage::refine] += clock.times().total();
}

/// The pipeline for a shape; the ones least recently used are given up when there are too many.
Pipeline& Worker::pipeline_for(const kernels::Shape& shape) {
  std::vector<std::unique_ptr<Pipeline>>& pipelines = equipment_->pipelines;
  const auto fits = [&](const std::unique_ptr<Pipeline>& p) {
    const kernels::Shape& own = p->shapes().front();
    return own.height == shape.height && own.width == shape.width && own.batch >= shape.batch;
  };
  auto found = std::find_if(pipelines.begin(), pipelines.end(), fits);
  if (found == pipelines.end()) {
    if (pipelines.size() >= kept_pipelines) pipelines.pop_back();
    pipelines.push_back(std::make_unique<Pipeline>(device_, *equipment_->queue, shape, parameters_));
    found = std::prev(pipelines.end());
  }
  std::rotate(pipelines.begin(), found, std::next(found));
  return *pipelines.front();
}

}  // namespace hesscut::segment
