#!/bin/sh
# Is this container ready? Runs inside any image, with the busybox beside it and nothing else:
#
#   busybox sh probe http PORT PATH SECONDS    the status line says 200 to 399; redirects are not followed
#   busybox sh probe tcp  PORT SECONDS         something accepts the connection
#
# The exit status is the answer, and a line on stdout says what was wrong. As a kubelet would, it
# asks the container's own address: what listens on the loopback alone is of no use to a caller.
#
# One process from start to end (each step becomes the next by exec), so that nothing is left to
# a first process which does not expect children, whatever happens to this one.

# shellcheck disable=SC3045 # busybox's read has -t, -n and -d

busybox=${0%/*}/busybox

fail() {
  echo "$*" >&9
  exit 1
}

own_address() {
  read -r host </proc/sys/kernel/hostname
  while read -r address names; do
    case " $names " in *" $host "*) return ;; esac
  done </etc/hosts
  address=127.0.0.1
}

# Reads the answer; stdin and stdout are the connection.
ask() {
  path=$1 host=$2 seconds=$3
  printf 'GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: mp-probe\r\nAccept: */*\r\nConnection: close\r\n\r\n' "$path" "$host"
  # -n bounds what a peer that is no HTTP server can make this read.
  read -r -t "$seconds" -n 64 version status rest || fail "no status line within $seconds s"
  case $version in
  HTTP/*) ;;
  *) fail 'the answer is not HTTP' ;;
  esac
  case $status in
  [23][0-9][0-9]*) ;;
  *) fail "status $status" ;;
  esac
  # A connection that is closed on unread bytes is reset, which some servers log as an error.
  # An endless answer is left all the same: it has said what was asked.
  for _ in 1 2 3 4; do
    read -r -t 0.2 -n 4096 -d '' rest || break
  done
  exit 0
}

mode=$1
if [ "$mode" = ask ]; then
  shift
  ask "$@"
fi
# What follows prints to 9: nc gives the connection 0, 1 and, on its way, 3.
exec 9>&1
own_address
port=$2
echo "asking $address, port $port"
case $mode in
http)
  path=$3 seconds=$4
  case $address in *:*) host="[$address]:$port" ;; *) host="$address:$port" ;; esac
  exec "$busybox" nc -w "$seconds" "$address" "$port" -e "$busybox" sh "$0" ask "$path" "$host" "$seconds"
  ;;
tcp)
  seconds=$3
  exec "$busybox" nc -w "$seconds" "$address" "$port" -e "$busybox" true
  ;;
*)
  fail "no such probe: $mode"
  ;;
esac
