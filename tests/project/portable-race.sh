#!/bin/sh
# portable-race.sh SOURCE-ROOT: the thread sanitizer sees no race when eight threads run one plan, and sees one when they
# share what they must not share. TAP.
root=${1:?source root}
. "$(dirname "$0")/portable-build.sh"
: "${CC:=gcc}"
need "$CC" gcc

# speed does not matter here, and -O3 takes long to compile with the sanitizer
NN_ARGS="$NN_ARGS -O1 -g"
build race "$CC" "$NN_LEVELS" -fsanitize=thread

# The sanitizer of GCC 12 cannot place its memory where the kernel randomises more address bits than it knows.
fixed=
setarch -R true 2>/dev/null && fixed="setarch -R"
export TSAN_OPTIONS="halt_on_error=1 exitcode=66"

$fixed "$work/race" >"$work/run" 2>&1
status=$?
grep -v ': 0 of ' "$work/run" >"$work/bad"
[ $status = 0 ] || echo "status $status" >>"$work/bad"
[ -s "$work/run" ] || echo "no output" >>"$work/bad"
report "no race and the same results when eight threads share a plan" "$work/bad"

$fixed "$work/race" --shared-scratch >"$work/run" 2>&1
status=$?
[ $status = 66 ] && grep -q 'ThreadSanitizer: data race' "$work/run" && : >"$work/run"
report "one scratch for all is found to be a race" "$work/run"
finish
