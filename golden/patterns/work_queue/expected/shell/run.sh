#!/bin/sh
# Written by mpc from spec.mp. Edit that, not this: mpc build spec.mp -o DIR
# Start: sh run.sh up
# More:  sh run.sh help

# Texts of the spec stand in single quotes, in which nothing means anything:
# shellcheck disable=SC1003,SC1004,SC2016
set -eu
umask 077
export LC_ALL=C
unset CDPATH
IFS=' 	
'

default_project='pictures'
tools='mp_tools'
tools_image='docker.io/library/busybox:1.37-musl'
files='
  thumbnails-worker.haproxy.cfg.436e5b4f01c7 thumbnails-worker.queue.lua.2ba5a288aa69
  thumbnails-worker.role.lua.b0ca4916b833 thumbnails-worker.names.cfg.4167080094b0
  thumbnails-worker.names.sh.7ad776d1201f thumbnails-worker.start.sh.c95c1456a062
  thumbnails-front.haproxy.cfg.436e5b4f01c7 thumbnails-front.queue.lua.2ba5a288aa69
  thumbnails-front.role.lua.f2e17e223046 thumbnails-front.names.cfg.4167080094b0
  thumbnails-front.names.sh.7ad776d1201f thumbnails-front.start.sh.c95c1456a062
  mp-gateway.haproxy.cfg.535a6a7b92b2 mp-tools.install.24e43f8f34af mp-tools.probe.72d0aed964fc
'

each_service() {
  "$@" thumbnails_queue
  "$@" thumbnails_worker ready=thumbnails_queue
  "$@" thumbnails_front ready=thumbnails_queue
  "$@" web ready=thumbnails_front
  "$@" mp_gateway ready=web
}

# thumbnails.queue

describe_thumbnails_queue() {
  service='thumbnails-queue'
  stage=0
  image='docker.io/library/redis:7.4-alpine'
  hash='10eafafc4cc3'
  replicas='thumbnails-queue'
  period=1 patience=72
  parts=''
  part='' role=''
  volumes_function='volumes_thumbnails_queue'
}

volumes_thumbnails_queue() {
  keep_volume "$1"-data 999
  volume_data=$volume
}

create_thumbnails_queue() {
  new_container "$1" \
    --network "$network" \
    --network-alias thumbnails-queue \
    --restart unless-stopped \
    --stop-timeout 30 \
    --security-opt no-new-privileges \
    --user 999:1000 \
    --volume "$volume_data":/data:nocopy \
    --memory 1073741824 \
    --memory-reservation 1073741824 \
    docker.io/library/redis:7.4-alpine \
    redis-server --dir /data --appendonly yes --appendfsync always --save '' --protected-mode no
}

probe_thumbnails_queue() {
  ask "$1" 3 redis-cli -e ping
}

# thumbnails.worker

describe_thumbnails_worker() {
  service='thumbnails-worker'
  stage=1.3
  image='ghcr.io/acme/thumbnailer:1.2.0'
  hash='e5a1d90f1d64'
  replicas='
    thumbnails-worker-0 thumbnails-worker-1 thumbnails-worker-2 thumbnails-worker-3
  '
  period='' patience=''
  parts='
    thumbnails_worker__mp_pod thumbnails_worker__helper
  '
  part='' role=''
  volumes_function=''
}

create_thumbnails_worker() {
  new_container "$1" \
    --network container:"$project"-"$1"_mp-pod \
    --restart unless-stopped \
    --stop-timeout 120 \
    --security-opt no-new-privileges \
    --cpus 2 \
    --memory 536870912 \
    --memory-reservation 536870912 \
    ghcr.io/acme/thumbnailer:1.2.0
}

describe_thumbnails_worker__mp_pod() {
  describe_thumbnails_worker
  stage=1.0
  image='docker.io/library/busybox:1.37-musl'
  period='' patience=''
  part='_mp-pod' role='holder'
}

