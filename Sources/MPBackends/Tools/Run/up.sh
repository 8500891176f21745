# --- up ---

up() {
  check_folder
  check_files
#if secrets
  check_secrets
#end
  take_lock "$project"
  compare
  pull_images
  is_changing=yes
  keep_files
  retire
  make_network
  install_tools
  each_service start_service
  each_service await_service
  await_steady
  each_container confirm_container
  is_changing=''
  remove_retired
#if scratch
  remove_scratch
#end
  drop_files
  report
}

check_folder() {
  case $folder in
  *[,\"]* | *"$newline"*)
    fail 1 "an engine cannot mount files from $folder: move it to where no folder has a comma, a quote or a newline in its name"
    ;;
  esac
}

# A script that was copied away alone must not stop what it could not start again.
check_files() {
  for file in $files; do
    { [ -f "$folder/files/$file" ] && [ -r "$folder/files/$file" ]; } ||
      fail 1 "there is no $folder/files/$file, which a container is to mount: this script needs the whole folder that mpc made"
  done
}

# Containers mount copies of the files, which stay as long as one of them may have to start: an engine
# starts nothing whose mounts are gone, and what the spec no longer has is gone from beside this script
# as soon as it is compiled.
keep_files() {
  [ -n "$files" ] || return 0
  mkdir -p "$mounted" || fail 1 "cannot make the folder $mounted"
  for file in $files; do
    original=$folder/files/$file copy=$mounted/$file
    ! cmp -s "$original" "$copy" || continue
    { cp -p "$original" "$mounted/.new" && mv -f "$mounted/.new" "$copy"; } ||
      fail 1 "cannot copy $original into $mounted"
  done
}

# Copies of what is no longer mounted.
drop_files() {
  for copy in "$mounted"/*; do
    [ -e "$folder/files/${copy##*/}" ] || rm -f "$copy"
  done
}

drop_all_files() {
  rm -rf "$mounted"
  rmdir "$folder/mounted" 2>/dev/null || :
}

remove_retired() {
  trap '' HUP INT TERM
  for name in $gone $leftover; do
    engine container rm --force "$name" >/dev/null ||
      fail 1 "$name is not needed any more and could not be removed: run \`up\` again"
  done
}

report() {
  for name in $gone; do say "$name: removed"; done
  if [ -n "$made$started$gone$leftover" ]; then
    say "$project: up"
  else
    say "$project: up, nothing had to be done"
  fi
#if crons
  print_crontab
#end
}

