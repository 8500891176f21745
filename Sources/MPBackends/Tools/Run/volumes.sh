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

#if scratch
# scratch_volume NAME: a new one for everybody, which goes with its container; its name is left in `volume`.
# What is to be replaced may still have one.
scratch_volume() {
  volume=$project-$1 number=1
  stored=$(volumes)
  while has_line "$volume" "$stored"; do
    number=$((number + 1))
    volume=$project-$1.$number
  done
  new_volume "$volume" --label "$label.scratch=yes"
  prepare_volume "$tools_image" chmod 0777 /mp/volume
}

# Those that no container has any more.
remove_scratch() {
  for volume in $(engine volume ls --quiet --filter "label=$label.project=$project" --filter "label=$label.scratch=yes" --filter dangling=true); do
    engine volume rm "$volume" >/dev/null || fail 1 "could not remove the volume $volume"
  done
}

#end
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

