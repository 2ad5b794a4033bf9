# The libraries that Hesscut stands on, all from the distribution.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(TBB REQUIRED)
find_package(HesscutOpenCV REQUIRED)
pkg_check_modules(FFTW3F REQUIRED IMPORTED_TARGET fftw3f)
pkg_check_modules(TURBOJPEG REQUIRED IMPORTED_TARGET libturbojpeg)
pkg_check_modules(PNG REQUIRED IMPORTED_TARGET libpng)
pkg_check_modules(WEBP REQUIRED IMPORTED_TARGET libwebp)
pkg_check_modules(EXIF REQUIRED IMPORTED_TARGET libexif)
set(HESSCUT_LIBRARIES HesscutOpenCV::opencv TBB::tbb Threads::Threads PkgConfig::FFTW3F PkgConfig::TURBOJPEG
    PkgConfig::PNG PkgConfig::WEBP PkgConfig::EXIF)
