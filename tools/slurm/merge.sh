#!/usr/bin/env bash
# What runs after the array jobs that submit.sh has submitted.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: tools/slurm/merge.sh SUBMISSION TRY

What the job after the array jobs of a try runs. While shards are missing and tries are left it submits those shards
again, with a merge job after them. Otherwise it runs hesscut merge on what there is, writes the exit status to
SUBMISSION/status and ends with it: 0 all done, 3 some photos failed for good, 75 shards are missing or photos deferred.
USAGE
}

case ${1:-} in
  --help | -h) usage; exit 0 ;;
esac
[[ $# -eq 2 && $2 =~ ^[0-9]+$ ]] || { usage >&2; exit 2; }
submission=$1
try=$2
[[ -r $submission/settings ]] || { echo "merge.sh: no submission: $submission" >&2; exit 2; }

# shellcheck source=tools/slurm/submission.sh
source "$(dirname "${BASH_SOURCE[0]}")/submission.sh"
read_settings "$submission"

# A job takes its environment along to those it submits; what Slurm said of this job does not hold for them.
for name in "${!SLURM_@}"; do
  [[ $name == SLURM_CONF ]] || unset "$name"
done

# Sets missing; what is missing is what the journals say, however the tasks ended.
find_missing() {
  local list
  missing=()
  if [[ ! -e $out/run.json ]]; then  # no task came so far as to begin the run
    mapfile -t missing < <(seq 0 $((shards - 1)))
    return
  fi
  list=$("$hesscut" merge "$out" --missing) || return
  IFS=, read -r -a missing <<<"$list"
}

if ! find_missing; then
  echo "merge.sh: cannot tell which shards are missing; merging what there is" >&2
elif ((${#missing[@]} > 0)); then
  echo "merge.sh: after try $try of $tries ${#missing[@]} of $shards shards are missing: ${missing[*]}"
  if grep --quiet "^[0-9]* merge $((try + 1))$" "$submission/jobs"; then
    echo "merge.sh: try $((try + 1)) was submitted before this job was begun anew"
    exit 0
  fi
  if ((try < tries)) && submit_try "$submission" $((try + 1)) "${missing[@]}"; then
    exit 0
  fi
fi

status=0
if [[ -e $out/run.json ]]; then
  "$hesscut" merge "$out" || status=$?
else
  echo "merge.sh: no task has begun the run; $submission/logs says why" >&2
  status=75
fi
echo "$status" >"$submission/status.new"
mv "$submission/status.new" "$submission/status"
exit "$status"
