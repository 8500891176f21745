#!/bin/sh
# Completes the configuration with what only the running container knows, and becomes nginx.
set -eu
# shellcheck source=names.sh
. /etc/nginx/names.sh

umask 077
mkdir -p /tmp/mp

# A request has a connection to each leaf, and with a hedge two. Engines may allow 1024 until asked for more.
commas=$(printf '%s' "$MP_LEAVES" | tr -cd ',' | wc -c)
connections=$((4096 + commas * 8))
echo "worker_connections $connections;" >/tmp/mp/events.conf
echo "worker_rlimit_nofile $((connections + 256));" >/tmp/mp/main.conf

{
  # A leaf that comes back has a new address: one second is how long the old one may be kept. Without an
  # IPv6 address that reaches others there is no use in asking for theirs, which doubles the packets.
  grep -Eq '^([0-9a-f]+ ){3}00 ' /proc/net/if_inet6 2>/dev/null && families= || families=' ipv6=off'
  echo "resolver $MP_NAMESERVER valid=1s$families;"
  # Then root.js asks again.
  echo 'resolver_timeout 500ms;'
  # root.js keeps the deadline. This only ends what is still open after it, so it must not fire first.
  echo "js_fetch_timeout $((MP_DEADLINE_MS + 100))ms;"
  echo "client_max_body_size $MP_MAX_BODY;"
  # In memory as a whole, with room for the framing of a chunked one.
  echo "client_body_buffer_size $((MP_MAX_BODY + MP_MAX_BODY / 8 + 4096));"
  if [ -f /proc/net/if_inet6 ]; then echo 'listen [::]:8080;'; fi
} >/tmp/mp/server.conf

# shellcheck source=nginx.run.sh
. /etc/nginx/run.sh