create_thumbnails_worker__mp_pod() {
  new_container "$1"_mp-pod \
    --network "$network" \
    --network-alias thumbnails-worker \
    --restart unless-stopped \
    --stop-signal SIGKILL \
    --read-only \
    --cap-drop ALL \
    --security-opt no-new-privileges \
    --entrypoint /bin/busybox \
    docker.io/library/busybox:1.37-musl \
    sleep 2147483647
}

describe_thumbnails_worker__helper() {
  describe_thumbnails_worker
  stage=1.2
  image='docker.io/library/haproxy:3.2-alpine'
  period='' patience=''
  part='_helper' role='sidecar'
}

create_thumbnails_worker__helper() {
  new_container "$1"_helper \
    --network container:"$project"-"$1"_mp-pod \
    --restart unless-stopped \
    --stop-timeout 120 \
    --security-opt no-new-privileges \
    --user 10101 \
    --env MP_ROLE=worker \
    --env MP_QUEUE=thumbnails-queue:6379 \
    --env MP_PORT=8080 \
    --env MP_PATH=/thumbnail \
    --env MP_ACK_TIMEOUT_MS=120000 \
    --env MP_RETRY_AFTER_MS=30000 \
    --env MP_MAX_ATTEMPTS=5 \
    --mount type=bind,source="$mounted"/thumbnails-worker.haproxy.cfg.436e5b4f01c7,target=/usr/local/etc/haproxy/haproxy.cfg,ro \
    --mount type=bind,source="$mounted"/thumbnails-worker.queue.lua.2ba5a288aa69,target=/usr/local/etc/haproxy/queue.lua,ro \
    --mount type=bind,source="$mounted"/thumbnails-worker.role.lua.b0ca4916b833,target=/usr/local/etc/haproxy/role.lua,ro \
    --mount type=bind,source="$mounted"/thumbnails-worker.names.cfg.4167080094b0,target=/usr/local/etc/haproxy/names.cfg,ro \
    --mount type=bind,source="$mounted"/thumbnails-worker.names.sh.7ad776d1201f,target=/usr/local/etc/haproxy/names.sh,ro \
    --mount type=bind,source="$mounted"/thumbnails-worker.start.sh.c95c1456a062,target=/usr/local/etc/haproxy/start.sh,ro \
    --entrypoint /bin/sh \
    docker.io/library/haproxy:3.2-alpine \
    /usr/local/etc/haproxy/start.sh
}

# thumbnails.front

describe_thumbnails_front() {
  service='thumbnails-front'
  stage=1
  image='docker.io/library/haproxy:3.2-alpine'
  hash='fbb49ed0fea7'
  replicas='thumbnails-front'
  period=1 patience=72
  parts=''
  part='' role=''
  volumes_function=''
}

create_thumbnails_front() {
  new_container "$1" \
    --network "$network" \
    --network-alias thumbnails-front \
    --publish 127.0.0.1:8088:8080/tcp \
    --restart unless-stopped \
    --stop-timeout 30 \
    --security-opt no-new-privileges \
    --user 10101 \
    --env MP_ROLE=front \
    --env MP_QUEUE=thumbnails-queue:6379 \
    --env MP_MAX_BODY=1048576 \
    --env MP_MAX_MEMORY=524288 \
    --env MP_AT_ONCE=128 \
    --mount type=bind,source="$mounted"/thumbnails-front.haproxy.cfg.436e5b4f01c7,target=/usr/local/etc/haproxy/haproxy.cfg,ro \
    --mount type=bind,source="$mounted"/thumbnails-front.queue.lua.2ba5a288aa69,target=/usr/local/etc/haproxy/queue.lua,ro \
    --mount type=bind,source="$mounted"/thumbnails-front.role.lua.f2e17e223046,target=/usr/local/etc/haproxy/role.lua,ro \
    --mount type=bind,source="$mounted"/thumbnails-front.names.cfg.4167080094b0,target=/usr/local/etc/haproxy/names.cfg,ro \
    --mount type=bind,source="$mounted"/thumbnails-front.names.sh.7ad776d1201f,target=/usr/local/etc/haproxy/names.sh,ro \
    --mount type=bind,source="$mounted"/thumbnails-front.start.sh.c95c1456a062,target=/usr/local/etc/haproxy/start.sh,ro \
    --mount type=volume,source="$project"-mp-tools,target=/.mp,ro \
    --entrypoint /bin/sh \
    docker.io/library/haproxy:3.2-alpine \
    /usr/local/etc/haproxy/start.sh
}

