#pragma once

#include <array>
#include <streambuf>

namespace hesscut::command {

/// Standard input that ends when a stop is asked for, also while nothing comes.
class InterruptibleInput : public std::streambuf {
 protected:
  int_type underflow() override;

 private:
  std::array<char, 1 << 16> buffer_{};
};

}  // namespace hesscut::command
