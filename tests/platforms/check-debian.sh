#!/bin/sh
# check-debian.sh SUITE: the whole suite of tests in a Debian of its own below build-roots/, trixie or forky, warnings as errors, with
# no network. The last line is "N passed, N failed".
cd "$(dirname "$0")/../.." || exit 1
tests/platforms/suite-root.sh "$1" || { echo "0 passed, 1 failed"; exit 1; }
tests/platforms/in-root.sh "build-roots/$1" sh -c 'echo "GTK $(pkg-config --modversion gtk4), GLib $(pkg-config --modversion glib-2.0), $(gcc --version | head -1)"'
exec tests/platforms/in-root.sh "build-roots/$1" .ci/suite "build-$1"
