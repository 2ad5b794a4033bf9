#include "host/image/shrink.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace hesscut::image {
namespace {

/// What a new row or column is the mean of: old ones from `first` on, each by the share that it has of it.
struct Span {
  int first = 0;
  std::vector<float> shares;
};

std::vector<Span> spans_of(double old_count, int new_count) {
  const double scale = old_count / new_count;
  std::vector<Span> spans(new_count);
  for (int i = 0; i < new_count; ++i) {
    const double begin = i * scale;
    const double end = std::min((i + 1) * scale, old_count);
    Span& span = spans[i];
    span.first = static_cast<int>(begin);
    for (int old = span.first; old < end; ++old) {
      const double covered = std::min(end, old + 1.0) - std::max(begin, static_cast<double>(old));
      // Less is rounding; an old row or column too many costs as much as any other.
      if (covered > 1e-6 || old == span.first) span.shares.push_back(static_cast<float>(covered / scale));
    }
  }
  return spans;
}

/// The mean of whole rows. It comes ahead of the columns' because it runs along memory and leaves less to them.
void mean_of_rows(const Image& image, const Span& span, std::vector<float>& mean) {
  const std::size_t samples = mean.size();
  float* const to = mean.data();
  std::fill(mean.begin(), mean.end(), 0.0F);
  int y = span.first;
  for (const float share : span.shares) {
    const std::uint8_t* const from = image.row(y++);
    for (std::size_t i = 0; i < samples; ++i) to[i] += share * static_cast<float>(from[i]);
  }
}

template <int channels>
void mean_of_columns(const std::vector<float>& row, const std::vector<Span>& spans, std::uint8_t* to) {
  for (const Span& span : spans) {
    std::array<float, channels> mean;
    mean.fill(0.5F);  // so that cutting off the fraction rounds
    const float* from = row.data() + static_cast<std::size_t>(span.first) * channels;
    for (const float share : span.shares) {
      for (int c = 0; c < channels; ++c) mean[c] += share * from[c];
      from += channels;
    }
    for (int c = 0; c < channels; ++c) *to++ = static_cast<std::uint8_t>(mean[c]);
  }
}

}  // namespace

Extent fitted(Extent size, int long_side) {
  const int longest = std::max(size.width, size.height);
  if (long_side <= 0 || longest <= long_side) return size;
  const auto side = [&](int length) {
    return std::max(1, static_cast<int>(std::lround(static_cast<double>(length) * long_side / longest)));
  };
  return {side(size.width), side(size.height)};
}

Image shrunk(const Image& image, Extent size) {
  return shrunk(image, size, image.width, image.height);
}

Image shrunk(const Image& image, Extent size, double width, double height) {
  if (size == Extent{image.width, image.height}) return image;
  using MeanOfColumns = void (*)(const std::vector<float>&, const std::vector<Span>&, std::uint8_t*);
  constexpr std::array<MeanOfColumns, 4> by_channels = {mean_of_columns<1>, mean_of_columns<2>, mean_of_columns<3>,
                                                        mean_of_columns<4>};
  const MeanOfColumns along_columns = by_channels.at(image.channels - 1);
  const std::vector<Span> columns = spans_of(width, size.width);
  const std::vector<Span> rows = spans_of(height, size.height);
  std::vector<float> row(image.row_bytes());
  Image result(size.width, size.height, image.channels);
  for (int y = 0; y < size.height; ++y) {
    mean_of_rows(image, rows[y], row);
    along_columns(row, columns, result.row(y));
  }
  return result;
}

Image shrunk_to_fit(const Image& image, int long_side) {
  return shrunk(image, fitted({image.width, image.height}, long_side));
}

Image shrunk_to_fit(Image&& image, int long_side) {
  const Extent own{image.width, image.height};
  const Extent size = fitted(own, long_side);
  return size == own ? std::move(image) : shrunk(image, size);
}

}  // namespace hesscut::image
