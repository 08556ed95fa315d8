#!/bin/sh
# A stand-in for the commands of LSF, PBS Professional and Torque, which are not available: it takes their arguments, runs
# the jobs, and answers as their manuals say. It is installed under their names, beside a directory `jobs`. While a file
# `hold` exists, jobs wait; while a file `away` exists, it does not answer.
here=$(cd "$(dirname "$0")" && pwd)
command=$(basename "$0")
kind=$(cat "$here/kind")

if [ -e "$here/away" ]; then
  echo 'Connection refused: cannot connect to server stand-in (errno=111)' >&2
  exit 255
fi

for last; do :; done
job=$here/jobs/${last%%.*}

end_job() { # JOB CODE WHY
  [ -e "$1/code" ] && return
  echo "$3" > "$1/why"
  group=$(cat "$1/group")
  kill -s TERM -- "-$group" 2> /dev/null
  # Slurm waits as long for a job that tidies up.
  for _ in $(seq 300); do
    kill -s 0 -- "-$group" 2> /dev/null || break
    sleep 0.1
  done
  kill -s KILL -- "-$group" 2> /dev/null
  echo "$2" > "$1/ended" && mv "$1/ended" "$1/code"
}

know_job() {
  [ -d "$job" ] && return
  if [ "$kind" = lsf ]; then echo "Job <$last> is not found" >&2; else echo "qstat: Unknown Job Id $last" >&2; fi
  exit 153
}

case $command in
bsub | qsub)
  while [ $# -gt 0 ]; do
    case $1 in
    -o) output=$2 ;;
    -q) queue=$2 ;;
    esac
    shift
  done
  if [ "$queue" = nowhere ]; then
    if [ "$kind" = lsf ]; then echo 'nowhere: No such queue. Job not submitted.' >&2; else echo 'qsub: Unknown queue' >&2; fi
    exit 1
  fi
  id=1
  until mkdir "$here/jobs/$id" 2> /dev/null; do id=$((id + 1)); done
  job=$here/jobs/$id
  cat > "$job/script"
  setsid sh -c '
    echo $$ > "$1/group"
    while [ -e "$2/hold" ]; do sleep 0.1; done
    touch "$1/begun"
    sh "$1/script" >> "$3" 2>&1
    echo $? > "$1/ended" && mv "$1/ended" "$1/code"' sh "$job" "$here" "$output" < /dev/null > /dev/null 2>&1 &
  until [ -s "$job/group" ]; do sleep 0.1; done
  if [ "$kind" = lsf ]; then echo "Job <$id> is submitted to queue <normal>."; else echo "$id.stand-in"; fi
  ;;
bkill | qdel)
  know_job
  end_job "$job" 271 TERM_OWNER
  ;;
limit) # For the tests, not a scheduler's command: the job reaches its time limit.
  if [ "$kind" = torque ]; then code=-11; else code=-29; fi
  end_job "$job" "$code" TERM_RUNLIMIT
  ;;
forget) # For the tests: the job has disappeared.
  kill -s KILL -- "-$(cat "$job/group")"
  rm -r "$job"
  ;;
bjobs)
  know_job
  why=$(cat "$job/why" 2> /dev/null)
  if [ -e "$job/code" ]; then
    code=$(cat "$job/code")
    if [ "$code" = 0 ]; then echo 'DONE|node7|-|-|-'; else echo "EXIT|node7|$code|${why:--}|-"; fi
  elif [ -e "$job/begun" ]; then
    echo 'RUN|node7|-|-|-'
  else
    echo 'PEND|-|-|-|Job slot limit reached: 1 host;'
  fi
  ;;
qstat)
  know_job
  echo "Job Id: $last"
  if [ -e "$job/code" ]; then
    if [ "$kind" = torque ]; then echo '    job_state = C'; else echo '    job_state = F'; fi
    echo "    Exit_status = $(cat "$job/code")"
  elif [ -e "$job/begun" ]; then
    printf '    job_state = R\n    exec_host = node7/0\n'
  else
    printf '    job_state = Q\n    comment = Not Running: Insufficient amount of resource:\n\t ncpus\n'
  fi
  ;;
esac
