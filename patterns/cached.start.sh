#!/bin/sh
# Completes the configuration with what depends on the spec or on the machine, and becomes nginx.
# shellcheck disable=SC2016 # the variables in single quotes are nginx's
set -eu
# shellcheck source=names.sh
. /etc/nginx/names.sh

umask 077
mkdir -p /tmp/mp

token=
if [ -e /run/secrets/refresh ]; then
  token=$(cat /run/secrets/refresh)
  case $token in
  *[!-A-Za-z0-9._~+/=]*)
    echo 'cached: `refresh` has other characters than letters, digits and -._~+/=' >&2
    exit 78
    ;;
  esac
  if [ ${#token} -lt 16 ]; then
    echo 'cached: `refresh` is shorter than 16 characters: it could be guessed' >&2
    exit 78
  fi
fi

{
  # An upstream that comes back has a new address: one second is how long the old one may be kept.
  echo "resolver $MP_NAMESERVER valid=1s;"
  echo "resolver_timeout 2s;"
  echo "proxy_cache_path /var/cache/mp levels=1:2 keys_zone=mp:16m inactive=${MP_KEEP}s max_size=${MP_SIZE}k use_temp_path=off;"
  echo 'map $http_x_mp_refresh $mp_refresh {'
  echo '  default "";'
  # A regular expression, because nginx compares texts without regard to case.
  if [ -n "$token" ]; then echo "  \"~^$(echo "$token" | sed 's/[.+]/[&]/g')\$\" 1;"; fi
  echo '}'
  echo 'map $http_host $mp_host {'
  if [ -n "${MP_HOST_HEADER:-}" ]; then
    echo "  default \"$MP_HOST_HEADER\";"
  else
    echo '  default $http_host;'
    echo "  \"\" $MP_UPSTREAM;"
  fi
  echo '}'
} >/tmp/mp/http.conf

{
  echo "client_max_body_size $MP_MAX_BODY;"
  if [ -f /proc/net/if_inet6 ]; then echo 'listen [::]:8080;'; fi
} >/tmp/mp/server.conf

{
  echo "proxy_cache_valid 200 203 204 301 308 ${MP_TTL}s;"
  echo "proxy_cache_lock_timeout ${MP_WAIT_MS}ms;"
  echo "proxy_cache_lock_age ${MP_WAIT_MS}ms;"
  # The server behind keeps the timeout: this one must not be first.
  echo "proxy_read_timeout $((MP_TIMEOUT_MS + 3000))ms;"
  echo "proxy_send_timeout $((MP_TIMEOUT_MS + 3000))ms;"
  if [ "$MP_STALE" = true ]; then
    echo 'proxy_cache_use_stale error timeout invalid_header updating http_500 http_502 http_503 http_504;'
  fi
  case $MP_COOKIES in
  drop) echo 'proxy_set_header Cookie "";' ;;
  *)
    echo 'proxy_no_cache $http_cookie;'
    echo 'proxy_cache_bypass $http_cookie;'
    ;;
  esac
} >/tmp/mp/cache.conf

{
  echo "set \$mp_upstream $(whole "$MP_UPSTREAM");"
  connect=$MP_TIMEOUT_MS
  if [ "$connect" -gt 2000 ]; then connect=2000; fi
  echo "proxy_connect_timeout ${connect}ms;"
  echo "proxy_read_timeout ${MP_TIMEOUT_MS}ms;"
  echo "proxy_send_timeout ${MP_TIMEOUT_MS}ms;"
  echo "proxy_next_upstream_timeout ${MP_TIMEOUT_MS}ms;"
} >/tmp/mp/origin.conf

rm -f /tmp/mp/origin.sock
# shellcheck source=nginx.run.sh
. /etc/nginx/run.sh
