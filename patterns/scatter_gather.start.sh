#!/bin/sh
# Completes the configuration with what only the running container knows, and becomes nginx.
set -eu
# shellcheck source=names.sh
. /etc/nginx/names.sh

umask 077
mkdir -p /tmp/mp
{
  # A leaf that comes back has a new address: one second is how long the old one may be kept.
  echo "resolver $MP_NAMESERVER valid=1s;"
  echo "resolver_timeout ${MP_DEADLINE_MS}ms;"
  # root.js keeps the deadline. This only ends what is still open after it, so it must not fire first.
  echo "js_fetch_timeout $((MP_DEADLINE_MS + 100))ms;"
  echo "client_max_body_size $MP_MAX_BODY;"
  # In memory as a whole, with room for the framing of a chunked one.
  echo "client_body_buffer_size $((MP_MAX_BODY + MP_MAX_BODY / 8 + 4096));"
  if [ -f /proc/net/if_inet6 ]; then echo 'listen [::]:8080;'; fi
} >/tmp/mp/server.conf

# shellcheck source=nginx.run.sh
. /etc/nginx/run.sh
