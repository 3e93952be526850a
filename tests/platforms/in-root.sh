#!/bin/sh
# in-root.sh [-n] FOLDER COMMAND...: runs COMMAND as root of the Debian in FOLDER, which debian-root.sh made, with this source
# tree at the place where it is. All processes end with it, and nothing stays mounted. -n: with this machine's network.
net=--unshare-net
[ "$1" = -n ] && { net=; shift; }
root=$(cd "$1" && pwd) || exit 1
shift
source=$(cd "$(dirname "$0")/../.." && pwd)
command -v bwrap >/dev/null || { echo "bwrap is missing: install bubblewrap" >&2; exit 1; }
exec bwrap --bind "$root" / --dev /dev --proc /proc --ro-bind /sys /sys --tmpfs /tmp --tmpfs /run --bind "$source" "$source" \
  --ro-bind-try /etc/resolv.conf /etc/resolv.conf --unshare-pid --unshare-ipc $net --die-with-parent --cap-add ALL \
  --chdir "$source" --clearenv --setenv PATH /usr/sbin:/usr/bin:/sbin:/bin --setenv HOME /root --setenv LC_ALL C.UTF-8 \
  --setenv DEBIAN_FRONTEND noninteractive --setenv TIMEOUTS "${TIMEOUTS:-5}" "$@"
