# What is as it should be, by name; what is not is replaced, and what is no longer in the spec is gone.
expected='' running='' resting='' finished='' replaced='' gone='' leftover='' stopping=''
# Of what was set aside, what is to run all the time.
restartable=''
# Whether an image is not there yet.
lacks_image=''
# The services of the spec; whether a container is of one of them or of this folder; another one's folder.
services='' is_own='' other_folder=''

compare() {
  [ -z "$tools" ] || compare_container "$tools"
#if volumes
  [ -z "$tools_image" ] || [ -n "$(image_id "$tools_image")" ] || lacks_image=yes
#end
#if pods
  each_service find_broken
#end
  each_container compare_container
  there=$(names)
  for name in $(printf '%s\n' "$there" | sort); do
    if has "$name" "$expected"; then continue; fi
    look "$name" || fail 1 "$name was removed by somebody else"
    note_owner
#if crons
    # What is run when it is time is looked after by those who run it.
    if has "$its_service" "$crons"; then continue; fi
#end
    case $name in
    *.previous)
      leftover="$leftover $name"
      [ "$its_policy" != unless-stopped ] || restartable="$restartable $name"
      ;;
    *)
      gone="$gone $name"
      note_running
      ;;
    esac
  done
  [ -n "$is_own" ] || [ -z "$other_folder" ] ||
    fail 1 "$project is another system, which was started from $other_folder: set PROJECT to another name, or run \`down\` first"
}

# A folder may have moved, and a spec may have changed, but not both at once.
note_owner() {
  [ "$its_service" != mp-tools ] || return 0
  if [ "$its_folder" = "$folder" ] || has "$its_service" "$services"; then
    is_own=yes
  else
    other_folder=$its_folder
  fi
}

# Calls a function with each container, those of a service after one another.
each_container() { each_service with_parts "$@"; }

# with_parts FUNCTION SERVICE...
with_parts() {
  "describe_$2"
  for container in $parts "$2"; do "$1" "$container"; done
}

compare_container() {
  "describe_$1"
  services="$services $service"
  wanted_image=$(image_id "$image")
  [ -n "$wanted_image" ] || lacks_image=yes
#if crons
  if [ "$kind" = cron ]; then
    crons="$crons $service"
    return
  fi
#end
  for replica in $replicas; do
    name=$project-$replica$part
    expected="$expected $name"
    look "$name" || continue
    [ "$its_project" = "$project" ] ||
      fail 1 "there is a container $name that is not of this system: rename it, or set PROJECT to another name"
    note_owner
    if is_current "$1"; then
      case $state in
      running | restarting) running="$running $name" ;;
#if ends
      exited | stopped) if runs_to_end; then finished="$finished $name"; else resting="$resting $name"; fi ;;
#end
      *) resting="$resting $name" ;;
      esac
    else
      replaced="$replaced $name"
      note_running
    fi
  done
}

# Whether the container that was looked at is what the service describes.
is_current() {
  [ "$its_hash" = "$hash" ] && [ "$its_folder" = "$folder" ] &&
    [ "$its_image" = "$wanted_image" ] || return 1
  case $state in
  running | restarting | created | exited | stopped | configured | initialized) ;;
  *) return 1 ;;
  esac
#if ends
  case $state in
  exited | stopped) ! runs_to_end || [ "$exit_code" = 0 ] || return 1 ;;
  esac
#end
#if pods
  ! has "$project-$replica" "$broken" || return 1
#end
#if secrets
  has_its_secrets || return 1
#end
  [ "$1" != mp_tools ] || {
    [ "$state $exit_code" = 'exited 0' ] && has_line "$name" "$(volumes)"
  }
}

note_running() {
  case $state in
  running | restarting | paused)
    case $its_stage in
    *.*) stopping="$stopping ${its_stage%.*}:${its_stage#*.}:$name" ;;
    *) stopping="$stopping ${its_stage:-0}:0:$name" ;;
    esac
    stopped="$name $stopped"
    ;;
  esac
}

