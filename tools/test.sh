#!/usr/bin/env bash
# Everything that must hold before a change is taken. Ends with ctest's summary of the Release build.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: tools/test.sh [--quick]

Installs the Debian packages that are missing, builds everything, and runs clang-tidy, the tests under
AddressSanitizer + UndefinedBehaviorSanitizer, the tests that use threads under ThreadSanitizer, and last all tests of
the Release build. Stops at the first step that fails.
  --quick   the Release build and its tests only

Tests on photographs read the folder named by HESSCUT_PHOTOS (default: ../shared/data beside the checkout) and are
reported as skipped where it is absent.
USAGE
}

quick=false
case ${1:-} in
  '') ;;
  --quick) quick=true ;;
  --help | -h) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac

cd "$(dirname "${BASH_SOURCE[0]}")/.."
jobs=$(nproc)

# step NAME COMMAND...: runs the command with its output in a log, of which the end is shown on failure.
step() {
  local name=$1 log started=$SECONDS
  shift
  log=build/log/${name//[^a-zA-Z0-9]/_}.txt
  mkdir -p build/log
  printf '%-40s' "$name ..."
  if ! "$@" >"$log" 2>&1; then
    printf ' FAILED after %d s\n\n' $((SECONDS - started))
    tail -n 60 "$log"
    printf '\ntest.sh: "%s" failed; the whole output is in %s\n' "$name" "$log" >&2
    exit 1
  fi
  printf ' %4d s\n' $((SECONDS - started))
}

build() {
  cmake --preset "$1" && cmake --build --preset "$1" --parallel "$jobs"
}

tidy() {
  local all=build/log/clang_tidy_by_file.txt
  mkdir -p build/tidy
  tools/dev/tidy_commands.py build/compile_commands.json build/tidy/compile_commands.json
  run-clang-tidy -quiet -p build/tidy -j "$jobs" '/(kernels|host|tools|tests|bench)/.*\.cpp$' >"$all" 2>&1 && return
  grep --after-context=4 'error: ' "$all"
  return 1
}

tools/dev/install_packages.sh build test
step "Release build" build release
if ! $quick; then
  step "clang-tidy" tidy
  step "shellcheck" shellcheck tools/*.sh tools/dev/*.sh tools/slurm/*.sh .ci/run
  step "ASan and UBSan build" build asan
  step "ASan and UBSan tests" ctest --preset asan --parallel "$jobs"
  step "TSan build" build tsan
  step "TSan tests" ctest --preset tsan --parallel "$jobs"
fi
echo "Release tests"
if ! ctest --preset release --parallel "$jobs"; then
  echo "test.sh: tests of the Release build failed" >&2
  exit 1
fi
