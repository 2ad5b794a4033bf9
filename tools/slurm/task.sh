#!/usr/bin/env bash
# One task of an array that submit.sh has submitted.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: tools/slurm/task.sh SUBMISSION OFFSET

What a task of the array job runs: hesscut batch on shard OFFSET + SLURM_ARRAY_TASK_ID of the submission's shards. The
command takes the place of this script, so that Slurm's signals reach it: SIGTERM before the time limit ends it with
143, and it goes on from there at the next try. Ends with the command's status (tools/slurm/README.md).
USAGE
}

case ${1:-} in
  --help | -h) usage; exit 0 ;;
esac
[[ $# -eq 2 ]] || { usage >&2; exit 2; }
submission=$1
[[ $2 =~ ^[0-9]+$ ]] || { echo "task.sh: OFFSET must be a number, not $2" >&2; exit 2; }
[[ ${SLURM_ARRAY_TASK_ID:-} =~ ^[0-9]+$ ]] || { echo "task.sh: no array task: no SLURM_ARRAY_TASK_ID" >&2; exit 2; }
[[ -r $submission/settings ]] || { echo "task.sh: no submission: $submission" >&2; exit 2; }

# shellcheck source=tools/slurm/submission.sh
source "$(dirname "${BASH_SOURCE[0]}")/submission.sh"
read_settings "$submission"
shard=$(($2 + SLURM_ARRAY_TASK_ID))

# What Slurm gives a task may be less than the machine has, and only some clusters show it as a limit of the process.
has_argument() {
  local argument
  for argument in "${batch_arguments[@]}"; do
    [[ $argument != "$1" && $argument != "$1="* ]] || return 0
  done
  return 1
}
options=(--shard "$shard/$shards")
if [[ -n ${SLURM_CPUS_ON_NODE:-} ]] && ! has_argument --threads; then
  options+=(--threads "$SLURM_CPUS_ON_NODE")
fi
if [[ ${SLURM_MEM_PER_NODE:-0} -gt 1 ]] && ! has_argument --max-memory; then  # in MiB; 0 is all there is
  options+=(--max-memory "$((SLURM_MEM_PER_NODE / 2))M")
fi
echo "task.sh: shard $shard of $shards on ${SLURMD_NODENAME:-this machine}, job ${SLURM_JOB_ID:-none}," \
  "begun anew ${SLURM_RESTART_COUNT:-0} times, $(date --utc +%Y-%m-%dT%H:%M:%SZ)"
exec "$hesscut" batch "${options[@]}" "${batch_arguments[@]}"
