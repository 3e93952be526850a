#!/bin/sh
# check-fresh.sh SUITE [PACKAGE]: "make run" on a machine that has git and make and nothing else, a minimal Debian below build-roots/ that
# is copied for each run: of the committed state as root, as a user with sudo in a path with a space, and of a tarball. The last line is
# "N passed, N failed". With PACKAGE it is tried as root only, with this package taken out of the list in .ci/setup.
cd "$(dirname "$0")/../.." || exit 1
suite=${1:?suite} without=$2
base=build-roots/fresh-$suite machine=build-roots/fresh-$suite.used log=build-roots/fresh-$suite.run.log
passed=0 failed=0 child=

finish() {
  echo "$passed passed, $failed failed"
  exit $((failed > 0))
}
give_up() { # REASON
  echo "$1"
  failed=$((failed + 1))
  finish
}
report() { # STATUS NAME
  if [ "$1" = 0 ]; then
    echo "passed: $2"
    passed=$((passed + 1))
  else
    echo "failed: $2"
    failed=$((failed + 1))
    tail -n 15 "$log" | sed 's/^/    /'
  fi
  return "$1"
}
clean_up() {
  if [ -n "$child" ]; then
    kill -KILL "$child"
    wait "$child"
  fi 2>/dev/null
  rm -rf --one-file-system "$machine"
}

on_machine() { # USER COMMAND: what it says is in $log
  tests/platforms/fresh-machine.sh "$machine" "$1" "$2" >"$log" 2>&1 9>&- &
  child=$!
  wait "$child"
  set -- $?
  child=
  return "$1"
}
clone() { # FOLDER: the committed state, in a folder of the machine
  git clone --quiet --no-hardlinks . "$machine$1" >"$log" 2>&1
}
take_out() { # PACKAGE FOLDER: of the list in its .ci/setup
  cp "$machine$2/.ci/setup" "$log"
  sed -i -E "s/(^|[ '])$1($|[ '])/\1\2/" "$machine$2/.ci/setup"
  ! cmp -s "$machine$2/.ci/setup" "$log"
}

has_scores() { # a line with a class and a score for every sample
  for sample in data/samples/*.jpg; do
    grep -qE "^$sample +(akiec|bcc|bkl|df|mel|nv|vasc) .* [01]\.[0-9][0-9] " "$log" || return 1
  done
}
is_png() { # FILE: by its first and its last eight bytes
  [ "$(head -c 8 "$1" | od -An -tx1)$(tail -c 8 "$1" | od -An -tx1)" = ' 89 50 4e 47 0d 0a 1a 0a 49 45 4e 44 ae 42 60 82' ]
}
did_nothing() { # FOLDER: since the stamp, except for the figure
  ! grep -E '^(Installing|Building)' "$log" && [ -z "$(find "$machine$1" -newer "$log.stamp" -type f ! -name figure.png)" ]
}

in_time() { # under two seconds; where others keep the CPUs busy, of computing
  awk -v cpus="$(nproc)" '
    FNR == NR { is_busy = $1 > cpus; next }
    $1 == "took" { is_in_time = $2 < 2 || (is_busy && $3 + $4 < 2) }
    END { exit !is_in_time }' /proc/loadavg "$log"
}

try() { # NAME USER FOLDER: make run there, twice
  seconds=$(date +%s)
  on_machine "$2" "cd '$3' && make run"
  report $? "$1: make run, $(($(date +%s) - seconds)) s" || return 1
  grep '^Installing' "$log" | fold -sw 140 | sed 's/^/    /'
  has_scores
  report $? "$1: scores of every sample"
  is_png "$machine$3/build/figure.png" && grep -qF "$3/build/figure.png" "$log"
  report $? "$1: a figure that is a PNG"

  touch "$log.stamp"
  on_machine "$2" "cd '$3' && bash -c 'TIMEFORMAT=\"took %R %U %S\"; time make run'" && has_scores && did_nothing "$3" && in_time
  report $? "$1: make run again does nothing twice, $(sed -n 's/^took \([0-9.]*\) \(.*\) \(.*\)/\1 s (CPU \2 + \3 s)/p' "$log")"
}

[ "$(id -u)" = 0 ] || give_up "A root of Debian is made by root here: sudo make check-fresh"
.ci/setup fresh || give_up "What a root is made with could not be installed."
mkdir -p build-roots
exec 9>"build-roots/fresh-$suite.lock"
flock --nonblock 9 || give_up "make check-fresh SUITE=$suite is running here already."
git rev-parse --quiet --verify HEAD >/dev/null || give_up "The committed state is tried, and this is not a clone."
[ -z "$(git status --porcelain)" ] || echo "What is not committed is not tried."
tests/platforms/debian-root.sh "$suite" "$base" git,make,ca-certificates || give_up "A root of Debian $suite could not be made."
trap clean_up EXIT
trap 'exit 1' INT TERM HUP
rm -rf --one-file-system "$machine"
cp -a "$base" "$machine" || give_up "$base could not be copied."
on_machine root true || { cat "$log"; give_up "Nothing can be run in a root here."; }

clone /root/dermlens || { cat "$log"; give_up "The committed state could not be cloned."; }
if [ -n "$without" ]; then
  take_out "$without" /root/dermlens || give_up "$without is not in the list."
  try "root, without $without" root /root/dermlens
  finish
fi
try "root" root /root/dermlens || finish

# Is a package that the list lacks noticed?
clone /root/short && take_out libjson-glib-dev /root/short && on_machine root 'apt-get remove -y libjson-glib-dev' &&
  ! on_machine root 'cd /root/short && make run' && grep -q 'json-glib-1.0.*not found' "$log"
report $? "a list without libjson-glib-dev fails"

on_machine root "apt-get install -y sudo && useradd --create-home ada && echo 'ada ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/ada" &&
  clone "/home/ada/my work/dermlens" && git archive --prefix=home/ada/tarball/ HEAD | tar -x -C "$machine" --no-same-owner &&
  on_machine root 'chown -R ada: /home/ada'
report $? "a user with sudo" || finish
try "user, path with a space" ada "/home/ada/my work/dermlens"
[ ! -e "$machine/home/ada/tarball/.git" ] && try "user, tarball" ada /home/ada/tarball

! grep -F "/$machine/" /proc/self/mounts >"$log" && ! find /proc/[0-9]*/root -maxdepth 0 -lname "*/$machine" 2>/dev/null | grep . >"$log"
report $? "no mount and no process is left"
finish
