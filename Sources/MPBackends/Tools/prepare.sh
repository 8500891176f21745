#!/bin/sh
# Runs once before a replica that has volumes, in a container of its own:
#
#   busybox sh prepare [own=UID:FOLDER]... [scratch=REVISION:FOLDER]...
#
# Each folder is given to the uid if it is empty. Scratch is everybody's, and emptied if it is of
# another revision, or if none was noted: what is noted goes with this container.
set -eu

for argument in "$@"; do
  case $argument in
  own=*)
    pair=${argument#own=}
    folder=${pair#*:}
    # One that cannot be listed belongs to somebody already.
    if content=$(ls -A "$folder" 2>/dev/null) && [ -z "$content" ]; then
      chown "${pair%%:*}" "$folder"
    fi
    ;;
  scratch=*)
    pair=${argument#scratch=}
    folder=${pair#*:}
    revision=${pair%%:*}
    mark=/mp/state/${folder##*/}
    if ! [ "$revision" = "$(cat "$mark" 2>/dev/null)" ]; then
      find "$folder" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
      chmod 0777 "$folder"
      echo "$revision" >"$mark"
    fi
    ;;
  esac
done
