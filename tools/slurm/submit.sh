#!/usr/bin/env bash
# One run of hesscut batch on many machines, by Slurm.
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: tools/slurm/submit.sh [options] -- INPUT... --out DIR [options of hesscut batch]

Submits hesscut batch as array jobs, one task a shard, and a job after them that submits what is missing again and
merges the results in DIR. Prints the job ids. The same command again resumes the run. DIR, the input, these scripts and
the command must be seen by all nodes at the same place.

  --shards N        how many parts the run has (default: what DIR/run.json says, else 64); stays for good
  --gpus            one GPU for each task (default: where every node of the partition has GPUs)
  --no-gpus         none in any case
  --partition P     where the tasks run (default: the cluster's default)
  --time T          time limit of a task, as sbatch takes it; a task that reaches it goes on at its next try
  --cpus C          processors for each task (default: the cluster's)
  --mem M           memory for each task, such as 8G (default: the cluster's)
  --tries K         how often a shard is tried at most (default: 3)
  --sbatch OPTIONS  more options of sbatch, for all jobs, such as '--account=shop --qos="night run"'; may be repeated
  --wait            waits for the last merge and exits with its status

HESSCUT names the command (default: hesscut on PATH, else build/hesscut of this checkout). Exit codes: 0 submitted,
2 usage, 75 Slurm did not take the jobs or DIR's are still in its queue; with --wait those of hesscut merge: 0 all done,
3 some photos failed for good, 75 shards are missing or photos deferred.
USAGE
}

# fail OPTION MESSAGE
fail() {
  echo "submit.sh: $1: $2" >&2
  exit 2
}

refuse() {
  echo "submit.sh: $1" >&2
  exit 75
}

# shellcheck source=tools/slurm/submission.sh
source "$(dirname "${BASH_SOURCE[0]}")/submission.sh"

gpus=auto partition='' time='' cpus='' memory='' wait=false extra_options=()
tries=3

number='^[1-9][0-9]{0,6}$'
time_limit='^([0-9]+-)?[0-9]+(:[0-9]+){0,2}$'
memory_size='^[1-9][0-9]*[KMGT]?$'

# check OPTION VALUE PATTERN WHAT
check() {
  [[ $2 =~ $3 ]] || fail "$1" "must be $4, not '$2'"
}

read_options() {
  local option value
  while [[ $# -gt 0 ]]; do
    option=$1
    shift
    case $option in
      --) batch_arguments=("$@"); return ;;
      --help | -h) usage; exit 0 ;;
      --gpus) gpus=yes; continue ;;
      --no-gpus) gpus=no; continue ;;
      --wait) wait=true; continue ;;
      --shards | --partition | --time | --cpus | --mem | --tries | --sbatch)
        [[ $# -gt 0 && $1 != -- ]] || fail "$option" "needs a value"
        value=$1
        shift
        ;;
      --?*=*) value=${option#*=} option=${option%%=*} ;;
      *) fail "$option" "no option of submit.sh; inputs and options of hesscut batch follow after --" ;;
    esac
    # shellcheck disable=SC2034  # tries is written with the settings
    case $option in
      --shards) check "$option" "$value" "$number" "a number from 1"; shards=$value ;;
      --partition) check "$option" "$value" . "a name"; partition=$value ;;
      --time) check "$option" "$value" "$time_limit" "a time such as 90, 4:00:00 or 1-12"; time=$value ;;
      --cpus) check "$option" "$value" "$number" "a number from 1"; cpus=$value ;;
      --mem) check "$option" "$value" "$memory_size" "a size such as 8G"; memory=$value ;;
      --tries) check "$option" "$value" "$number" "a number from 1"; tries=$value ;;
      --sbatch) read_extra "$value" ;;
      *) fail "$option" "no option of submit.sh; inputs and options of hesscut batch follow after --" ;;
    esac
  done
  fail "--" "missing: inputs and options of hesscut batch follow after it"
}

# Splits at blanks outside quotes, as a shell would, but runs nothing.
read_extra() {
  local words
  mapfile -d '' -t words < <(xargs --no-run-if-empty printf '%s\0' <<<"$1" 2>/dev/null)
  wait $! || fail --sbatch "a quote is not closed in '$1'"
  extra_options+=("${words[@]}")
}

# What of the arguments of hesscut batch matters here: sets out.
read_batch_arguments() {
  local index argument
  out=
  for index in "${!batch_arguments[@]}"; do
    argument=${batch_arguments[$index]}
    case $argument in
      --out) out=${batch_arguments[$index + 1]:-} ;;
      --out=*) out=${argument#--out=} ;;
      --shard | --shard=*) fail --shard "is set for each task; --shards N says how many" ;;
      --dry-run) fail --dry-run "needs no cluster: hesscut batch --dry-run" ;;
      -) fail INPUT "standard input reaches no other machine; write the list to a file and give @FILE" ;;
    esac
  done
  [[ -n $out ]] || fail --out "is missing: the folder of the run, after --"
  [[ $out != *[\\$'\n']* ]] || fail --out "Slurm takes no backslash and no line feed in paths: '$out'"
  out=$(realpath --canonicalize-missing -- "$out")
}

