# --- status, logs ---

status() {
  is_well=yes
  each_container show_container
  is_explained=yes
  [ -n "$is_well" ]
}

show_container() {
  "describe_$1"
#if crons
  if [ "$kind" = cron ]; then
    show_cron
    return
  fi
#end
#if pods
  [ "$role" != holder ] || return 0
#end
  for replica in $replicas; do
    readiness=''
    if ! look "$project-$replica$part"; then
      state=missing is_well=''
#if ends
    elif [ "$kind" != service ] || runs_to_end; then
      judge
#end
    elif [ "$state" != running ]; then
      is_well=''
    elif [ -n "$period" ]; then
      readiness=ready
      "probe_$1" "$replica" || readiness='not ready' is_well=''
    fi
    say "$project-$replica$part: $state${readiness:+, $readiness}"
  done
}

#if ends
# What became of what runs to its end; nothing is wrong with what was stopped because that was reached.
judge() {
  runs_to_end || return 0
  case $state:$exit_code in
  exited:0 | stopped:0) state='done' ;;
  exited:* | stopped:*) state="failed (exit $exit_code)" is_well='' ;;
  esac
}

#end
#if crons
show_cron() {
  [ -z "$part" ] || return 0
  runs=$(service_containers)
  [ -n "$runs" ] || say "$project-$service: has not run yet"
  for name in $runs; do
    look "$name" || continue
    case $name in *_*) continue ;; esac
    judge
    say "$name: $state"
  done
}

#end
# logs [SERVICE]
logs() {
  chosen='' choices=''
  wanted=${1:-}
  each_container choose
#if crons
  case " $choices " in
  *" $wanted "*) [ -n "$chosen" ] || fail 1 "$project-$wanted has not run yet" ;;
  esac
#end
  [ -n "$chosen" ] || fail 64 "there is no ${wanted:-service}; there are:$choices"
  is_well=yes
  for replica in $chosen; do
    if look "$project-$replica" && [ "$its_project" = "$project" ]; then
      engine container logs "$project-$replica" 2>&1 | sed "s/^/$replica | /"
    else
      is_well=''
      complain "$project-$replica: there is no container"
    fi
  done
  is_explained=yes
  [ -n "$is_well" ]
}

# Notes the containers that the wanted name stands for, and what could have been said.
choose() {
  "describe_$1"
  has "$service" "$choices" || choices="$choices $service"
#if crons
  if [ "$kind" = cron ]; then
    choose_cron
    return
  fi
#end
#if pods
  [ "$role" != holder ] || return 0
#end
  for replica in $replicas; do
    has "$replica$part" "$choices" || choices="$choices $replica$part"
    case $wanted in
    '' | "$service" | "$replica" | "$replica$part") chosen="$chosen $replica$part" ;;
    esac
  done
}

#if crons
choose_cron() {
  [ -z "$part" ] || return 0
  case $wanted in '' | "$service") ;; *) return 0 ;; esac
  for name in $(service_containers); do
    case $name in *_mp-pod) ;; *) chosen="$chosen ${name#"$project-"}" ;; esac
  done
}

#end
