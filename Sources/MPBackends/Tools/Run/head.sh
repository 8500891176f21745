#!/bin/sh
# Texts of the spec stand in single quotes, in which nothing means anything:
# shellcheck disable=SC1003,SC1004,SC2016
set -eu
umask 077
export LC_ALL=C
unset CDPATH
IFS=' 	
'

# SYSTEM
# END OF SYSTEM

# Everything below is the same for every system, as far as it has a use for it.

newline='
'
label=io.metaparticle
# An engine waits 0.1 s before it restarts a container, then twice as long each time: after about ten
# seconds, what has not come up by itself never will.
restart_limit=7
# What `describe_…` sets where a service has it.
kind=service parts='' part='' role=''

#if ends
# Whether the container that is described is to run to its end.
runs_to_end() {
  case $kind:$role in
  *:init | job: | cron:) return 0 ;;
  *) return 1 ;;
  esac
}

#end
usage() {
  cat <<TEXT
Usage: ${0##*/} COMMAND

  up                 start the system, or make it what the files beside this one say
  down [--volumes]   stop and remove it; with --volumes, what it stored as well
  status             say of each container whether it runs and is ready
  logs [SERVICE]     show what a service, a replica or everything has printed
#if jobs
  run NAME           run a job or a cron once, now
#end
  build, push        build and push its images

Environment:

  DOCKER    the engine's command (default: docker, or podman where only that is there)
  PROJECT   what the names of all containers begin with (default: $default_project)
  TIMEOUT   how long each container may take to be ready, in seconds (default: what its probe says)

Exit codes: 0 fine, 1 failed, 64 usage, 69 no engine, 75 another run is at work, 129, 130 and 143 interrupted.
TEXT
}

