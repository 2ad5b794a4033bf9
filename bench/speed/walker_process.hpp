#pragma once

#include <memory>
#include <string>

#include <hesscut/image.hpp>

namespace hesscut::bench {

/// scikit-image's random walker in a Python process of its own: bench/random_walker.py. The process ends with this.
class WalkerProcess {
 public:
  /// Null where there is no Python with scikit-image: neither /usr/bin/python3 nor the python3 of PATH.
  [[nodiscard]] static std::unique_ptr<WalkerProcess> start();
  ~WalkerProcess();
  WalkerProcess(const WalkerProcess&) = delete;
  WalkerProcess& operator=(const WalkerProcess&) = delete;

  /// What answers, such as "scikit-image 0.19.3".
  [[nodiscard]] const std::string& description() const { return description_; }

  struct Answer {
    std::string mode;  ///< of skimage.segmentation.random_walker: the quickest on the first picture
    double ms = 0;     ///< of the walker alone
  };
  /// rgb: three channels; labels: one, as large, values of Label. Throws Error (input) where the process gives up.
  [[nodiscard]] Answer walk(const Image& rgb, const Image& labels);

 private:
  WalkerProcess(int socket, int process) : socket_(socket), process_(process) {}
  static std::unique_ptr<WalkerProcess> start_with(const char* python);
  void send(const void* data, std::size_t bytes) const;
  [[nodiscard]] std::string read_line() const;

  int socket_;
  int process_;
  std::string description_;
};

}  // namespace hesscut::bench
