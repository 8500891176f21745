#!/bin/sh
# Completes the configuration with what only the running container knows, and becomes HAProxy.
set -eu
# shellcheck source=names.sh
. /usr/local/etc/haproxy/names.sh

umask 077
mkdir -p /tmp/mp
rm -f /tmp/mp/queue.sock
cat >/tmp/mp/queue.cfg <<END
backend queue
  mode tcp
  server queue $(whole "$MP_QUEUE") resolvers mp init-addr libc,none resolve-prefer ipv4
END

MP_BIND=:8080
if [ -f /proc/net/if_inet6 ]; then MP_BIND=:::8080; fi
export MP_BIND

exec haproxy -W -db -f /usr/local/etc/haproxy -f /tmp/mp/queue.cfg
