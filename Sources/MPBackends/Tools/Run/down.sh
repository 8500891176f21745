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
#if scratch
  remove_scratch
#end
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