probe_thumbnails_front() {
  ask "$1" 3 /.mp/busybox sh /.mp/probe http 8080 /mp/healthz 1
}

# web

describe_web() {
  service='web'
  stage=2
  image='ghcr.io/acme/pictures:3.0.1'
  hash='38bd69ecad7b'
  replicas='
    web-0 web-1
  '
  period=10 patience=99
  parts=''
  part='' role=''
  volumes_function=''
}

create_web() {
  new_container "$1" \
    --network "$network" \
    --network-alias web \
    --restart unless-stopped \
    --stop-timeout 30 \
    --security-opt no-new-privileges \
    --env THUMBNAILS_URL=http://thumbnails-front:8080/items \
    --mount type=volume,source="$project"-mp-tools,target=/.mp,ro \
    ghcr.io/acme/pictures:3.0.1
}

probe_web() {
  ask "$1" 3 /.mp/busybox sh /.mp/probe http 8080 /healthz 1
}

# mp-gateway

describe_mp_gateway() {
  service='mp-gateway'
  stage=3
  image='docker.io/library/haproxy:3.2-alpine'
  hash='0fea6e9a7580'
  replicas='mp-gateway'
  period=2 patience=75
  parts=''
  part='' role=''
  volumes_function=''
}

create_mp_gateway() {
  new_container "$1" \
    --network "$network" \
    --network-alias mp-gateway \
    --publish 80:8081/tcp \
    --restart unless-stopped \
    --stop-timeout 10 \
    --stop-signal SIGUSR1 \
    --read-only \
    --cap-drop ALL \
    --security-opt no-new-privileges \
    --user 99:99 \
    --mount type=bind,source="$mounted"/mp-gateway.haproxy.cfg.535a6a7b92b2,target=/usr/local/etc/haproxy/haproxy.cfg,ro \
    --mount type=volume,source="$project"-mp-tools,target=/.mp,ro \
    docker.io/library/haproxy:3.2-alpine
}

probe_mp_gateway() {
  ask "$1" 3 /.mp/busybox sh /.mp/probe http 8080 /ready 1
}

# What brings the probe to the others.

describe_mp_tools() {
  service='mp-tools'
  stage=0
  image='docker.io/library/busybox:1.37-musl'
  hash='1974cf37bcce'
  replicas='mp-tools'
  period='' patience=''
  parts=''
  part='' role=''
  volumes_function=''
}

create_mp_tools() {
  new_container "$1" \
    --network none \
    --read-only \
    --cap-drop ALL \
    --security-opt no-new-privileges \
    --mount type=bind,source="$mounted"/mp-tools.install.24e43f8f34af,target=/mp/install,ro \
    --mount type=bind,source="$mounted"/mp-tools.probe.72d0aed964fc,target=/mp/probe,ro \
    --mount type=volume,source="$project"-mp-tools,target=/mp/tools \
    --entrypoint /bin/busybox \
    docker.io/library/busybox:1.37-musl \
    sh /mp/install
}

# Everything below is the same for every system, as far as it has a use for it.

newline='
'
label=io.metaparticle
# An engine waits 0.1 s before it restarts a container, then twice as long each time: after about ten
# seconds, what has not come up by itself never will.
restart_limit=7
# What `describe_…` sets where a service has it.
kind=service parts='' part='' role=''

# Whether the container that is described is to run to its end.
runs_to_end() {
  case $kind:$role in
  *:init | job: | cron:) return 0 ;;
  *) return 1 ;;
  esac
}

