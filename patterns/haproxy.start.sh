#!/bin/sh
# Becomes HAProxy, once the environment has what only the running container knows.
set -eu
# shellcheck source=names.sh
. /usr/local/etc/haproxy/names.sh

if [ -f /proc/net/if_inet6 ]; then export MP_IPV6=1; fi

# Its files, in the order of their names: base.cfg is first.
exec haproxy -db -f /usr/local/etc/haproxy
