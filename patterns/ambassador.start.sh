#!/bin/sh
# Completes the configuration with what only the running container knows, and becomes HAProxy.
set -eu
# shellcheck source=names.sh
. /usr/local/etc/haproxy/names.sh

umask 077
mkdir -p /tmp/mp
rm -f /tmp/mp/listening
{
  echo 'backend upstreams'
  check=
  if [ -n "${MP_HEALTH:-}" ]; then
    check='check inter 1s fall 2 rise 1'
    echo '  option httpchk'
    # shellcheck disable=SC2016 # HAProxy reads the variable
    echo '  http-check send meth GET uri "${MP_HEALTH}" ver HTTP/1.1 hdr Host ambassador hdr Connection close'
    echo '  http-check expect status 200-399'
  fi
  echo "  default-server resolvers mp init-addr none resolve-prefer ipv4 $check"
  number=0
  IFS=,
  for address in $MP_UPSTREAMS; do
    address=$(whole "$address")
    # One is looked up by the C library, so that connections find somebody from the start.
    echo "  server u$number-1 $address init-addr libc,none"
    if [ "$MP_REPLICAS" -gt 1 ]; then echo "  server-template u$number- 2-$MP_REPLICAS $address"; fi
    number=$((number + 1))
  done
} >/tmp/mp/upstreams.cfg

MP_BIND=127.0.0.1:$MP_PORT
if grep -q '^0*1 .* lo$' /proc/net/if_inet6 2>/dev/null; then MP_BIND="$MP_BIND,[::1]:$MP_PORT"; fi
export MP_BIND

exec haproxy -W -db -f /usr/local/etc/haproxy -f /tmp/mp/upstreams.cfg