usage() {
  cat <<TEXT
Usage: ${0##*/} COMMAND

  up                 start the system, or make it what the files beside this one say
  down [--volumes]   stop and remove it; with --volumes, what it stored as well
  status             say of each container whether it runs and is ready
  logs [SERVICE]     show what a service, a replica or everything has printed
  build, push        build and push its images

Environment:

  DOCKER    the engine's command (default: docker, or podman where only that is there)
  PROJECT   what the names of all containers begin with (default: $default_project)
  TIMEOUT   how long each container may take to be ready, in seconds (default: what its probe says)

Exit codes: 0 fine, 1 failed, 64 usage, 69 no engine, 75 another run is at work, 129, 130 and 143 interrupted.
TEXT
}

# --- Words ---

# What nobody reads any more is no reason to stop half-way.
say() { printf '%s\n' "$*" 2>/dev/null || :; }

complain() { printf '%s\n' "$*" >&2 2>/dev/null || :; }

# fail STATUS SENTENCE
fail() {
  complain "error: $2"
  is_explained=yes
  exit "$1"
}

# give_up NAME WHAT: says what is known of a container that failed.
give_up() {
  complain "error: $1 $2"
  if look "$1"; then
    complain "  state: $state, exit code $exit_code, restarted $restarts times"
    complain '  its last lines:'
    engine container logs --tail 20 "$1" 2>&1 | sed 's/^/  | /' >&2 || :
  fi
  is_explained=yes
  exit 1
}

# has WORD LIST
has() {
  case " $2 " in
  *" $1 "*) return 0 ;;
  *) return 1 ;;
  esac
}

# --- Time ---

now() { date +%s; }

# A signal ends it at once, as it would not end a sleep that the shell waits for by itself.
pause() {
  sleep "$1" >/dev/null 2>&1 &
  helper=$!
  wait "$helper" || :
  helper=''
}

# watch SECONDS COMMAND...: kills what is not done by then. It is a program of its own: a part of this
# shell that gets a signal at its very start could act on the traps of the whole.
watch='
limit=$1
shift
"$@" &
watched=$!
(
  trap "kill \$sleeper; exit" TERM
  sleep "$limit" &
  sleeper=$!
  wait "$sleeper"
  kill -9 "$watched"
) &
watchdog=$!
wait "$watched"
answer=$?
kill "$watchdog"
exit "$answer"
'

# bounded SECONDS COMMAND...: what it prints is dropped, and nothing that is left of it holds a pipe of
# the caller's.
bounded() {
  sh -c "$watch" watch "$@" >/dev/null 2>&1 &
  helper=$!
  answer=0
  wait "$helper" || answer=$?
  helper=''
  return "$answer"
}

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

make_container() { engine container create "$@"; }

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

# --- Volumes ---

# keep_volume NAME [UID]: one that stays when its container is replaced; its name is left in `volume`.
keep_volume() {
  volume=$project-$1
  has_line "$volume" "$(volumes)" || new_volume "$volume"
  [ -z "${2:-}" ] || give_volume "$2"
}

# An engine makes volumes for root. One that has something in it is somebody's already.
give_volume() {
  prepare_volume --cap-add CHOWN "$tools_image" \
    sh -c 'content=$(ls -A "$2" 2>/dev/null) || exit 0; [ -n "$content" ] || chown "$1" "$2"' give "$1" /mp/volume
}

# new_volume NAME [OPTION]...
new_volume() {
  new=$1
  shift
  ! engine volume inspect "$new" >/dev/null 2>&1 ||
    fail 1 "there is a volume $new that is not of this system: remove it, or set PROJECT to another name"
  made_volumes="$made_volumes $new"
  engine volume create --label "$label.project=$project" "$@" "$new" >/dev/null ||
    fail 1 "the volume $new could not be made: what the engine said is above"
}

# prepare_volume [OPTION]... IMAGE COMMAND...: does something to it before anybody has it.
prepare_volume() {
  engine container run --rm --label "$label.project=$project" \
    --network none --read-only --cap-drop ALL --security-opt no-new-privileges \
    --volume "$volume:/mp/volume:nocopy" --entrypoint /bin/busybox \
    "$@" >/dev/null ||
    fail 1 "the volume $volume could not be prepared: what the engine said is above"
}

pull_tools() { [ -n "$(image_id "$tools_image")" ] || pull "$tools_image"; }

# --- One at a time ---

