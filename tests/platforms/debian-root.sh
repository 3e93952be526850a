#!/bin/sh
# debian-root.sh SUITE FOLDER PACKAGES [MMDEBSTRAP OPTIONS]: FOLDER becomes a Debian of that suite with these packages and
# commas between them, without manuals and translations. One that is there already with the same packages stays as it is.
set -e
suite=$1 folder=$2 packages=$3
shift 3
wanted="$suite $packages $*"
[ "$(cat "$folder.made" 2>/dev/null)" != "$wanted" ] || exit 0
command -v mmdebstrap >/dev/null || { echo "mmdebstrap is missing: install it" >&2; exit 1; }
mirror=$("$(dirname "$0")/mirror.sh")
echo "Making a root of Debian $suite in $folder, two to five minutes …"
rm -rf "$folder" "$folder.made"
mkdir -p "$(dirname "$folder")"
set -- --include="$packages" "$@" --dpkgopt=force-unsafe-io --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Acquire::Check-Date "false"' \
  --aptopt='Acquire::Languages "none"' --aptopt='APT::Install-Recommends "false"' --aptopt='APT::Sandbox::User "root"'
for exclude in doc man info locale gtk-doc doc-base lintian; do
  set -- "$@" --dpkgopt="path-exclude=/usr/share/$exclude/*"
done
unshare --mount --propagation private mmdebstrap --quiet --variant=minbase "$@" "$suite" "$folder" "$mirror" >"$folder.log" 2>&1 ||
  { tail -20 "$folder.log"; rm -rf "$folder"; exit 1; }
echo "$wanted" >"$folder.made"
