# --- Jobs ---

# What is added to the names of a run that others go on beside.
suffix=''
# How many have failed, and how long to wait before the next one is tried again.
failures=0 backoff=1
# What this run has begun, and whether all has succeeded; what failed last.
ongoing='' is_done='' failed=''

# run_job SERVICE: until each of its runs has succeeded, as many at once as may be.
run_job() {
  begin_job
  advance_job "$1"
  finish_job "$1"
}

begin_job() { failures=0 backoff=1 job_begun=$(now); }

finish_job() {
  interval=1
  while [ -z "$is_done" ]; do
    pause "$interval"
    interval=2
    advance_job "$1"
  done
}

# advance_job SERVICE: goes on with it as far as that is possible now.
advance_job() {
  at_work=0 is_done=yes
  "describe_$1"
  for replica in $replicas; do
    if has "$project-$replica$suffix" "$finished"; then continue; fi
    if [ "$at_work" = "$parallelism" ]; then
      is_done=''
      break
    fi
    if has "$project-$replica$suffix" "$running $ongoing"; then
      look_after "$1" "$replica$suffix"
    else
      attempt "$1" "$replica$suffix"
    fi
    if has "$project-$replica$suffix" "$finished"; then continue; fi
    is_done='' at_work=$((at_work + 1))
    [ -z "$timeout" ] || [ "$(($(now) - job_begun))" -lt "$timeout" ] ||
      give_up "$project-$replica$suffix" "has not ended after $timeout seconds"
  done
}

attempt() {
  ongoing="$ongoing $project-$2"
  start_replica "$1" "$2"
  while [ -n "$failed" ]; do try_again "$1" "$2"; done
}

look_after() {
  look "$project-$2" || fail 1 "$project-$2 was removed by somebody else"
  case $state:$exit_code in
  exited:0 | stopped:0)
    finished="$finished $project-$2"
    say "$project-$2: done"
#if pods
    [ -z "$parts" ] || end_pod "$1" "$2"
#end
    ;;
  exited:* | stopped:* | dead:*)
    failed=$project-$2
    while [ -n "$failed" ]; do try_again "$1" "$2"; done
    ;;
  esac
}

# A failed container is not started again: the next attempt finds nothing of it.
try_again() {
  failures=$((failures + 1))
  [ "$failures" -le "$retries" ] || give_up "$failed" 'failed'
  say "$failed: failed (exit $exit_code), trying again"
  pause "$backoff"
  [ "$backoff" -ge 32 ] || backoff=$((backoff * 2))
  remove_replica "$1" "$2"
  start_replica "$1" "$2"
}

remove_replica() {
  there=$(names) removed=''
  "describe_$1"
  for container in $parts "$1"; do
    "describe_$container"
    name=$project-$2$part
    ! has_line "$name" "$there" || removed="$name $removed"
    running=$(drop_word "$name" "$running") finished=$(drop_word "$name" "$finished")
  done
  # shellcheck disable=SC2086 # a list of names
  engine container rm --force --volumes $removed >/dev/null || fail 1 "could not remove $removed"
}

# drop_word WORD LIST: prints the other words.
drop_word() {
  for word in $2; do [ "$word" = "$1" ] || printf ' %s' "$word"; done
}

