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

