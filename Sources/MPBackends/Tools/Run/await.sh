# Services that are known to be ready, and what was just started and has no probe.
awaited='' fresh=''

await_service() {
  if has "$1" "$awaited"; then return; fi
  "describe_$1"
  [ "$kind" = service ] || return 0
  for container in $parts "$1"; do await_container "$container"; done
  awaited="$awaited $1"
}

await_container() {
  "describe_$1"
  [ "$role" != init ] || return 0
  for replica in $replicas; do
    if [ -n "$period" ]; then
      await_ready "$1" "$replica"
    else
      await_running "$project-$replica$part"
    fi
  done
}

await_ready() {
#if startup
  if [ -n "$startup" ]; then
    begin_waiting "$startup"
    while ! "startup_$1" "$2"; do
      keep_waiting "$project-$2$part" 'does not come up' "$period"
    done
  fi
#end
  begin_waiting "$patience"
  while ! "probe_$1" "$2"; do
    keep_waiting "$project-$2$part" 'is not ready' "$period"
  done
  # Known before, or none of those that this run has to start.
  [ -z "$is_changing" ] || has "$project-$2$part" "$running" || say "$project-$2$part: ready"
}

await_running() {
  begin_waiting 60
  while ! is_running "$1"; do keep_waiting "$1" 'does not run' 2; done
}

# What was ready a while ago may have failed since.
confirm_container() {
  "describe_$1"
  case $kind:$role in service:init) return ;; service:*) ;; *) return ;; esac
  for replica in $replicas; do await_running "$project-$replica$part"; done
}

is_running() { look "$1" && [ "$state" = running ]; }

begin_waiting() {
  allowed=${TIMEOUT:-$1}
  begun=$(now)
  interval=1
}

# keep_waiting NAME WHAT LONGEST: waits a while, longer each time, or says that it took too long.
keep_waiting() {
  look "$1" || fail 1 "$1 was removed by somebody else"
  case $state in
  running | restarting | initialized) ;;
  *) give_up "$1" 'has stopped' ;;
  esac
  [ "$restarts" -lt "$restart_limit" ] || give_up "$1" 'keeps restarting'
  left=$((begun + allowed - $(now)))
  [ "$left" -gt 0 ] || give_up "$1" "$2 after $allowed seconds"
  [ "$interval" -le "$3" ] || interval=$3
  [ "$interval" -le "$left" ] || interval=$left
  pause "$interval"
  interval=$((interval * 2))
}

# What has no probe has to run for a moment without being restarted.
await_steady() {
  [ -n "$fresh" ] || return 0
  pause 2
  for name in $fresh; do
    begin_waiting 60
    while ! is_steady "$name"; do keep_waiting "$name" 'does not keep running' 2; done
  done
}

is_steady() {
  is_running "$1" || return 1
  [ "$restarts" != 0 ] || return 0
  seen=$restarts
  pause 2
  is_running "$1" && [ "$restarts" = "$seen" ]
}

