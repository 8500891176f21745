# --- Replicas of several containers ---

# They share a network and what the first of them have prepared: where one is missing, has changed or has
# ended that should not, all are made anew.
broken=''

find_broken() {
  "describe_$1"
  { [ -n "$parts" ] && [ "$kind" != cron ]; } || return 0
  for replica in $replicas; do
    is_whole_pod "$1" "$replica" || broken="$broken $project-$replica"
  done
}

# is_whole_pod SERVICE REPLICA
is_whole_pod() {
#if jobs
  # What has reached its end needs nothing more.
  if [ "$kind" = job ] && is_as_described "$1" "$2"; then
    case $state in exited | stopped) return 0 ;; esac
  fi
#end
  for container in $parts "$1"; do
    is_as_described "$container" "$2" || return 1
    case $role:$state in
    init:exited | init:stopped) ;;
    # Started again, it has another network than those that have joined it.
    holder:running) [ "$restarts" = 0 ] || return 1 ;;
    init:* | holder:*) return 1 ;;
    *:running | *:restarting) ;;
    *) return 1 ;;
    esac
  done
}

is_as_described() {
  "describe_$1"
  name=$project-$2$part
  wanted_image=$(image_id "$image")
  look "$name" && is_current "$1"
}

# Waits for the end of what prepares the others.
await_init() {
  say "$name: started"
  interval=1
  while :; do
    look "$name" || fail 1 "$name was removed by somebody else"
    case $state in exited | stopped | dead) break ;; esac
    pause "$interval"
    interval=2
  done
  if [ "$exit_code" = 0 ]; then
    say "$name: done"
  elif [ "$kind" = service ]; then
    give_up "$name" 'failed'
  else
    failed=$name
  fi
}

#if jobs
# end_pod SERVICE REPLICA: stops what ran beside a job that has succeeded, the network last.
end_pod() {
  others=''
  for container in $parts; do
    "describe_$container"
    [ "$role" != sidecar ] || others="$others $project-$2$part"
  done
  # shellcheck disable=SC2086 # a list of names
  [ -z "$others" ] || engine container stop $others >/dev/null || fail 1 "could not stop$others"
  engine container stop "$project-$2_mp-pod" >/dev/null || fail 1 "could not stop $project-$2_mp-pod"
}

#end
