# --- The engine ---

engine() { "$engine_command" "$@" </dev/null; }

find_engine() {
  engine_command=${DOCKER:-}
  if [ -z "$engine_command" ]; then
    engine_command=docker
    command -v docker >/dev/null || ! command -v podman >/dev/null || engine_command=podman
  fi
  command -v "$engine_command" >/dev/null ||
    fail 69 "there is no $engine_command: install it, or set DOCKER to the command of an engine"
#if secrets
  # Absolute, because a container may have a PATH with a secret in it.
  engine_path=$(command -v "$engine_command")
#end
  engine info >/dev/null 2>&1 ||
    fail 69 "the engine does not answer: \`$engine_command info\` says why"
}

# look NAME: sets what is known of a container; fails where there is none.
look() {
  facts=$(engine container inspect --format "{{.State.Status}} {{.State.ExitCode}} {{.RestartCount}} {{.Image}} policy={{.HostConfig.RestartPolicy.Name}} stage={{index .Config.Labels \"$label.stage\"}} hash={{index .Config.Labels \"$label.hash\"}} project={{index .Config.Labels \"$label.project\"}} service={{index .Config.Labels \"$label.service\"}} {{index .Config.Labels \"$label.folder\"}}" "$1" 2>/dev/null) || return 1
  read -r state exit_code restarts its_image its_policy its_stage its_hash its_project its_service its_folder <<TEXT
$facts
TEXT
  its_policy=${its_policy#policy=}
  its_stage=${its_stage#stage=} its_hash=${its_hash#hash=}
  its_project=${its_project#project=} its_service=${its_service#service=}
}

image_id() { engine image inspect --format '{{.ID}}' "$1" 2>/dev/null || :; }

# Prints the name of each container of the project, whatever spec it was made from.
names() { engine container ls --all --filter "label=$label.project=$project" --format '{{.Names}}'; }

volumes() { engine volume ls --quiet --filter "label=$label.project=$project"; }

networks() { engine network ls --filter "label=$label.project=$project" --format '{{.Name}}'; }

# Of a system that has one now, or had one before.
inner_networks() { engine network ls --filter "label=$label.inner=$project" --format '{{.Name}}'; }

# anonymous_volumes NAME: prints VOLUME:DESTINATION of each volume that an engine has made for what the
# image of a container stores, and has named with 64 digits. A `:` could not be told from the one between.
anonymous_volumes() {
  mounts=$(engine container inspect --format '{{range .Mounts}}{{if eq .Type "volume"}}{{.Name}}:{{.Destination}}{{println}}{{end}}{{end}}' "$1") || return 1
  printf '%s\n' "$mounts" | sed -n '/^[0-9a-f]\{64\}:[^:]*$/p'
}

# has_mount DESTINATION OPTION... IMAGE...: whether the options mount something there.
has_mount() {
  destination=$1
  shift
  while [ "$1" != "$image" ]; do
    case $1:$2 in
    --mount:*,target="$destination" | --mount:*,target="$destination",*) return 0 ;;
    --volume:*:"$destination" | --volume:*:"$destination":*) return 0 ;;
    esac
    shift
  done
  return 1
}

# new_container REPLICA OPTION... IMAGE [ARGUMENT]...
new_container() {
  name=$project-$1
  shift
  # It goes on with what the one stored that it replaces, unless the spec has come to mount something there.
  if has "$name.previous" "$leftover"; then
    carried=$(anonymous_volumes "$name.previous") || fail 1 "cannot tell what $name.previous stores"
    while IFS= read -r mount; do
      [ -z "$mount" ] || has_mount "${mount#*:}" "$@" || set -- --volume "$mount" "$@"
    done <<TEXT
$carried
TEXT
  fi
  has "$name" "$made" || made="$name $made"
  make_container \
    --name "$name" \
    --label "$label.project=$project" \
    --label "$label.service=$service" \
    --label "$label.stage=$stage" \
    --label "$label.hash=$hash" \
    --label "$label.folder=$folder" \
    "$@" >/dev/null ||
    fail 1 "$name could not be made: what the engine said is above"
}

#if secrets
# make_container OPTION...: with what it has from secrets in the engine's environment. Arguments can be seen
# by everybody.
make_container() (
  set -- "$engine_path" container create "$@"
  [ -z "$secret_function" ] || "$secret_function" export_secret
  "$@" </dev/null
)
#else
make_container() { engine container create "$@"; }
#end

start() { engine container start "$1" >/dev/null || give_up "$1" 'does not start'; }

# stop_in_order STAGE:RANK:NAME...: those of one stage together, the last stage first; within a stage, what
# others are beside goes first.
stop_in_order() {
  batch='' batch_stage=''
  for entry in $(printf '%s\n' "$@" | sort -t : -k 1,1nr -k 2,2nr -k 3,3); do
    [ "${entry%:*}" = "$batch_stage" ] || stop_batch
    batch_stage=${entry%:*}
    batch="$batch ${entry##*:}"
  done
  stop_batch
}

stop_batch() {
  [ -n "$batch" ] || return 0
  # shellcheck disable=SC2086 # a list of names
  engine container stop $batch >/dev/null || fail 1 "could not stop$batch"
  batch=''
}

# ask REPLICA SECONDS COMMAND...: runs a probe in a container.
ask() {
  asked=$project-$1 seconds=$2
  shift 2
  bounded "$seconds" "$engine_command" container exec "$asked" "$@"
}

