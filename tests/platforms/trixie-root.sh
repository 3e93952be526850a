#!/bin/sh
# trixie-root.sh: build-roots/trixie becomes a Debian 13 with what this project is built and tested with, and with what flatpak-builder
# looks for in an Sdk; build-trixie is configured in it.
set -e
cd "$(dirname "$0")/../.."
[ "$(id -u)" = 0 ] || { echo "A root of another Debian needs root here: use sudo" >&2; exit 1; }
.ci/setup platforms
tests/platforms/debian-root.sh trixie build-roots/trixie ca-certificates,appstream-compose,appstream-util,gtk-update-icon-cache
tests/platforms/in-root.sh -n build-roots/trixie .ci/setup test build-trixie -Dwerror=true
