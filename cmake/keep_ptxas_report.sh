#!/bin/sh
# Starts nvcc as CMake's compiler launcher: what ptxas says of registers and memory goes into OBJECT.ptxas instead of the
# build's output, everything else is passed on.
set -u
object=
previous=
for argument in "$@"; do
  if [ "$previous" = -o ]; then object=$argument; fi
  previous=$argument
done
if [ -z "$object" ]; then exec "$@"; fi

errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
"$@" 2>"$errors"
status=$?
grep -E '^ptxas info|^ +[0-9]+ bytes stack frame' "$errors" >"$object.ptxas"
grep -v -E '^ptxas info|^ +[0-9]+ bytes stack frame' "$errors" >&2
exit $status
