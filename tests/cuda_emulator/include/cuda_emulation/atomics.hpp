#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

/// Atomics and relaxed accesses: relaxed, for CUDA orders nothing around them.

namespace cuda_emulation {

template <class T>
using WordOf = std::conditional_t<sizeof(T) == 1, std::uint8_t,
                                  std::conditional_t<sizeof(T) == 2, std::uint16_t,
                                                     std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>>>;

template <class T>
T relaxed_load(const T* at) {
  static_assert(sizeof(T) <= 8);
  return std::bit_cast<T>(__atomic_load_n(reinterpret_cast<const WordOf<T>*>(at), __ATOMIC_RELAXED));
}

template <class T>
void relaxed_store(T* at, T value) {
  static_assert(sizeof(T) <= 8);
  __atomic_store_n(reinterpret_cast<WordOf<T>*>(at), std::bit_cast<WordOf<T>>(value), __ATOMIC_RELAXED);
}

/// Replaces *at by change(*at) in one step; returns what was there.
template <class T, class Change>
T atomic_change(T* at, const Change& change) {
  auto* const words = reinterpret_cast<WordOf<T>*>(at);
  WordOf<T> was = __atomic_load_n(words, __ATOMIC_RELAXED);
  while (!__atomic_compare_exchange_n(words, &was, std::bit_cast<WordOf<T>>(change(std::bit_cast<T>(was))), false,
                                      __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
  }
  return std::bit_cast<T>(was);
}

template <class T>
concept AtomicInteger = std::is_same_v<T, int> || std::is_same_v<T, unsigned> || std::is_same_v<T, unsigned long long>;
template <class T>
concept AtomicNumber = AtomicInteger<T> || std::is_same_v<T, float> || std::is_same_v<T, double>;

}  // namespace cuda_emulation

template <cuda_emulation::AtomicNumber T>
T atomicAdd(T* at, std::type_identity_t<T> value) {
  if constexpr (std::is_integral_v<T>)
    return __atomic_fetch_add(at, value, __ATOMIC_RELAXED);
  else
    return cuda_emulation::atomic_change(at, [value](T was) { return was + value; });
}
template <cuda_emulation::AtomicInteger T>
T atomicSub(T* at, std::type_identity_t<T> value) {
  return __atomic_fetch_sub(at, value, __ATOMIC_RELAXED);
}
template <cuda_emulation::AtomicInteger T>
T atomicMax(T* at, std::type_identity_t<T> value) {
  return cuda_emulation::atomic_change(at, [value](T was) { return was < value ? value : was; });
}
template <cuda_emulation::AtomicInteger T>
T atomicMin(T* at, std::type_identity_t<T> value) {
  return cuda_emulation::atomic_change(at, [value](T was) { return value < was ? value : was; });
}
template <cuda_emulation::AtomicInteger T>
T atomicOr(T* at, std::type_identity_t<T> value) {
  return __atomic_fetch_or(at, value, __ATOMIC_RELAXED);
}
template <cuda_emulation::AtomicInteger T>
T atomicAnd(T* at, std::type_identity_t<T> value) {
  return __atomic_fetch_and(at, value, __ATOMIC_RELAXED);
}
template <cuda_emulation::AtomicInteger T>
T atomicXor(T* at, std::type_identity_t<T> value) {
  return __atomic_fetch_xor(at, value, __ATOMIC_RELAXED);
}
template <cuda_emulation::AtomicNumber T>
T atomicExch(T* at, std::type_identity_t<T> value) {
  return cuda_emulation::atomic_change(at, [value](T) { return value; });
}
template <cuda_emulation::AtomicInteger T>
T atomicCAS(T* at, std::type_identity_t<T> expected, std::type_identity_t<T> value) {
  __atomic_compare_exchange_n(at, &expected, value, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
  return expected;
}