# The lock is a folder. Who is first to link its pid there as the holder has it; where the holder is
# dead, who is first to link its pid as that one's heir. A link has its content from the start, and an
# heir's stays until the folder goes as a whole, so that nobody takes over twice.
#
# take_lock NAME [SECONDS]: where another run is at work, waits for it that long.
take_lock() {
  waits=${2:-0} attempts=5
  until claim_lock "$1"; do
    if [ -n "$is_busy" ]; then
      waits=$((waits - 1))
      [ "$waits" -ge 0 ] ||
        fail 75 "process $holder is at work on $1: wait until it is done (or, if that is something else, remove $lock)"
    else
      attempts=$((attempts - 1))
      [ "$attempts" -gt 0 ] || fail 75 "cannot make the folder $lock, or cannot write into it"
    fi
    pause 1
  done
}

# Others may write where the lock is, but not into a folder of this user's.
claim_lock() {
  lock=${TMPDIR:-/tmp}/mpc-$1.lock is_busy=''
  if ! mkdir "$lock" 2>/dev/null; then
    is_there "$lock" || return 1
    if ! is_own_folder "$lock"; then
      # One that is gone by now was another run's.
      is_there "$lock" && ! is_own_folder "$lock" || return 1
      fail 75 "$lock is not a folder of this user: remove it, or set TMPDIR to another folder"
    fi
  fi
  claim=$lock/$$ place=$lock/holder
  rm -f "$claim"
  (set -C && printf '%s\n' "$$" >"$claim") 2>/dev/null || return 1
  # Into a folder, `ln` would make a link of another name.
  until [ ! -d "$place" ] && ln "$claim" "$place" 2>/dev/null; do
    read_holder || return 1
    if [ "$holder" = nobody ]; then
      [ "$place" != "$lock/heir-of-nobody" ] || fail 75 "nothing can be told from $lock: remove it"
    elif kill -0 "$holder" 2>/dev/null; then
      rm -f "$claim"
      is_busy=yes
      return 1
    fi
    place=$lock/heir-of-$holder
  done
  locks="$locks $1"
}

# What a crash of the machine has left may be anything. Fails where the holder has just gone.
read_holder() {
  is_there "$place" || return 1
  holder=nobody
  if [ -f "$place" ] && [ ! -h "$place" ]; then
    holder=$(cat "$place" 2>/dev/null) || return 1
  fi
  case $holder in
  '' | 0* | *[!0-9]*) holder=nobody ;;
  esac
}

is_there() { [ -e "$1" ] || [ -h "$1" ]; }

is_own_folder() { [ -n "$(find "$1" -prune -type d -user "$(id -u)" 2>/dev/null)" ]; }

release_locks() {
  for lock in $locks; do release_lock "${TMPDIR:-/tmp}/mpc-$lock.lock"; done
  locks=''
}

# At one stroke, and into nothing that somebody else has put there.
release_lock() {
  away=$1.$$
  if mkdir "$away" 2>/dev/null || is_own_folder "$away"; then
    mv "$1" "$away/lock" && rm -rf "$away"
  else
    rm -rf "$1"
  fi
}

# --- The end, whatever it is ---

is_explained='' locks='' is_interrupted='' helper='' is_changing=''
# What this run has begun to make, to rename, to stop and to start; each is noted before it is done, and
# undone only as far as it was done.
made='' renamed='' stopped='' started='' makes_network='' makes_inner_network='' made_volumes=''

finish() {
  status=$?
  trap - EXIT
  trap '' HUP INT TERM
  set +e
  # A part of this shell that has not yet put off its traps has nothing to undo.
  # shellcheck disable=SC2016 # that of another shell
  [ "$(exec sh -c 'echo "$PPID"')" = "$$" ] || exit "$status"
  [ -z "$helper" ] || kill "$helper" 2>/dev/null
  [ -z "$is_interrupted" ] || complain 'error: interrupted'
  # 141 is a reader of the output who has gone.
  if [ "$status" -ne 0 ] && [ "$status" -ne 141 ] && [ -z "$is_explained" ]; then
    complain "error: failed unexpectedly, with exit status $status"
  fi
  if [ -n "$is_changing" ]; then roll_back; fi
  release_locks
  exit "$status"
}

