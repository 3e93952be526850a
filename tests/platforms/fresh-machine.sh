#!/bin/sh
# fresh-machine.sh ROOT USER COMMAND: runs the shell's COMMAND as USER of the Debian in ROOT, with this machine's network, nothing of its
# environment and no display. Unlike in-root.sh it shows no source tree and lets sudo work. All its processes end with it, or after 20
# minutes, and its mounts are its own.
root=$(cd "${1:?root}" && pwd) || exit 1
cat /etc/resolv.conf >"$root/etc/resolv.conf" 2>/dev/null
echo "127.0.0.1 localhost $(hostname)" >"$root/etc/hosts"
exec unshare --mount --propagation private --pid --fork --kill-child --ipc sh -c '
  mount --rbind /dev "$1/dev" && mount -t proc proc "$1/proc" || exit 1
  home=$(chroot "$1" getent passwd "$2" | cut -d: -f6)
  exec timeout --foreground --signal=KILL 1200 chroot --userspec="$2" "$1" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    HOME="$home" USER="$2" sh -c "$3"' sh "$root" "${2:?user}" "${3:?command}"
