#pragma once

/// Marks a hot row function: the compiler makes it once for every vector unit listed and the loader picks the best one
/// the processor has. Sanitizers and their early start do not get along with that mechanism.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(HESSCUT_SANITIZED)
#define HESSCUT_VECTOR_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define HESSCUT_VECTOR_CLONES
#endif

/// Before a loop whose iterations do not depend on each other, which the compiler cannot see from the pointers.
#if defined(__GNUC__) && !defined(__clang__)
#define HESSCUT_INDEPENDENT _Pragma("GCC ivdep")
#else
#define HESSCUT_INDEPENDENT
#endif
