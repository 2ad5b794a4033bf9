# What `cmake --install` lays down: the library, its headers, the command, and a CMake package for find_package(hesscut).
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(hesscut_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/hesscut)
set_target_properties(hesscut PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
install(TARGETS hesscut EXPORT hesscutTargets INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY include/hesscut TYPE INCLUDE PATTERN prior_network.hpp EXCLUDE)
if(TARGET hesscut_network)
  install(TARGETS hesscut_network EXPORT hesscutTargets INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(FILES include/hesscut/prior_network.hpp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/hesscut)
  set_target_properties(hesscut_network PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR})
endif()
install(FILES tools/train_unet/product_unet.onnx DESTINATION ${CMAKE_INSTALL_DATADIR}/hesscut)
install(EXPORT hesscutTargets NAMESPACE hesscut:: DESTINATION ${hesscut_package_dir})
install(FILES LICENSE NOTICE TYPE DOC)

get_target_property(hesscut_library_type hesscut TYPE)
configure_package_config_file(cmake/hesscutConfig.cmake.in "${CMAKE_CURRENT_BINARY_DIR}/hesscutConfig.cmake"
                              INSTALL_DESTINATION ${hesscut_package_dir})
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/hesscutConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/hesscutConfig.cmake" "${CMAKE_CURRENT_BINARY_DIR}/hesscutConfigVersion.cmake"
              cmake/FindHesscutOpenCV.cmake
        DESTINATION ${hesscut_package_dir})

# cuFFT lies where the toolkit lies, which need not be where the system looks for libraries.
set_target_properties(hesscut PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)

if(TARGET hesscut_command)
  # Where the library is shared, the installed command finds it beside itself.
  set_target_properties(hesscut_command PROPERTIES INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}"
                                                   INSTALL_RPATH_USE_LINK_PATH ON)
endif()
