#!/bin/sh
# suite-root.sh SUITE: build-roots/SUITE becomes a Debian with what this project is built and tested with, and with what flatpak-builder
# looks for in an Sdk; build-SUITE is configured in it.
set -e
cd "$(dirname "$0")/../.."
[ "$(id -u)" = 0 ] || { echo "A root of another Debian needs root here: use sudo" >&2; exit 1; }
.ci/setup platforms
tests/platforms/debian-root.sh "$1" "build-roots/$1" \
  ca-certificates,appstream-compose,gtk-update-icon-cache,libjpeg62-turbo-dev,libpng-dev,libtiff-dev,webp-pixbuf-loader
tests/platforms/in-root.sh -n "build-roots/$1" .ci/setup test "build-$1" -Dwerror=true
