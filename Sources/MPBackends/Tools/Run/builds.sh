# --- build, push ---

#if builds
# build_image IMAGE ITS-NAME CONTEXT [OPTION]...
build_image() {
  built=$1 context=$3
  [ -d "$context" ] || fail 1 "there is no folder $context, from which the image $2 is built"
  shift 3
  beside "$engine_command" build --tag "$built" "$@" "$context"
  [ "$answer" = 0 ] || fail 1 "the image $built could not be built: what the engine said is above"
  say "$built: built"
}

# build_wanted WANTED IMAGE...
build_wanted() {
  [ "$1" = "$2" ] || return 0
  shift
  build_image "$@"
  is_built=yes
}

build() { each_build build_image; }

push() {
  each_build check_registry
  each_build push_image
}

check_registry() {
  case $2 in
  localhost/* | *[.:]*/*) ;;
  *) fail 1 "the image $2 names no registry that it could be pushed to, such as ghcr.io/$2" ;;
  esac
}

push_image() {
  [ -n "$(image_id "$1")" ] || fail 1 "the image $1 is not there: run \`build\` first"
  beside "$engine_command" image push "$1"
  [ "$answer" = 0 ] || fail 1 "the image $1 could not be pushed: what the engine said is above"
  say "$1: pushed"
}
#else
build() { say "$project: nothing to build, every image is a finished one"; }

push() { say "$project: nothing to push, every image is in a registry"; }
#end

