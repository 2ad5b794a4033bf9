#!/usr/bin/env bash
# What only a GPU can tell: whether the CUDA device is right there, and how fast it is.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: tools/gpu_check.sh

For a machine with an NVIDIA GPU and the CUDA toolkit. Installs the Debian packages that are missing, builds with CUDA
for the GPUs that are there, runs the conformance tests on the first GPU against the double-precision reference and the
CPU (ctest label gpu), and prints the times of a cut's steps, and how photos per second and iterations scale, GPU and CPU.
The build is in build/gpu; HESSCUT_PHOTOS names the folder of photographs, as for the tests.
USAGE
}

case ${1:-} in
  '') ;;
  --help | -h) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")/.."
build=build/gpu

tools/dev/install_packages.sh build test
echo "Building $build ..."
mkdir -p "$build"
if ! { cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DHESSCUT_CUDA=ON -DHESSCUT_CUDA_ARCHITECTURES=native &&
  cmake --build "$build" --parallel "$(nproc)"; } >"$build/build.log" 2>&1; then
  tail -n 40 "$build/build.log" >&2
  echo "gpu_check.sh: the build failed; the whole log is in $build/build.log" >&2
  exit 1
fi

"$build/hesscut" doctor
if ! "$build/hesscut" doctor | grep --quiet '^ *cuda:[0-9]'; then
  echo "gpu_check.sh: no usable GPU here; the line \"cuda\" above says why" >&2
  exit 1
fi

failed=false
ctest --test-dir "$build" -L gpu --output-on-failure || failed=true

echo
echo "Steps of a cut, 16 images of 512 x 512"
"$build/bench/operations" --device cuda --images 16
"$build/bench/operations" --images 16
echo
echo "Scaling"
for device in cuda cpu; do "$build/bench/scaling" --device "$device"; done
if $failed; then
  echo "gpu_check.sh: tests failed on this GPU" >&2
  exit 1
fi
