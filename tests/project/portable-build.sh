# What the scripts that compile nn by themselves share; to be sourced with $root set. Meson gives NN_ARGS, NN_LEVELS and
# NN_FLAGS_(level), the flags of engine/nn/meson.build.

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
n=0 failed=0

report() { # NAME [FILE]: the point is passed if FILE is empty
  n=$((n + 1))
  if [ -z "$2" ] || [ ! -s "$2" ]; then echo "ok $n $1"; else echo "not ok $n $1"; head -20 "$2" | sed 's/^/# /'; failed=1; fi
}

finish() {
  echo "1..$n"
  exit $failed
}

need() { # COMMAND PACKAGE...: without COMMAND there is nothing to test, and that is a failure
  command -v "$1" >/dev/null && return
  command=$1
  shift
  echo "$command is missing: install $* (make test does, through .ci/setup)" >"$work/missing"
  report "$command is installed" "$work/missing"
  finish
}

flags_of() { # LEVEL: its flags; those of AArch64 are none
  eval "printf '%s' \"\${NN_FLAGS_$1}\""
}

build() { # PROGRAM COMPILER LEVELS FLAGS...: links tests/nn/PROGRAM.c with nn into $work/PROGRAM; messages go to $work/PROGRAM.log
  program=$1 compiler=$2 levels=$3
  shift 3
  out=$work/$program
  set -- -std=gnu17 $NN_ARGS -ffp-contract=off "$@"
  mkdir -p "$out.d"
  jobs=
  for level in $levels; do
    plain=
    [ "$level" = plain ] && plain=-DNN_PLAIN
    $compiler "$@" $(flags_of "$level") $plain -DNN_KERNELS=nn_kernels_"$level" -c "$root/engine/nn/kernels.c" \
      -o "$out.d/kernels-$level.o" 2>"$out.d/$level.log" &
    jobs="$jobs $!"
  done
  (cd "$out.d" && find "$root/engine/nn" "$root/tests/nn/recipe.c" "$root/tests/nn/$program.c" -name '*.c' ! -name kernels.c \
    -exec $compiler "$@" -I"$root" -I"$root/engine/nn" -c '{}' +) 2>"$out.d/rest.log" &
  jobs="$jobs $!"
  built=0
  for job in $jobs; do wait "$job" || built=1; done
  [ $built = 0 ] && { $compiler "$@" "$out.d"/*.o -lm -pthread -o "$out" 2>"$out.d/link.log" || built=1; }
  cat "$out.d"/*.log >"$out.log"
  if [ $built != 0 ]; then
    [ -s "$out.log" ] || echo "$compiler failed" >"$out.log"
    report "$compiler compiles nn and $program" "$out.log"
    finish
  fi
  rm -r "$out.d"
}

hashes() { # LEVEL COMMAND...: what COMMAND LEVEL prints, without the level's name
  level=$1
  shift
  "$@" "$level" 2>"$work/errors" >"$work/printed"
  status=$?
  [ $status = 0 ] || { echo "$* $level ended with status $status"; cat "$work/errors"; return 1; }
  sed "s/^$level //" "$work/printed"
}

same() { # NAME LEVEL COMMAND...: COMMAND gives on LEVEL the hashes in $work/expected
  name=$1
  shift
  hashes "$@" >"$work/got"
  diff "$work/expected" "$work/got" >"$work/difference"
  report "$name" "$work/difference"
}
