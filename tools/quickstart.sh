#!/usr/bin/env bash
# From a fresh Debian 12 to cut-outs in one command.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: tools/quickstart.sh [PHOTOS] [--out DIR]

Installs the Debian packages that are missing, builds the command as build/hesscut and cuts the products out of PHOTOS,
a photo or a folder of photos. Without PHOTOS it draws a sample catalogue into DIR/photos and cuts that.
  --out DIR   where the cut-outs go (default: cutouts)
USAGE
}

fail_usage() {
  echo "quickstart.sh: $1" >&2
  usage >&2
  exit 2
}

photos=
out=cutouts
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --out) [[ $# -ge 2 && -n $2 ]] || fail_usage "--out needs a folder"; out=$2; shift ;;
    --out=?*) out=${1#--out=} ;;
    -*) fail_usage "unknown option $1" ;;
    *) [[ -z $photos ]] || fail_usage "one photo or folder at a time, not also $1"; photos=$1 ;;
  esac
  shift
done
if [[ -n $photos && ! -e $photos ]]; then
  echo "quickstart.sh: no such photo or folder: $photos" >&2
  exit 3
fi

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$repository/build

"$repository/tools/dev/install_packages.sh" build

echo "Building build/hesscut ..."
options=(-DCMAKE_BUILD_TYPE=Release)
if [[ ! -e $build/CMakeCache.txt ]]; then
  options+=(-G Ninja -DHESSCUT_TESTS=OFF -DHESSCUT_BENCH=OFF)
fi
mkdir -p "$build"
log=$build/quickstart.log
if ! { cmake -S "$repository" -B "$build" "${options[@]}" &&
  cmake --build "$build" --parallel "$(nproc)" --target hesscut_command hesscut_scenes; } >"$log" 2>&1; then
  tail -n 40 "$log" >&2
  echo "quickstart.sh: the build failed; the whole log is in $log" >&2
  exit 1
fi

if [[ -z $photos ]]; then
  "$build/hesscut-scenes" "$out/photos"
  photos=$out/photos/images
fi
echo "Cutting $photos ..."
"$build/hesscut" cut "$photos" --out "$out"

cat <<SUMMARY

In $out, for each photo NAME: NAME.cutout.png (transparent background), NAME.white.jpg (on white), NAME.mask.png,
NAME.overlay.jpg (to check by eye) and NAME.json (how exactly it was solved).
More: $build/hesscut cut --help, and for a whole catalogue $build/hesscut batch --help
SUMMARY
