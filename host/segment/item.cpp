#include "host/segment/item.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <new>

#include "host/segment/marker_map.hpp"
#include "host/segment/prepare.hpp"
#include "host/segment/prior_map.hpp"
#include "host/segment/working_shape.hpp"

namespace hesscut::segment {

namespace {

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

/// The prior on every grid. Where nothing is marked it has to name the product, or else it is left aside.
void add_prior(const Prior& prior, Item& item) {
  WorkingPhoto& working = item.working;
  for (const Image& known : working.known) {
    working.prior.push_back(prior_term(prior, known.width, known.height));
    doubt_what_is_denied(known, working.prior.back());
    if (item.knowledge != Knowledge::nothing) continue;
    working.proposed.push_back(sure_pixels(working.prior.back(), known.width, known.height));
    item.prior_unsure |= !names_product(working.proposed.back());
  }
  if (item.prior_unsure) {
    working.prior.clear();
    working.proposed.clear();
  } else if (item.knowledge == Knowledge::nothing) {
    item.knowledge = Knowledge::proposed;
  }
}

}  // namespace

Item prepare_photo(const ImageView& photo, const Parameters& parameters) {
  const auto start = std::chrono::steady_clock::now();
  Item item;
  check_photo(photo);
  item.photo = as_rgb(photo, item.storage);
  item.shape = working_shape(photo.width, photo.height, parameters.working_side);
  item.working.rgb = shrink_photo(item.photo, item.shape);
  item.prepare_ms = milliseconds_since(start);
  return item;
}

void prepare_markers(const Markers& markers, const Prior& prior, const Parameters& parameters, Item& item) {
  const auto start = std::chrono::steady_clock::now();
  check_markers(markers, item.photo.width, item.photo.height);
  if (!prior.empty()) check_prior(prior);
  std::vector<Image> known;
  kernels::Shape shape = item.shape;
  for (int k = usable_levels(item.shape, parameters.levels); k > 0; --k) {
    known.push_back(rasterise_checked(markers, item.photo.width, item.photo.height, shape.width, shape.height));
    shape = coarser(shape);
  }
  item.knowledge = knowledge_of(known.front());
  item.working.known = std::move(known);
  item.working.prior.clear();
  item.working.proposed.clear();
  item.prior_unsure = false;
  if (!prior.empty()) add_prior(prior, item);
  item.marker_ms = milliseconds_since(start);
}

void keep_pixels(Item& item) {
  if (item.storage.pixels.data() == item.photo.data) return;
  item.storage = Image(item.photo.width, item.photo.height, 3);
  std::copy_n(item.photo.data, item.storage.pixels.size(), item.storage.pixels.data());
  item.photo = item.storage.view();
}

Item prepare_item(const Job& job, std::size_t index, const Parameters& parameters) {
  Item item = prepare_photo(job.photo, parameters);
  item.job = index;
  prepare_markers(job.markers, job.prior, parameters, item);
  return item;
}

Cutout failed_cutout() {
  Cutout cutout;
  try {
    throw;
  } catch (const Error& error) {
    cutout.error = error.what();
    cutout.error_kind = error.kind();
  } catch (const std::bad_alloc&) {
    cutout.error = "not enough memory";
    cutout.error_kind = ErrorKind::memory;
  } catch (const std::exception& error) {
    cutout.error = error.what();
    cutout.error_kind = ErrorKind::internal;
  }
  return cutout;
}

}  // namespace hesscut::segment
