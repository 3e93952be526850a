#!/bin/sh
# check-trixie.sh: the whole suite in a Debian 13 (GTK 4.18, GCC 14) of its own below build-roots/, warnings as errors, with
# no network. The last line is "N passed, N failed".
cd "$(dirname "$0")/../.." || exit 1
tests/platforms/trixie-root.sh || { echo "0 passed, 1 failed"; exit 1; }
tests/platforms/in-root.sh build-roots/trixie sh -c 'echo "GTK $(pkg-config --modversion gtk4), $(gcc --version | head -1)"'
exec tests/platforms/in-root.sh build-roots/trixie .ci/suite build-trixie