# interrupted STATUS
interrupted() {
  is_interrupted=yes is_explained=yes
  exit "$1"
}

catch_signals() {
  trap finish EXIT
  trap 'interrupted 129' HUP
  trap 'interrupted 130' INT
  trap 'interrupted 143' TERM
}

roll_back() {
  [ -n "$made$renamed$stopped$started$makes_network$makes_inner_network$made_volumes" ] || return 0
  is_whole=yes
  there=$(names) || is_whole=''
  for name in $made; do
    ! has_line "$name" "$there" || undo container rm --force --volumes "$name"
  done
  # shellcheck disable=SC2086 # a list of names
  [ -z "$started" ] || undo container stop $started
  there=$(names) || is_whole=''
  for name in $renamed; do
    if has_line "$name.previous" "$there" && ! has_line "$name" "$there"; then
      undo container rename "$name.previous" "$name"
    fi
  done
  # Whose network others share comes first, though the spec may have come to have none of that.
  for name in $stopped; do
    case $name in *_mp-pod) undo container start "$name" ;; esac
  done
  for name in $stopped; do
    case $name in *_mp-pod) ;; *) undo container start "$name" ;; esac
  done
  [ -z "$makes_network" ] || remove_networks networks || is_whole=''
  stored=$(volumes) || is_whole=''
  for volume in $made_volumes; do
    ! has_line "$volume" "$stored" || undo volume rm "$volume"
  done
  [ -z "$is_whole" ] || [ -n "$there" ] || drop_all_files
  if [ -n "$is_whole" ]; then
    complain "$project: rolled back, everything is as it was before"
  else
    complain "$project: not all could be rolled back: see above, then run \`up\` or \`down\`"
  fi
}

undo() { engine "$@" >/dev/null || is_whole=''; }

# has_line LINE TEXT
has_line() {
  case $newline$2$newline in
  *"$newline$1$newline"*) return 0 ;;
  *) return 1 ;;
  esac
}

# remove_networks LIST: those that a function prints.
remove_networks() { for network in $("$1"); do engine network rm "$network" >/dev/null; done; }

remove_volumes() { for volume in $(volumes); do engine volume rm "$volume" >/dev/null; done; }

# --- up ---

up() {
  check_folder
  check_files
  take_lock "$project"
  compare
  pull_images
  is_changing=yes
  keep_files
  retire
  make_network
  install_tools
  each_service start_service
  each_service await_service
  await_steady
  each_container confirm_container
  is_changing=''
  remove_retired
  drop_files
  report
}

check_folder() {
  case $folder in
  *[,\"]* | *"$newline"*)
    fail 1 "an engine cannot mount files from $folder: move it to where no folder has a comma, a quote or a newline in its name"
    ;;
  esac
}

# A script that was copied away alone must not stop what it could not start again.
check_files() {
  for file in $files; do
    { [ -f "$folder/files/$file" ] && [ -r "$folder/files/$file" ]; } ||
      fail 1 "there is no $folder/files/$file, which a container is to mount: this script needs the whole folder that mpc made"
  done
}

# Containers mount copies of the files, which stay as long as one of them may have to start: an engine
# starts nothing whose mounts are gone, and what the spec no longer has is gone from beside this script
# as soon as it is compiled.
keep_files() {
  [ -n "$files" ] || return 0
  mkdir -p "$mounted" || fail 1 "cannot make the folder $mounted"
  for file in $files; do
    original=$folder/files/$file copy=$mounted/$file
    ! cmp -s "$original" "$copy" || continue
    { cp -p "$original" "$mounted/.new" && mv -f "$mounted/.new" "$copy"; } ||
      fail 1 "cannot copy $original into $mounted"
  done
}

# Copies of what is no longer mounted.
drop_files() {
  for copy in "$mounted"/*; do
    [ -e "$folder/files/${copy##*/}" ] || rm -f "$copy"
  done
}

drop_all_files() {
  rm -rf "$mounted"
  rmdir "$folder/mounted" 2>/dev/null || :
}

