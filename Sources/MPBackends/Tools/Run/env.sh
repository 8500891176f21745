# --- .env ---

# What Compose reads in the same way, and nothing else: a line `NAME=value`, perhaps behind `export`; in
# single quotes as it stands; in double quotes with \n \" \\ \$; bare up to ` #`.
read_env_file() {
  env_file=$folder/.env line_number=0
  is_there "$env_file" || return 0
  { [ ! -d "$env_file" ] && [ -r "$env_file" ]; } || fail 1 "cannot read $env_file"
  while IFS= read -r line || [ -n "$line" ]; do
    line_number=$((line_number + 1))
    read_env_line
  done <"$env_file"
  line='' value='' rest='' chunk=''
}

# refuse_line WHY: says nothing of what is in it.
refuse_line() { fail 1 "$env_file:$line_number: $1"; }

skip_blanks() { rest=${rest#"${rest%%[! 	]*}"}; }

read_env_line() {
  rest=$line
  [ "$line_number" != 1 ] || rest=${rest#"$(printf '\357\273\277')"}
  rest=${rest%"$return"}
  skip_blanks
  case $rest in
  '' | '#'*) return ;;
  'export '* | 'export	'*)
    rest=${rest#export}
    skip_blanks
    ;;
  esac
  case $rest in *=*) ;; *) refuse_line 'a line is NAME=value' ;; esac
  key=${rest%%=*} rest=${rest#*=}
  case $key in
  '' | [0-9]* | *[!A-Za-z0-9_]*) refuse_line 'a line is NAME=value, with a name of letters, digits and `_`' ;;
  esac
  skip_blanks
  case $rest in
  "'"*) read_single_quoted ;;
  '"'*) read_double_quoted ;;
  *) read_bare ;;
  esac
  if is_wanted "$key" && ! has "$key" "$provided"; then eval "secret_$key=\$value"; fi
}

is_wanted() {
  case " $secret_values $secret_files " in
  *[!A-Za-z0-9_]"$1"[!A-Za-z0-9_]*) return 0 ;;
  *) return 1 ;;
  esac
}

read_bare() {
  value=${rest%%' #'*}
  case $value in
  *'$'*) refuse_line 'Compose would put something in place of a `$`: put the value into single quotes' ;;
  '#'*) refuse_line 'a value that begins with `#` has to be in quotes' ;;
  esac
  value=${value%"${value##*[! 	]}"}
  # What else Compose takes for a blank at an end is not ASCII, or cannot be seen.
  case $value in
  [!!-~]* | *[!!-~]) refuse_line 'a value that begins or ends with what is not ASCII has to be in quotes' ;;
  esac
}

read_single_quoted() {
  rest=${rest#\'}
  case $rest in
  *\'*) ;;
  *) refuse_line 'the quote is not closed on its line; write \n in double quotes for a new line' ;;
  esac
  value=${rest%%\'*} rest=${rest#*\'}
  case $value in
  *\\) refuse_line 'for Compose a `\` before the quote means that it goes on: use double quotes' ;;
  esac
  check_rest
}

read_double_quoted() {
  rest=${rest#\"} value=''
  while :; do
    chunk=${rest%%[\"\\\$]*}
    value=$value$chunk rest=${rest#"$chunk"}
    case $rest in
    \"*) break ;;
    \\n*) value=$value$newline rest=${rest#??} ;;
    \\[\"\\\$]*)
      rest=${rest#?}
      value=$value${rest%"${rest#?}"} rest=${rest#?}
      ;;
    \\*) refuse_line 'in double quotes there are \n, \", \\ and \$ only' ;;
    \$*) refuse_line 'Compose would put something in place of a `$`: write \$, or use single quotes' ;;
    *) refuse_line 'the quote is not closed on its line; write \n for a new line' ;;
    esac
  done
  rest=${rest#\"}
  check_rest
}

check_rest() {
  skip_blanks
  case $rest in
  '' | '#'*) ;;
  *) refuse_line 'there is something behind the closing quote' ;;
  esac
}

