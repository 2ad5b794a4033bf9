# How every target of the project is compiled.

function(hesscut_compile_settings target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Wno-float-conversion)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE -Wno-restrict)  # false alarms on std::string, GCC bug 105651
  endif()
  if(HESSCUT_SANITIZE)
    list(JOIN HESSCUT_SANITIZE "," sanitizers)
    target_compile_options(${target} PRIVATE -fsanitize=${sanitizers} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(${target} PUBLIC -fsanitize=${sanitizers})
    target_compile_definitions(${target} PRIVATE HESSCUT_SANITIZED _GLIBCXX_ASSERTIONS)
  endif()
  if(HESSCUT_SANITIZE MATCHES "thread")
    target_include_directories(${target} BEFORE PRIVATE "${PROJECT_SOURCE_DIR}/tests/tbb_stand_in")
  endif()
endfunction()

# The kernels' loops are compiled for speed: g++ turns them into vector code only when neither errno nor floating-point
# traps count. Infinities and NaNs keep their meaning: the geodesic distance starts from infinity.
function(hesscut_kernel_settings target)
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "/kernels/cpu/.+\\.cpp$")
  set(options -O3 -fno-math-errno -fno-trapping-math -ffp-contract=fast)
  set_property(SOURCE ${sources} APPEND PROPERTY COMPILE_OPTIONS "$<$<NOT:$<CONFIG:Debug>>:${options}>")
endfunction()
