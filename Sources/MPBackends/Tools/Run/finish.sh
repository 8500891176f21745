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
#if jobs
  if [ -n "$is_running" ]; then end_run; fi
#end
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
#if inner
  [ -z "$makes_inner_network" ] || remove_networks inner_networks || is_whole=''
#end
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

