#!/bin/sh
# check-trixie.sh: the whole suite in a Debian 13 (GTK 4.18, GCC 14) of its own below build-roots/, warnings as errors, with
# no network. The last line is "N passed, N failed".
cd "$(dirname "$0")/../.." || exit 1
here=tests/platforms
give_up() {
  echo "$1"
  echo "0 passed, 1 failed"
  exit 1
}
[ "$(id -u)" = 0 ] || give_up "A root of another Debian needs root here: sudo make check-trixie"
.ci/setup platforms || give_up "What the roots are made with could not be installed."
"$here/debian-root.sh" trixie build-roots/trixie ca-certificates || give_up "There is no root to test in."
"$here/in-root.sh" -n build-roots/trixie .ci/setup test build-trixie -Dwerror=true || give_up "The root could not be set up."
"$here/in-root.sh" build-roots/trixie sh -c 'pkg-config --modversion gtk4; gcc --version | head -1'
"$here/in-root.sh" build-roots/trixie .ci/suite build-trixie
