# --- Secrets ---

# Each is in a variable `secret_NAME` of this shell, and comes to a container through the environment of the
# engine's command alone: never as an argument, which everybody can see, nor in a file.

# Between two entries of a list; in no value that anybody has typed.
mark=$(printf '\037')
return=$(printf '\r')
missing=''

# Before anything starts. What the environment has comes before `.env`, as for Compose, be it empty.
check_secrets() {
  provided=''
  for variable in $secret_values $secret_files; do
    variable=${variable%%=*}
    eval "is_set=\${$variable+yes}"
    [ -n "$is_set" ] || continue
    provided="$provided $variable"
    eval "secret_$variable=\$$variable"
  done
  read_env_file
  missing=''
  for variable in $secret_values; do
    eval "value=\$secret_$variable"
    [ -n "$value" ] || missing="$missing$newline  $variable is not set, neither in the environment nor in $folder/.env"
  done
  value=''
  for entry in $secret_files; do find_secret_file "${entry%%=*}" "${entry#*=}"; done
  [ -z "$missing" ] || fail 1 "secrets are missing:$missing"
}

# find_secret_file VARIABLE DEFAULT
find_secret_file() {
  eval "path=\$secret_$1"
  case ${path:-$2} in
  /*) ;;
  [~]/*) path=${HOME:-}/${path#??} ;;
  *) path=$folder/${path:-$2} ;;
  esac
  # An engine says where a file is without links and dots.
  ! place=$(cd -- "${path%/*}/" 2>/dev/null && pwd -P) || path=${place%/}/${path##*/}
  case $path in
  *[,\"]* | *"$newline"*) fail 1 "an engine cannot mount $path: set $1 to a file without a comma, a quote or a newline in its path" ;;
  esac
  if [ ! -f "$path" ]; then
    missing="$missing$newline  there is no file $path: put it there, or set $1 to where it is"
  elif [ ! -r "$path" ]; then
    missing="$missing$newline  $path cannot be read"
  elif [ ! -s "$path" ]; then
    missing="$missing$newline  $path is empty"
  fi
  eval "secret_$1=\$path"
}

# export_secret NAME VALUE
export_secret() {
  case $1 in
  # Where a file is mounted.
  /*) ;;
  *) export "$1=$2" ;;
  esac
}

# Whether the container that was looked at has what its secrets are now. No label could say that without
# telling something of their values.
has_its_secrets() {
  [ -n "$secret_function" ] || return 0
  held=$(engine container inspect --format '{{range .Config.Env}}{{"\u001f"}}{{.}}{{end}}{{range .Mounts}}{{"\u001f"}}{{.Destination}}={{.Source}}{{end}}{{"\u001f"}}' "$name") || return 1
  is_same=yes
  "$secret_function" compare_secret
  held='' its_value=''
  [ -n "$is_same" ]
}

compare_secret() {
  its_value=${held#*"$mark$1="}
  case $1 in
  # On some machines an engine has all files of this one below a folder of its own.
  /*) case ${its_value%%"$mark"*} in *"$2") ;; *) is_same='' ;; esac ;;
  # Not cut off at the mark before it is compared: random bytes may have one.
  *) case $its_value in "$2$mark"*) ;; *) is_same='' ;; esac ;;
  esac
}

