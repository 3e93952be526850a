#!/bin/bash
# completions.sh SOURCE-ROOT FOLDER DERM DERMLENS: what the made completions offer in bash and fish, that zsh understands its own, and
# that the man pages tell every option that the programs have. TAP.
source=${1:?source root} folder=${2:?folder} derm=$(realpath "${3:?derm}") dermlens=$(realpath "${4:?dermlens}")
export LC_ALL=C.UTF-8
n=0 failed=0
report() { # NAME WRONG
  n=$((n + 1))
  if [ -z "$2" ]; then echo "ok $n $1"; else echo "not ok $n $1"; sed 's/^/# /' <<<"$2"; failed=1; fi
}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" && mkdir folder && touch a.jpg || exit 1

offered() { # WORD...: what bash offers for the last word
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMPREPLY=()
  COMP_POINT=${#COMP_LINE}
  "_$1" 2>/dev/null
  printf '%s\n' "${COMPREPLY[@]}" | sed 's/ *$//' | sort | paste -sd ' '
}
offered_by_fish() { # LINE
  HOME=$work XDG_DATA_HOME=$work fish --no-config -c "source '$folder/derm.fish'; complete -C '$1'" 2>&1 | cut -f1 | sort | paste -sd ' '
}
same() { # NAME GOT EXPECTED
  [ "$2" = "$3" ] && report "$1" || report "$1" "got:      $2
expected: $3"
}

. /usr/share/bash-completion/bash_completion 2>/dev/null
if declare -F _init_completion >/dev/null; then
  . "$folder/derm"
  . "$folder/dermlens"
  same "bash: commands" "$(offered derm p)" "predict preprocess"
  same "bash: formats of predict" "$(offered derm predict --format '')" "arrow csv json jsonl parquet published table"
  same "bash: formats of merge" "$(offered derm merge --format '')" "arrow parquet"
  same "bash: formats of audit" "$(offered derm audit -f '')" "json text"
  same "bash: filters" "$(offered derm preprocess --filter b)" "bicubic bilinear box"
  same "bash: options" "$(offered derm convert --)" "--card --help --labels --mean --std --weights-key"
  same "bash: folders for --images" "$(offered derm audit --images '')" "folder"
  same "bash: files" "$(offered derm predict a)" "a.jpg"
  same "bash: nothing for a number" "$(offered derm predict --threads '')" ""
  same "bash: nothing for a shard" "$(offered derm predict --shard '')" ""
  same "bash: files for a list" "$(offered derm explain --files0-from a)" "a.jpg"
  same "bash: nothing for a word" "$(offered derm audit --word '')" ""
  same "bash: options of dermlens" "$(offered dermlens --m)" "--model"
else
  report "bash-completion is installed" "it is missing: install bash-completion (make test does, through .ci/setup)"
fi
if command -v fish >/dev/null; then
  same "fish: commands" "$(offered_by_fish 'derm pr')" "predict preprocess"
  same "fish: formats of selftest" "$(offered_by_fish 'derm selftest --format ')" "jsonl table"
else
  report "fish is installed" "it is missing: install fish (make test does, through .ci/setup)"
fi
if command -v zsh >/dev/null; then
  report "zsh: its syntax" "$(zsh -n "$folder/_derm" 2>&1; zsh -n "$folder/_dermlens" 2>&1)"
else
  report "zsh is installed" "it is missing: install zsh (make test does, through .ci/setup)"
fi

options_of() { "$@" --help | sed -n 's/^  \(-., \)\?--\([a-z][a-z0-9-]*\).*/\2/p' | grep -vE '^help|^gapplication'; }
untold= told=0
for command in $("$derm" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
  for option in $(options_of "$derm" "$command"); do
    told=$((told + 1))
    grep -qE -- "Fl -$option( |\$)" "$source/data/man/derm.1" || untold="$untold derm $command --$option"
  done
done
for option in $(options_of "$dermlens"); do
  told=$((told + 1))
  grep -qE -- "(Fl|,) -$option( |\$)" "$source/data/man/dermlens.1" || untold="$untold dermlens --$option"
done
[ "$told" -ge 20 ] || untold="$untold: the programs name $told options only"
report "man pages tell every option" "$untold"
untold= told=0
for field in $("$derm" predict --fields help | sed -nE 's/^  ([a-z0-9_]+) +(text|integer|number)s?( .*)?$/\1/p'); do
  told=$((told + 1))
  grep -qE -- "^\.(It Va|Va|Cm|.*Va) ([a-z0-9_]+ , )*$field( |\$)" "$source/data/man/derm.1" || untold="$untold $field"
done
[ "$told" -ge 50 ] || untold="$untold: derm predict --fields help names $told fields only"
report "derm(1) tells every field of rows" "$untold"
echo "1..$n"
exit $failed
