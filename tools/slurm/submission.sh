# shellcheck shell=bash
# What submit.sh, task.sh and merge.sh share: the settings of a submission, and how its jobs are handed to Slurm.
# To be sourced.
#
# A submission is a folder DIR/slurm/TIME-PID with
#   settings   NAME=VALUE, each ended by a NUL: no value needs quoting
#   jobs       a line a job: "JOBID KIND TRY DETAIL"
#   logs/      a file a task and try
#   status     exit status of the last merge, once it is over
# shellcheck disable=SC2034  # some are used by the scripts that source this only

single_settings=(out start_folder hesscut shards window tries job_name)
out=''           # folder of the run, absolute
start_folder=''  # the input's relative paths are relative to it
hesscut=''       # the command, absolute
shards=''        # of the run
window=''        # the controller's MaxArraySize: shards of one array job at most
tries=''         # of a shard at most
job_name=''
list_settings=(task_options merge_options batch_arguments)
task_options=()     # of sbatch
merge_options=()    # of sbatch
batch_arguments=()  # of hesscut batch
tools=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# write_settings SUBMISSION: writes the variables of these names.
write_settings() {
  local name value
  for name in "${single_settings[@]}"; do
    printf '%s=%s\0' "$name" "${!name}"
  done >"$1/settings"
  for name in "${list_settings[@]}"; do
    local -n values=$name
    for value in "${values[@]}"; do
      printf '%s=%s\0' "$name" "$value"
    done
    unset -n values
  done >>"$1/settings"
}

# read_settings SUBMISSION: sets the variables that write_settings wrote.
read_settings() {
  local field name
  while IFS= read -r -d '' field; do
    name=${field%%=*}
    case " ${single_settings[*]} " in
      *" $name "*) printf -v "$name" '%s' "${field#*=}" ;;
    esac
    case " ${list_settings[*]} " in
      *" $name "*)
        local -n values=$name
        values+=("${field#*=}")
        unset -n values
        ;;
    esac
  done <"$1/settings"
}

# submit_job SUBMISSION OPTION... -- SCRIPT ARGUMENT...: hands one job to Slurm and sets job_id. Slurm runs a copy of
# what it is handed, so that only starts SCRIPT, in the place of the shell that Slurm signals.
submit_job() {
  local submission=$1 options=()
  shift
  while [[ $1 != -- ]]; do options+=("$1"); shift; done
  shift
  options+=(--parsable --requeue --open-mode=append "--chdir=$start_folder")
  job_id=$({
    printf '#!/usr/bin/env bash\nexec'
    printf ' %q' "$@"
    printf '\n'
  } | sbatch "${options[@]}") || return
  job_id=${job_id%%;*}  # "ID;CLUSTER" where there are several clusters
}

# submit_tasks SUBMISSION TRY SHARD...: one array job for each window of shards, for an array index must be less than
# the controller's MaxArraySize: index i of a window stands for shard OFFSET + i. Sets task_jobs; when Slurm refuses
# one, those before it are taken back.
submit_tasks() {
  local submission=$1 try=$2 shard offset offsets=()
  shift 2
  local -A indices=()
  for shard in "$@"; do
    offset=$((shard / window * window))
    [[ -n ${indices[$offset]:-} ]] || offsets+=("$offset")
    indices[$offset]+=${indices[$offset]:+,}$((shard - offset))
  done
  task_jobs=()
  for offset in "${offsets[@]}"; do
    local log=${submission//%/%%}  # a pattern, in which % stands for something
    log+=/logs/try-$try-shard-
    ((offset == 0)) || log+=$offset+
    if ! submit_job "$submission" "--job-name=$job_name" "--array=${indices[$offset]}" "--output=$log%a.log" \
      "${task_options[@]}" -- "$tools/task.sh" "$submission" "$offset"; then
      ((${#task_jobs[@]} == 0)) || scancel "${task_jobs[@]}"
      return 1
    fi
    task_jobs+=("$job_id")
    echo "$job_id tasks $try shards $offset + ${indices[$offset]}" >>"$submission/jobs"
  done
}

# submit_merge SUBMISSION TRY JOB...: the job that runs when these are over, however they ended.
submit_merge() {
  local submission=$1 try=$2 after=()
  shift 2
  if (($# > 0)); then
    local IFS=:
    after=("--dependency=afterany:$*")
  fi
  submit_job "$submission" "--job-name=$job_name-merge" "--output=${submission//%/%%}/logs/try-$try-merge.log" \
    "${after[@]}" "${merge_options[@]}" -- "$tools/merge.sh" "$submission" "$try" || return
  echo "$job_id merge $try" >>"$submission/jobs"
}

# submit_try SUBMISSION TRY SHARD...: tasks and the merge after them.
submit_try() {
  submit_tasks "$@" || return
  if ! submit_merge "$1" "$2" "${task_jobs[@]}"; then
    scancel "${task_jobs[@]}"
    return 1
  fi
  echo "try $2: $(($# - 2)) shards in job(s) ${task_jobs[*]}, merge in job $job_id"
}

# queued_jobs SUBMISSION: its jobs that Slurm has not done with yet.
queued_jobs() {
  local ids
  [[ -e $1/jobs ]] || return 0
  ids=$(cut -d ' ' -f 1 "$1/jobs" | paste -s -d ,)
  # Slurm forgets jobs some time after their end and then calls their ids wrong.
  squeue --noheader --format=%A "--jobs=$ids" 2>/dev/null | sort --unique || true
}
