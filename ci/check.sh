#!/usr/bin/env bash
# Checks the tree and writes what a workflow of GitHub shows of it, for `action.yml`. What comes from
# outside is in variables that are always quoted, behind an equals sign or `--`: nothing in it becomes
# a command or an option. What okr prints cannot give orders to the workflow either. Works with the
# bash 3.2 of macOS.
set -euo pipefail

fail() {
  printf '::error title=okr::%s\n' "$1"
  exit 2
}

# The lines of $1 as arguments, in the array `lines`.
split() {
  local line
  lines=()
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    [ -z "$line" ] || lines+=("$line")
  done <<< "$1"
}

okr=${INPUT_BIN:-$RUNNER_TEMP/okr-install/bin/okr}
folder=${INPUT_WORKING_DIRECTORY:-.}
# `cd -` would be the folder before.
case $folder in -*) folder=./$folder ;; esac
unset CDPATH
cd -- "$folder" 2> /dev/null || fail 'working-directory names no folder'

since=$INPUT_SINCE
# The whole name, so that no tag or cycle is taken for the branch.
[ "$since" != auto ] || since=${GITHUB_BASE_REF:+refs/remotes/origin/$GITHUB_BASE_REF}

split "$INPUT_ARGS"
given=(${lines[@]+"${lines[@]}"})
split "$INPUT_PATHS"
paths=(-- ${lines[@]+"${lines[@]}"})

to=$(mktemp -d "$RUNNER_TEMP/okr.XXXXXX")
code=0
"$okr" check ${given[@]+"${given[@]}"} --fail-on="$INPUT_FAIL_ON" ${since:+"--since=$since"} \
  --format=full --format=github="$to/annotations" --format=markdown="$to/check.md" \
  "${paths[@]}" || code=$?
if [ "$INPUT_ANNOTATIONS" = true ] && [ -f "$to/annotations" ]; then
  cat -- "$to/annotations"
fi

# Code scanning takes what is missing for mended, so it gets what was there before as well.
if [ -n "$INPUT_SARIF" ] && [ "$code" -lt 2 ]; then
  "$okr" check ${given[@]+"${given[@]}"} --quiet --fail-on=never --format=sarif="$INPUT_SARIF" \
    "${paths[@]}" || code=2
fi

changed=
diff=
if [ -n "$since" ] && [ "$code" -ne 2 ]; then
  differs=0
  "$okr" diff --quiet --exit-code --format=markdown="$to/diff.md" -- "$since...HEAD" || differs=$?
  case $differs in
    0) changed=false ;;
    1) changed=true ;;
    *) code=2 ;;
  esac
  [ ! -f "$to/diff.md" ] || diff=$to/diff.md
fi

if [ "$INPUT_SUMMARY" = true ] && [ -f "$to/check.md" ]; then
  {
    printf '## OKRs\n\n'
    for page in "$to/check.md" "$to/diff.md"; do
      [ ! -f "$page" ] || { cat -- "$page"; printf '\n'; }
    done
  } >> "$GITHUB_STEP_SUMMARY"
fi

printf '%s\n' "exit-code=$code" "changed=$changed" "diff=$diff" >> "$GITHUB_OUTPUT"
case $code in
  2) fail 'okr could not run; what it said stands above' ;;
  3) echo '::error title=okr::There are no OKRs to check here: is working-directory right?' ;;
esac
exit "$code"