remove_retired() {
  trap '' HUP INT TERM
  for name in $gone $leftover; do
    engine container rm --force "$name" >/dev/null ||
      fail 1 "$name is not needed any more and could not be removed: run \`up\` again"
  done
}

report() {
  for name in $gone; do say "$name: removed"; done
  if [ -n "$made$started$gone$leftover" ]; then
    say "$project: up"
  else
    say "$project: up, nothing had to be done"
  fi
}

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
  [ -z "$tools_image" ] || [ -n "$(image_id "$tools_image")" ] || lacks_image=yes
  each_service find_broken
  each_container compare_container
  there=$(names)
  for name in $(printf '%s\n' "$there" | sort); do
    if has "$name" "$expected"; then continue; fi
    look "$name" || fail 1 "$name was removed by somebody else"
    note_owner
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
      exited | stopped) if runs_to_end; then finished="$finished $name"; else resting="$resting $name"; fi ;;
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
  case $state in
  exited | stopped) ! runs_to_end || [ "$exit_code" = 0 ] || return 1 ;;
  esac
  ! has "$project-$replica" "$broken" || return 1
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

# Before anything stops, because it may take long and may fail.
pull_images() {
  [ -n "$lacks_image" ] || return 0
  [ -z "$tools" ] || pull_image "$tools"
  [ -z "$tools_image" ] || pull_tools
  each_container pull_image
}

pull_image() {
  "describe_$1"
  [ -z "$(image_id "$image")" ] || return 0
  pull "$image"
}

# pull IMAGE [OPTION]...
pull() {
  pulled=$1
  shift
  beside "$engine_command" image pull "$@" "$pulled"
  [ "$answer" = 0 ] || fail 1 "the image $pulled could not be pulled: what the engine said is above"
}

# Beside this shell, so that a signal need not wait for it.
beside() {
  "$@" </dev/null >&2 &
  helper=$!
  answer=0
  wait "$helper" || answer=$?
  helper=''
}

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
  for network in $(networks); do return 0; done
  network=$project-network makes_network=yes
  engine network create --label "$label.project=$project" "$network" >/dev/null ||
    fail 1 "the network $network could not be made: what the engine said is above"
}


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
  for gate in "$@"; do await_service "${gate#*=}"; done
  "describe_$starting"
  for replica in $replicas; do start_replica "$starting" "$replica"; done
}

# start_replica SERVICE REPLICA: those of its containers that do not run.
start_replica() {
  "describe_$1"
  [ -z "$volumes_function" ] || has "$project-$2" "$running $resting $finished" || "$volumes_function" "$2"
  failed=''
  for container in $parts "$1"; do
    "describe_$container"
    start_container "$container" "$2"
    [ -z "$failed" ] || return 0
  done
}

start_container() {
  name=$project-$2$part
  if has "$name" "$finished"; then return; fi
  if has "$name" "$running"; then return; fi
  if has "$name" "$resting"; then
    started="$started $name"
  else
    "create_$1" "$2"
  fi
  start "$name"
  case $role in
  holder) return ;;
  init)
    await_init
    return
    ;;
  esac
  case $kind:$period in service:) fresh="$fresh $name" ;; esac
  say "$name: started"
}

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

# --- down ---

# down [--volumes]
down() {
  take_lock "$project"
  present=$(names)
  stored=''
  for name in $present; do
    if look "$name"; then note_running; fi
    [ -z "${1:-}" ] || note_stored
  done
  # shellcheck disable=SC2086 # a list of entries
  [ -z "$stopping" ] || stop_in_order $stopping
  # shellcheck disable=SC2086 # a list of names
  [ -z "$present" ] || engine container rm --force ${1:+"$1"} $present >/dev/null
  remove_networks inner_networks
  remove_networks networks
  [ -z "${1:-}" ] || remove_volumes
  remove_stored
  drop_all_files
  say "$project: down"
}

# Those that were carried over: to an engine, they are not a container's own any more.
note_stored() {
  volumes_there=$(anonymous_volumes "$name") || fail 1 "cannot tell what $name stores"
  while IFS=: read -r volume _; do
    has "$volume" "$stored" || stored="$stored $volume"
  done <<TEXT
$volumes_there
TEXT
}

