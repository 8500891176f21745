# --- The command line ---

check_environment() {
  project=${PROJECT:-$default_project}
  case $project in
  -* | *[!a-z0-9-]*) fail 64 "PROJECT is $project: it takes lowercase letters, digits and \`-\`, and no \`-\` at its start" ;;
  esac
  [ "${#project}" -le 63 ] || fail 64 "PROJECT is $project: it takes 63 characters at most"
  case ${TIMEOUT:-1} in
  0* | *[!0-9]* | ???????*) fail 64 "TIMEOUT is $TIMEOUT: it takes a whole number of seconds, at least 1" ;;
  esac
}

find_folder() {
  case $0 in
  */*) folder=${0%/*}/ ;;
  *) folder=. ;;
  esac
  # The slash keeps a newline at the end of a name, which would be lost.
  folder=$(cd -- "$folder" && pwd -P && printf /)
  folder=${folder%"$newline"/}
}

wrong_usage() {
  usage >&2
  exit 64
}

main() {
  command=${1:-}
  case $command:$# in
  up:1 | down:1 | status:1 | logs:1 | logs:2 | build:1 | push:1) ;;
#if jobs
  run:2) ;;
#end
  down:2) [ "$2" = --volumes ] || wrong_usage ;;
  help:* | --help:* | -h:*)
    usage
#if crons
    project=${PROJECT:-$default_project}
    find_folder
    print_crontab
#end
    exit
    ;;
  *) wrong_usage ;;
  esac
  check_environment
  find_folder
  mounted=$folder/mounted/$project
  catch_signals
  case $command in
  # A reader who has gone is no reason to stop half-way.
#if jobs
  up | down | run) trap '' PIPE ;;
#else
  up | down) trap '' PIPE ;;
#end
  esac
  case $command in
  up | down | status | logs) find_engine ;;
#if jobs
  run) find_engine ;;
#end
#if builds
  build | push) find_engine ;;
#end
  esac
  "$@"
}

main "$@"
