# The OpenCV modules in use: core and imgproc, and dnn where it is there (HesscutOpenCV::dnn). Debian ships OpenCV's own CMake package only with all of its
# modules (and several hundred megabytes of what they need), so they are looked for by themselves.
find_path(HesscutOpenCV_INCLUDE_DIR opencv2/core.hpp PATH_SUFFIXES opencv4)
find_path(HesscutOpenCV_CONFIG_DIR opencv2/opencv_modules.hpp PATH_SUFFIXES opencv4)
find_library(HesscutOpenCV_core_LIBRARY opencv_core)
find_library(HesscutOpenCV_imgproc_LIBRARY opencv_imgproc)
find_library(HesscutOpenCV_dnn_LIBRARY opencv_dnn)
find_path(HesscutOpenCV_dnn_INCLUDE_DIR opencv2/dnn.hpp PATH_SUFFIXES opencv4)
mark_as_advanced(HesscutOpenCV_INCLUDE_DIR HesscutOpenCV_CONFIG_DIR HesscutOpenCV_core_LIBRARY
                 HesscutOpenCV_imgproc_LIBRARY HesscutOpenCV_dnn_LIBRARY HesscutOpenCV_dnn_INCLUDE_DIR)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(HesscutOpenCV REQUIRED_VARS HesscutOpenCV_INCLUDE_DIR HesscutOpenCV_core_LIBRARY
                                  HesscutOpenCV_imgproc_LIBRARY)

if(HesscutOpenCV_FOUND AND NOT TARGET HesscutOpenCV::opencv)
  add_library(HesscutOpenCV::opencv INTERFACE IMPORTED)
  set(include_dirs ${HesscutOpenCV_INCLUDE_DIR})
  if(HesscutOpenCV_CONFIG_DIR)
    list(APPEND include_dirs ${HesscutOpenCV_CONFIG_DIR})
  endif()
  target_include_directories(HesscutOpenCV::opencv SYSTEM INTERFACE ${include_dirs})
  target_link_libraries(HesscutOpenCV::opencv INTERFACE ${HesscutOpenCV_imgproc_LIBRARY} ${HesscutOpenCV_core_LIBRARY})
endif()

if(HesscutOpenCV_FOUND AND HesscutOpenCV_dnn_LIBRARY AND HesscutOpenCV_dnn_INCLUDE_DIR AND NOT TARGET HesscutOpenCV::dnn)
  add_library(HesscutOpenCV::dnn INTERFACE IMPORTED)
  target_include_directories(HesscutOpenCV::dnn SYSTEM INTERFACE ${HesscutOpenCV_dnn_INCLUDE_DIR})
  target_link_libraries(HesscutOpenCV::dnn INTERFACE ${HesscutOpenCV_dnn_LIBRARY} HesscutOpenCV::opencv)
endif()
