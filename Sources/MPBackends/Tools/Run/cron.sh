# --- run ---

is_running=''
#if crons
# The services that run when it is time.
crons=''
#end

# run NAME
run() {
  chosen='' choices='' wanted=$1
  each_service choose_job
  [ -n "$chosen" ] || fail 64 "there is no job or cron $wanted; there are:$choices"
  check_folder
  check_files
#if secrets
  check_secrets
#end
  "describe_$chosen"
#if crons
  [ "$kind" = job ] || take_turn
#end
  check_network
  for gate in $gates; do await_gate "$gate"; done
  "describe_$chosen"
  if [ "$kind" = job ]; then take_lock "$project"; else take_lock "$project" 600; fi
  check_network
  make_network
  clear_place
  obtain_images
  keep_files
  is_running=yes
  begin_job
  advance_job "$chosen"
#if crons
  [ "$kind" = job ] || give_back "$project"
#end
  finish_job "$chosen"
  is_running=''
}

check_network() { [ -n "$(networks)" ] || fail 1 "$project is not up: run \`up\` first"; }

# choose_job SERVICE GATE...
choose_job() {
  "describe_$1"
  [ "$kind" != service ] || return 0
  choices="$choices $service"
  [ "$service" = "$wanted" ] || return 0
  chosen=$1
  shift
  gates=$*
}

# await_gate CONDITION=SERVICE
await_gate() {
  await_service "${1#*=}"
  case $1 in completed=*) ;; *) return 0 ;; esac
  "describe_${1#*=}"
  for replica in $replicas; do
    { look "$project-$replica" && [ "$state $exit_code" = 'exited 0' ]; } ||
      fail 1 "$wanted has to wait for $service, which has not succeeded: run \`up\` first"
  done
}

obtain_images() {
#if volumes
  [ -z "$tools_image" ] || pull_tools
#end
  for container in $parts "$chosen"; do pull_image "$container"; done
  "describe_$chosen"
}

# Of an earlier run of the same name.
clear_place() {
  earlier=$(containers_of_run)
  [ -n "$earlier" ] || return 0
#if crons
  [ "$concurrency" != replace ] || stop_earlier
#end
  ! is_at_work || fail 75 "$name still runs"
  # shellcheck disable=SC2086 # a list of names
  engine container rm --force --volumes $earlier >/dev/null || fail 1 "could not remove$earlier"
}

# Whether one is left to itself, and has not ended yet. Those beside it never end by themselves.
is_at_work() {
  for name in $(containers_of_run); do
    case $name in *_*) continue ;; esac
    if look "$name"; then
      case $state in running | restarting | paused) return 0 ;; esac
    fi
  done
  return 1
}

# Prints the containers that go by the suffix.
containers_of_run() {
  for name in $(service_containers); do
    first=${name%%_*}
    case $first in
    *.*) [ "$suffix" != ".${first##*.}" ] || printf '%s\n' "$name" ;;
    *) [ -n "$suffix" ] || printf '%s\n' "$name" ;;
    esac
  done
}

service_containers() {
  engine container ls --all --filter "label=$label.project=$project" --filter "label=$label.service=$service" --format '{{.Names}}'
}

# What a run that fails or is interrupted has begun stays for those who look at it, but does not go on. What
# ends well because it is told to end would look like a success, and is none.
end_run() {
  for name in $made; do
    if ! look "$name"; then continue; fi
    case $state in running | restarting | paused) ;; *) continue ;; esac
    engine container stop "$name" >/dev/null 2>&1
    if look "$name" && [ "$exit_code" = 0 ]; then
      engine container rm --force --volumes "$name" >/dev/null 2>&1
    fi
  done
}

#if crons
# Sees to it that as many runs of a cron go on at once as it says.
take_turn() {
  turn=$project.$service
  case $concurrency in
  forbid) take_lock "$turn" ;;
  replace)
    if ! claim_lock "$turn"; then
      [ -z "$is_busy" ] || kill "$holder" 2>/dev/null || :
      take_lock "$turn" 600
    fi
    ;;
  allow)
    number=0
    while :; do
      number=$((number + 1))
      suffix=.$number
      claim_lock "$turn$suffix" || [ -n "$is_busy" ] || take_lock "$turn$suffix"
      [ -n "$is_busy" ] || is_at_work || break
    done
    ;;
  esac
}

stop_earlier() {
  for name in $earlier; do
    if look "$name"; then note_running; fi
  done
  # shellcheck disable=SC2086 # a list of entries
  [ -z "$stopping" ] || stop_in_order $stopping
  stopping='' stopped=''
}

# give_back LOCK: long before the end.
give_back() {
  release_lock "${TMPDIR:-/tmp}/mpc-$1.lock"
  locks=$(drop_word "$1" "$locks")
}

# Nothing here starts what has to run when it is time.
print_crontab() { each_service print_cron; }

print_cron() {
  "describe_$1"
  [ "$kind" = cron ] || return 0
  say "$project-$service is for a crontab to start:"
  say "  CRON_TZ=$time_zone"
  say "  $schedule ${PROJECT:+PROJECT=$PROJECT }${DOCKER:+DOCKER=$(crontab_word "$DOCKER") }sh $(crontab_word "$folder/${0##*/}") run $service"
}

# crontab_word TEXT: a word for a shell, in a line where a percent sign would be the end.
crontab_word() {
  printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g; s/%/\\\\%/g")"
}

#end
