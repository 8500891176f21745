#!/bin/sh
# Runs once before everything else, in a container of its own:
#
#   busybox sh install [own=UID:FOLDER]... [scratch=REVISION:FOLDER]...
#
# Each folder is given to the uid if it is empty. Scratch is everybody's, and emptied if it is of
# another revision. Then busybox and the probe go to /mp/tools, from where every probed container
# has them.
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
    mark=/mp/tools/.scratch-${folder##*/}
    if ! [ "$revision" = "$(cat "$mark" 2>/dev/null)" ]; then
      find "$folder" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
      chmod 0777 "$folder"
      echo "$revision" >"$mark"
    fi
    ;;
  esac
done

# Containers of an earlier start may be running these very files: a new one takes the name, the
# old one lives on until it is closed.
cd /mp/tools
cp /bin/busybox .busybox
cp /mp/probe .probe
chmod 0755 .busybox .probe
mv -f .busybox busybox
mv -f .probe probe
