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

