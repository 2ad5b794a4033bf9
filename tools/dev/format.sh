#!/usr/bin/env bash
# Formats every C++ and CUDA file as .clang-format says. --check only tells what is not formatted, and exits with 77,
# "skipped", without clang-format.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

how=(-i)
case ${1:-} in
  --check) how=(--dry-run -Werror) ;;
  ?*) echo "Usage: tools/dev/format.sh [--check]" >&2; exit 2 ;;
esac
if ! command -v clang-format >/dev/null; then
  echo "skipped: clang-format is not installed"
  exit 77
fi
find include kernels host tools tests bench -regextype posix-extended -regex '.*\.(cpp|hpp|h|cu|cuh)' -print0 |
  xargs -0 clang-format "${how[@]}"
