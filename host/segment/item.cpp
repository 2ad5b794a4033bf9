#include "host/segment/item.hpp"

#include <chrono>
#include <exception>
#include <new>

#include "host/segment/marker_map.hpp"
#include "host/segment/prepare.hpp"
#include "host/segment/prior_map.hpp"
#include "host/segment/working_shape.hpp"

namespace hesscut::segment {

namespace {

/// The prior on every grid. Where nothing is marked it has to name the product, or else it is left aside.
void add_prior(const Prior& prior, Item& item) {
  check_prior(prior);
  WorkingPhoto& working = item.working;
  for (const Image& known : working.known) {
    working.prior.push_back(prior_term(prior, known.width, known.height));
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

Item prepare_item(const Job& job, std::size_t index, const Parameters& parameters) {
  const auto start = std::chrono::steady_clock::now();
  Item item;
  item.job = index;
  check_photo(job.photo);
  check_markers(job.markers, job.photo.width, job.photo.height);
  item.photo = as_rgb(job.photo, item.storage);
  item.shape = working_shape(job.photo.width, job.photo.height, parameters.working_side);
  item.working.rgb = shrink_photo(item.photo, item.shape);
  kernels::Shape shape = item.shape;
  for (int k = usable_levels(item.shape, parameters.levels); k > 0; --k) {
    item.working.known.push_back(rasterise(job.markers, job.photo.width, job.photo.height, shape.width, shape.height));
    shape = coarser(shape);
  }
  item.knowledge = knowledge_of(item.working.known.front());
  if (!job.prior.empty()) add_prior(job.prior, item);
  item.prepare_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
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
