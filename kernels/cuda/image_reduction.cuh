#pragma once

#include "kernels/cuda/per_pixel.cuh"
#include "kernels/cuda/reduction.cuh"
#include "kernels/cuda/scratch.hpp"

/// Reduces the pixels of every image to a few values, in an order that depends on the size of an image alone: chunks of
/// pixels by a block each, then the chunks of an image by one block.
///
/// A Map says what is reduced:
///   Value, count, Combine               `count` values, combined as reduction.cuh says; all start at 0
///   gather(index, Value (&)[count])     adds a pixel, by its index in the field
///   finish(image, const Value (&)[count])  takes the result; called by one thread

namespace hesscut::kernels::cuda {

inline constexpr int reduction_threads = 256;
inline constexpr int reduction_chunk = reduction_threads * 16;  ///< pixels of a block

template <class Map>
__global__ void __launch_bounds__(reduction_threads)
    reduce_chunks(Shape shape, Map map, typename Map::Value* __restrict__ chunks) {
  const int image = image_here();
  if (image >= shape.batch) return;
  const std::size_t pixels = pixels_of(shape);
  typename Map::Value values[Map::count] = {};
  for (int i = 0; i < reduction_chunk; i += reduction_threads) {
    const std::size_t pixel = static_cast<std::size_t>(blockIdx.x) * reduction_chunk + i + threadIdx.x;
    if (pixel < pixels) map.gather(image * pixels + pixel, values);
  }
  reduce_block<reduction_threads>(static_cast<int>(threadIdx.x), values, typename Map::Combine{});
  if (threadIdx.x != 0) return;
  typename Map::Value* to = chunks + (static_cast<std::size_t>(image) * gridDim.x + blockIdx.x) * Map::count;
  for (int i = 0; i < Map::count; ++i) to[i] = values[i];
}

template <class Map>
__global__ void __launch_bounds__(reduction_threads)
    combine_chunks(unsigned chunks_of_image, const typename Map::Value* __restrict__ chunks, Map map) {
  const typename Map::Combine combine{};
  const std::size_t first = static_cast<std::size_t>(blockIdx.x) * chunks_of_image;
  typename Map::Value values[Map::count] = {};
  for (unsigned chunk = threadIdx.x; chunk < chunks_of_image; chunk += reduction_threads) {
    for (int i = 0; i < Map::count; ++i) values[i] = combine(values[i], chunks[(first + chunk) * Map::count + i]);
  }
  reduce_block<reduction_threads>(static_cast<int>(threadIdx.x), values, combine);
  if (threadIdx.x == 0) map.finish(static_cast<int>(blockIdx.x), values);
}

/// The chunks of a reduction in scratch memory.
template <class Map>
typename Map::Value* take_chunks(Carver& carver, const Shape& shape) {
  return carver.take<typename Map::Value>(static_cast<std::size_t>(shape.batch) *
                                          blocks_for(shape.pixels(), reduction_chunk) * Map::count);
}

/// Enqueues the reduction; chunks: of take_chunks.
template <class Map>
void reduce_images(const char* name, cudaStream_t stream, const Shape& shape, const Map& map,
                   typename Map::Value* chunks) {
  const unsigned chunks_of_image = blocks_for(shape.pixels(), reduction_chunk);
  launch({name, image_grid(chunks_of_image, shape.batch), reduction_threads, stream}, reduce_chunks<Map>, shape, map,
         chunks);
  launch({name, static_cast<unsigned>(shape.batch), reduction_threads, stream}, combine_chunks<Map>, chunks_of_image,
         chunks, map);
}

}  // namespace hesscut::kernels::cuda