find_command() {
  local name=${HESSCUT:-}
  if [[ -z $name ]]; then
    name=$(command -v hesscut) || name=$tools/../../build/hesscut
  fi
  hesscut=$(command -v -- "$name") || fail HESSCUT "no such command: $name"
  hesscut=$(realpath --no-symlinks -- "$hesscut")
}

# The run has a number of shards from its first task on; another number would be another run.
settle_shards() {
  local stands
  if [[ -e $out/run.json ]]; then
    stands=$(sed --quiet --regexp-extended 's/.*"shards"\s*:\s*"?([0-9]+).*/\1/p' "$out/run.json" | head -n 1)
    [[ -n $stands ]] || fail --out "$out/run.json names no shards"
    [[ -z $shards || $shards == "$stands" ]] ||
      fail --shards "the run in $out has $stands shards, which cannot become $shards"
    shards=$stands
  fi
  shards=${shards:-64}
}

check_cluster() {
  local gres
  command -v sbatch >/dev/null || refuse "sbatch is not on PATH: no Slurm here"
  window=$(scontrol show config | awk '$1 == "MaxArraySize" { print $3 }') ||
    refuse "the Slurm controller does not answer"
  [[ $window =~ $number && $window -ge 2 ]] || refuse "the cluster takes no array jobs: MaxArraySize is '$window'"
  if [[ -n $partition ]]; then
    gres=$(sinfo --noheader "--partition=$partition" --format=%G)
    [[ -n $gres ]] || fail --partition "the cluster has no partition $partition"
  else
    gres=$(sinfo --noheader --format='%P %G' | sed --quiet 's/^[^ ]*\* *//p')
  fi
  if [[ $gpus == auto ]]; then
    gpus=no
    if [[ -n $gres ]] && ! grep --quiet --invert-match '\<gpu\>' <<<"$gres"; then gpus=yes; fi
  fi
}

# A wrong argument would fail in every task, try for try. Other troubles than wrong usage can be this machine's own.
check_batch_arguments() {
  local status=0 messages
  messages=$("$hesscut" batch --shard "0/$shards" --dry-run "${batch_arguments[@]}" 2>&1 >/dev/null) || status=$?
  if [[ $status -eq 2 ]]; then
    echo "submit.sh: hesscut batch does not take these arguments:" >&2
    echo "$messages" >&2
    exit 2
  fi
}

# Waits for the last merge; merge jobs may submit others. A look at a file costs nothing, one at the queue something.
wait_for_status() {
  local looks=0
  trap 'echo "submit.sh: waits no longer; the jobs go on" >&2; exit 130' INT
  until [[ -e $submission/status ]]; do
    if ((++looks % 20 == 0)) && [[ -z $(queued_jobs "$submission") && ! -e $submission/status ]]; then
      sleep 5  # a file written elsewhere may take a while to be seen
      [[ -e $submission/status ]] || refuse "the jobs are gone without a merge; submit again to resume"
    fi
    sleep 1
  done
  return "$(<"$submission/status")"
}

read_options "$@"
read_batch_arguments
find_command
settle_shards
check_cluster
check_batch_arguments
still=$(queued_jobs "$out/slurm/latest")
[[ -z $still ]] || refuse "jobs of $out are still in the queue: ${still//$'\n'/ }"

start_folder=$PWD
job_name=hesscut-$(basename -- "$out" | tr --complement --squeeze-repeats 'A-Za-z0-9_.\n-' _)
merge_options=(${partition:+"--partition=$partition"} ${time:+"--time=$time"} "${extra_options[@]}")
task_options=(--signal=B:TERM@60 ${partition:+"--partition=$partition"} ${time:+"--time=$time"}
  ${cpus:+"--cpus-per-task=$cpus"} ${memory:+"--mem=$memory"})
[[ $gpus == no ]] || task_options+=(--gres=gpu:1)
task_options+=("${extra_options[@]}")

submission=$out/slurm/$(date --utc +%Y%m%dT%H%M%SZ)-$$
mkdir -p "$submission/logs"
ln --symbolic --force --no-dereference "$(basename "$submission")" "$out/slurm/latest"
write_settings "$submission"
mapfile -t all_shards < <(seq 0 $((shards - 1)))
submit_try "$submission" 1 "${all_shards[@]}" || refuse "Slurm did not take the jobs"
echo "logs: $submission/logs"
if $wait; then wait_for_status; fi