remove_stored() {
  for volume in $stored; do
    if engine volume inspect "$volume" >/dev/null 2>&1; then
      engine volume rm "$volume" >/dev/null || fail 1 "could not remove the volume $volume"
    fi
  done
}

# --- status, logs ---

status() {
  is_well=yes
  each_container show_container
  is_explained=yes
  [ -n "$is_well" ]
}

show_container() {
  "describe_$1"
  [ "$role" != holder ] || return 0
  for replica in $replicas; do
    readiness=''
    if ! look "$project-$replica$part"; then
      state=missing is_well=''
    elif [ "$kind" != service ] || runs_to_end; then
      judge
    elif [ "$state" != running ]; then
      is_well=''
    elif [ -n "$period" ]; then
      readiness=ready
      "probe_$1" "$replica" || readiness='not ready' is_well=''
    fi
    say "$project-$replica$part: $state${readiness:+, $readiness}"
  done
}

# What became of what runs to its end; nothing is wrong with what was stopped because that was reached.
judge() {
  runs_to_end || return 0
  case $state:$exit_code in
  exited:0 | stopped:0) state='done' ;;
  exited:* | stopped:*) state="failed (exit $exit_code)" is_well='' ;;
  esac
}

# logs [SERVICE]
logs() {
  chosen='' choices=''
  wanted=${1:-}
  each_container choose
  [ -n "$chosen" ] || fail 64 "there is no ${wanted:-service}; there are:$choices"
  is_well=yes
  for replica in $chosen; do
    if look "$project-$replica" && [ "$its_project" = "$project" ]; then
      engine container logs "$project-$replica" 2>&1 | sed "s/^/$replica | /"
    else
      is_well=''
      complain "$project-$replica: there is no container"
    fi
  done
  is_explained=yes
  [ -n "$is_well" ]
}

# Notes the containers that the wanted name stands for, and what could have been said.
choose() {
  "describe_$1"
  has "$service" "$choices" || choices="$choices $service"
  [ "$role" != holder ] || return 0
  for replica in $replicas; do
    has "$replica$part" "$choices" || choices="$choices $replica$part"
    case $wanted in
    '' | "$service" | "$replica" | "$replica$part") chosen="$chosen $replica$part" ;;
    esac
  done
}

# --- build, push ---

build() { say "$project: nothing to build, every image is a finished one"; }

push() { say "$project: nothing to push, every image is in a registry"; }

# --- The command line ---

check_environment() {
  project=${PROJECT:-$default_project}
  case $project in
  -* | *[!a-z0-9-]*) fail 64 "PROJECT is $project: it takes lowercase letters, digits and \`-\`, and no \`-\` at its start" ;;
  esac
  [ "${#project}" -le 63 ] || fail 64 "PROJECT is $project: it takes 63 characters at most"
  case ${TIMEOUT:-1} in
  0* | *[!0-9]* | ???????*) fail 64 "TIMEOUT is $TIMEOUT: it takes a whole number of seconds, at least 1" ;;
  esac
}

find_folder() {
  case $0 in
  */*) folder=${0%/*}/ ;;
  *) folder=. ;;
  esac
  # The slash keeps a newline at the end of a name, which would be lost.
  folder=$(cd -- "$folder" && pwd -P && printf /)
  folder=${folder%"$newline"/}
}

wrong_usage() {
  usage >&2
  exit 64
}

main() {
  command=${1:-}
  case $command:$# in
  up:1 | down:1 | status:1 | logs:1 | logs:2 | build:1 | push:1) ;;
  down:2) [ "$2" = --volumes ] || wrong_usage ;;
  help:* | --help:* | -h:*)
    usage
    exit
    ;;
  *) wrong_usage ;;
  esac
  check_environment
  find_folder
  mounted=$folder/mounted/$project
  catch_signals
  case $command in
  # A reader who has gone is no reason to stop half-way.
  up | down) trap '' PIPE ;;
  esac
  case $command in
  up | down | status | logs) find_engine ;;
  esac
  "$@"
}

main "$@"
