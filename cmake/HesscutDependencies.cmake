# The libraries that Hesscut stands on, all from the distribution.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(TBB REQUIRED)
find_package(HesscutOpenCV REQUIRED)
# One prefixed target for what pkg-config knows: PNG_... or WEBP_... would collide with a surrounding project's own.
set(HESSCUT_PKGCONFIG_MODULES fftw3f libturbojpeg libpng libwebp libexif)
pkg_check_modules(HESSCUT_PKGCONFIG REQUIRED IMPORTED_TARGET ${HESSCUT_PKGCONFIG_MODULES})
set(HESSCUT_LIBRARIES HesscutOpenCV::opencv TBB::tbb Threads::Threads PkgConfig::HESSCUT_PKGCONFIG)
