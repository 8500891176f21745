# Becomes nginx: the last thing that a start script reads.
#
# Kubernetes asks a container to stop and goes on sending to it for a moment, until all of its nodes know,
# but nginx takes no more connections at once. So there it is asked three seconds later. Engines send
# nothing to what they stop.
if [ -z "${KUBERNETES_SERVICE_HOST:-}" ]; then exec nginx -g 'daemon off;'; fi

nginx -g 'daemon off;' &
nginx=$!
trap 'sleep 3; kill -QUIT "$nginx"' QUIT TERM
# A signal ends the waiting, and not what is waited for.
while :; do
  wait "$nginx" && status=0 || status=$?
  kill -0 "$nginx" 2>/dev/null || exit "$status"
done
