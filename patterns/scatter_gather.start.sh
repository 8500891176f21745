#!/bin/sh
# Completes the configuration with what only the running container knows, and becomes nginx.
set -eu

# nginx looks names up by itself and ignores search domains. In Kubernetes the first one completes
# the spec's names; Docker resolves them as they are, and its search domains are the host's.
#
# It would also ask several name servers in turn and believe each of them. Only the first is known to
# have the names of the system: the others are for when it is down, and may be the machine's own.
resolver=
MP_DOMAIN=
while read -r keyword first rest || [ -n "$keyword" ]; do
  case $keyword in
  nameserver)
    case $first in
    *%*) ;; # a link-local address with a zone, which nginx cannot take
    *) resolver=${resolver:-$first} ;;
    esac
    ;;
  search | domain) MP_DOMAIN=${first%.} ;;
  esac
done </etc/resolv.conf
case $resolver in
'') resolver=127.0.0.1 ;;
127.0.0.11) MP_DOMAIN= ;;
*:*) resolver="[$resolver]" ;;
esac
export MP_DOMAIN

umask 077
mkdir -p /tmp/mp
{
  # A leaf that comes back has a new address: one second is how long the old one may be kept.
  echo "resolver $resolver valid=1s;"
  echo "resolver_timeout ${MP_DEADLINE_MS}ms;"
  # root.js keeps the deadline. This only ends what is still open after it, so it must not fire first.
  echo "js_fetch_timeout $((MP_DEADLINE_MS + 100))ms;"
  echo "client_max_body_size $MP_MAX_BODY;"
  # In memory as a whole, with room for the framing of a chunked one.
  echo "client_body_buffer_size $((MP_MAX_BODY + MP_MAX_BODY / 8 + 4096));"
  if [ -f /proc/net/if_inet6 ]; then echo 'listen [::]:8080;'; fi
} >/tmp/mp/server.conf

exec nginx -g 'daemon off;'
