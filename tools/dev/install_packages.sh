#!/usr/bin/env bash
# The Debian packages Hesscut is built and tested with, in one place; installs those that are missing.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: tools/dev/install_packages.sh [--list] build|test|bench|train...

Installs what is missing of the named lists, with apt. Needs root or sudo only when something is missing.
  build   what the library and the command are built with
  test    what the tests, benches and checks need on top of that
  bench   what bench/speed is compared with beside OpenCV; it goes without as well
  train   what tools/train_unet needs to train the network that is shipped
  --list  prints the packages instead of installing them
USAGE
}

build_packages=(cmake ninja-build g++ pkg-config libfftw3-dev libopencv-core-dev libopencv-imgproc-dev libopencv-dnn-dev libtbb-dev
  libcli11-dev nlohmann-json3-dev libturbojpeg0-dev libpng-dev libwebp-dev libexif-dev libssl-dev)
test_packages=(libgtest-dev libbenchmark-dev python3 python3-yaml clang-format clang-tidy shellcheck slurm-wlm munge iproute2 valgrind)
bench_packages=(python3-skimage)
train_packages=(python3-torch python3-numpy python3-pil)

is_installed() {
  [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

list_only=false
packages=()
for argument in "$@"; do
  case $argument in
    --help) usage; exit 0 ;;
    --list) list_only=true ;;
    build) packages+=("${build_packages[@]}") ;;
    test) packages+=("${test_packages[@]}") ;;
    bench) packages+=("${bench_packages[@]}") ;;
    train) packages+=("${train_packages[@]}") ;;
    *) usage >&2; exit 2 ;;
  esac
done
[[ ${#packages[@]} -gt 0 ]] || { usage >&2; exit 2; }
if $list_only; then
  printf '%s\n' "${packages[@]}"
  exit 0
fi

if ! command -v dpkg-query >/dev/null; then
  echo "This is not a Debian system. Please install the equivalents of these Debian 12 packages yourself:" >&2
  printf '  %s\n' "${packages[*]}" >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  is_installed "$package" || missing+=("$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

as_root=()
if [[ $EUID -ne 0 ]]; then
  if ! command -v sudo >/dev/null || ! { sudo -n true 2>/dev/null || { [[ -t 0 ]] && sudo -v; }; }; then
    echo "These packages are missing, and installing them needs root or sudo. Please have them installed:" >&2
    echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "Installing ${#missing[@]} packages: ${missing[*]}"
apt_get=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get --quiet=2 --option Dpkg::Use-Pty=0)
"${apt_get[@]}" update
"${apt_get[@]}" install --yes --no-install-recommends "${missing[@]}" >/dev/null
