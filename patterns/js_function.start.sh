#!/bin/sh
# Completes the configuration with what only the running container knows, and becomes nginx.
set -eu

umask 077
mkdir -p /tmp/mp

# nginx hides the environment from its workers but for the variables that it is told to keep.
# A line of a longer value may look like a variable too; naming one that does not exist is harmless.
env | while IFS='=' read -r name rest; do
  case $name in
  '' | [0-9]* | *[!A-Za-z0-9_]*) ;;
  *) echo "env $name;" ;;
  esac
done >/tmp/mp/env.conf

{
  echo "client_max_body_size $MP_MAX_BODY;"
  # In memory as a whole, with room for the framing of a chunked one.
  echo "client_body_buffer_size $((MP_MAX_BODY + MP_MAX_BODY / 8 + 4096));"
  if [ -f /proc/net/if_inet6 ]; then echo 'listen [::]:8080;'; fi
} >/tmp/mp/server.conf

# shellcheck source=nginx.run.sh
. /etc/nginx/run.sh
