#include "host/catalogue/text/digest.hpp"

#include <openssl/evp.h>

#include <array>
#include <hesscut/error.hpp>

namespace hesscut::catalogue {
namespace {

constexpr std::size_t digest_bytes = 32;
using Digest = std::array<std::uint8_t, digest_bytes>;

Digest digest_of(const void* data, std::size_t size) {
  Digest digest{};
  unsigned length = 0;
  if (EVP_Digest(data, size, digest.data(), &length, EVP_sha256(), nullptr) != 1 || length != digest_bytes) {
    throw Error(ErrorKind::internal, "SHA-256 is not to be had from the system's libcrypto");
  }
  return digest;
}

std::string hexadecimal(const Digest& digest) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * digest.size());
  for (const unsigned byte : digest) {
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

}  // namespace

std::string sha256(std::span<const std::uint8_t> bytes) {
  return hexadecimal(digest_of(bytes.data(), bytes.size()));
}

std::string sha256(std::string_view text) {
  return hexadecimal(digest_of(text.data(), text.size()));
}

std::uint64_t short_digest(std::string_view text) {
  const Digest digest = digest_of(text.data(), text.size());
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8U | digest[i];
  return number;
}

}  // namespace hesscut::catalogue
