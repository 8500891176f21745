# Names as a proxy has to look them up: read by the start scripts of those that do so by themselves.
#
# They ignore search domains. In Kubernetes the first one completes the spec's names (MP_DOMAIN, with its
# dot); Docker resolves them as they are, and its search domains are the host's. Proxies would also ask
# several name servers at once and believe each of them: only the first (MP_NAMESERVER) is known to have
# the names of the system. The others are for when it is down, and may be the machine's own.
MP_NAMESERVER=
MP_DOMAIN=
while read -r keyword first rest || [ -n "$keyword" ]; do
  case $keyword in
  nameserver)
    case $first in
    *%*) ;; # a link-local address with a zone, which proxies cannot take
    *) MP_NAMESERVER=${MP_NAMESERVER:-$first} ;;
    esac
    ;;
  search | domain) MP_DOMAIN=${first%.} ;;
  esac
done </etc/resolv.conf
case $MP_NAMESERVER in
'') MP_NAMESERVER=127.0.0.1 ;;
127.0.0.11) MP_DOMAIN= ;;
*:*) MP_NAMESERVER="[$MP_NAMESERVER]" ;;
esac
export MP_NAMESERVER="$MP_NAMESERVER:53"
export MP_DOMAIN="${MP_DOMAIN:+.$MP_DOMAIN}"

# `host:port` under the name that the name server knows. `store` and `store-3.store` are the spec's; any
# other dot is in the name or address of something outside of it, which is whole.
whole() {
  host=${1%:*}
  case $host in
  *[!0-9.]*.*) if [ "${host%%-[0-9]*}" = "${host#*.}" ]; then host=$host$MP_DOMAIN; fi ;;
  *.* | *:*) ;;
  *) host=$host$MP_DOMAIN ;;
  esac
  echo "$host:${1##*:}"
}
