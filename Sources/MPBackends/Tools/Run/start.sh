# Before anything new starts, because ports may move from one to another.
retire() {
  # shellcheck disable=SC2086 # a list of entries
  [ -z "$stopping" ] || stop_in_order $stopping
  for name in $replaced; do
    renamed="$renamed $name"
    if has "$name.previous" "$leftover"; then
      # Made by a run that was killed: what it was to replace is the one that is known to work.
      engine container rm --force "$name" >/dev/null
    else
      engine container rename "$name" "$name.previous"
      leftover="$leftover $name.previous"
    fi
  done
  for previous in $leftover; do restore_on_failure "${previous%.previous}"; done
}

# A run that was killed may have set something aside and put nothing in its place.
restore_on_failure() {
  if has "$1" "$renamed $running $resting $finished" || ! has "$1" "$expected"; then return; fi
  renamed="$renamed $1"
  ! has "$1.previous" "$restartable" || stopped="$stopped $1"
}

# Not called as the project is: an engine has networks of its own, `host` for one. Whatever it is called,
# the one with the label is used.
make_network() {
#if inner
  make_inner_network
#end
  for network in $(networks); do return 0; done
  network=$project-network makes_network=yes
  engine network create --label "$label.project=$project" "$network" >/dev/null ||
    fail 1 "the network $network could not be made: what the engine said is above"
}

#if inner
# Leads nowhere else. Its label is another one, so that a script for a system without it does not take it
# for the project's network.
make_inner_network() {
  for inner in $(inner_networks); do return 0; done
  inner=$project-internal makes_inner_network=yes
  engine network create --label "$label.inner=$project" --internal "$inner" >/dev/null ||
    fail 1 "the network $inner could not be made: what the engine said is above"
}

# join_edge ALIAS...: puts the container that was just made into the network that leads outside, too.
join_edge() {
  for alias in "$@"; do
    set -- "$@" --alias "$alias"
    shift
  done
  engine network connect "$@" "$network" "$name" >/dev/null ||
    fail 1 "$name could not be put into the network $network: what the engine said is above"
}

#end

# Runs to its end before everything that it brings the probe to.
install_tools() {
  [ -n "$tools" ] || return 0
  "describe_$tools"
  name=$project-$replicas
  if has "$name" "$resting"; then return; fi
  if ! has_line "$name" "$(volumes)"; then
    made_volumes="$made_volumes $name"
    engine volume create --label "$label.project=$project" "$name" >/dev/null
  fi
  "create_$tools" "$replicas"
  start "$name"
  [ "$(engine container wait "$name")" = 0 ] || give_up "$name" 'failed'
}

# start_service SERVICE CONDITION=SERVICE...
start_service() {
  starting=$1
  shift
#if crons
  "describe_$starting"
  [ "$kind" != cron ] || return 0
#end
  for gate in "$@"; do await_service "${gate#*=}"; done
  "describe_$starting"
#if jobs
  if [ "$kind" = job ]; then
    run_job "$starting"
    return
  fi
#end
  for replica in $replicas; do start_replica "$starting" "$replica"; done
}

# start_replica SERVICE REPLICA: those of its containers that do not run.
start_replica() {
  "describe_$1"
#if volumes
  [ -z "$volumes_function" ] || has "$project-$2" "$running $resting $finished" || "$volumes_function" "$2"
#end
#if ends
  failed=''
#end
  for container in $parts "$1"; do
    "describe_$container"
    start_container "$container" "$2"
#if pods
    [ -z "$failed" ] || return 0
#end
  done
}

start_container() {
  name=$project-$2$part
#if pods
  if has "$name" "$finished"; then return; fi
#end
  if has "$name" "$running"; then return; fi
  if has "$name" "$resting"; then
    started="$started $name"
  else
    "create_$1" "$2"
  fi
  start "$name"
#if pods
  case $role in
  holder) return ;;
  init)
    await_init
    return
    ;;
  esac
#end
  case $kind:$period in service:) fresh="$fresh $name" ;; esac
  say "$name: started"
}

