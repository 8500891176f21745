# Before anything stops, because it may take long and may fail.
pull_images() {
  [ -n "$lacks_image" ] || return 0
  [ -z "$tools" ] || pull_image "$tools"
#if volumes
  [ -z "$tools_image" ] || pull_tools
#end
  each_container pull_image
}

pull_image() {
  "describe_$1"
  [ -z "$(image_id "$image")" ] || return 0
#if builds
  is_built=''
  each_build build_wanted "$image"
  [ -z "$is_built" ] || return 0
#end
#if platforms
  pull "$image" ${platform:+--platform "$platform"}
#else
  pull "$image"
#end
}

# pull IMAGE [OPTION]...
pull() {
  pulled=$1
  shift
  beside "$engine_command" image pull "$@" "$pulled"
  [ "$answer" = 0 ] || fail 1 "the image $pulled could not be pulled: what the engine said is above"
}

# Beside this shell, so that a signal need not wait for it.
beside() {
  "$@" </dev/null >&2 &
  helper=$!
  answer=0
  wait "$helper" || answer=$?
  helper=''
}

