#!/bin/bash
# check.sh FOLDER: builds and installs the Flatpak in FOLDER and looks at it from outside, as check.py says. It runs with an X
# server, a bus, portals, processes and a /run/user of its own, all of which end with it. The last line is "N passed, N failed".
cd "$(dirname "$0")/.." || exit 1
folder=$(mkdir -p "$1" && cd "$1" && pwd)
give_up() {
  echo "$1"
  echo "0 passed, 1 failed"
  exit 1
}
if [ -z "${IS_INSIDE:-}" ]; then
  [ "$(id -u)" = 0 ] || give_up "The stand-in runtime needs root here: sudo make check-flatpak"
  flatpak/build.sh "$folder" || give_up "The Flatpak could not be built."
  .ci/setup test build && ninja -C build --quiet app/derm/derm tests/ui/xdnd-send || give_up "There is nothing on this machine to compare with."
  [ -e /dev/fuse ] || give_up "There is no /dev/fuse for the document portal."
  IS_INSIDE=1 exec unshare --mount --pid --fork --kill-child --mount-proc --propagation private flatpak/check.sh "$folder"
fi

# Files that the document portal hands out are at /run/user/0/doc inside of the sandbox, wherever they are outside.
mkdir -p /run/user
mount -t tmpfs -o mode=755 tmpfs /run/user && mkdir -m 700 /run/user/0 || give_up "/run/user could not be replaced."
. flatpak/environment.sh
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS GTK_IM_MODULE GTK_USE_PORTAL
export XDG_RUNTIME_DIR=/run/user/0 XDG_CURRENT_DESKTOP=GNOME LC_ALL=C.UTF-8
export GDK_BACKEND=x11 GSK_RENDERER=cairo LIBGL_ALWAYS_SOFTWARE=1 GSETTINGS_BACKEND=memory
Xvfb -displayfd 6 -screen 0 1400x900x24 -dpi 96 -nolisten tcp -noreset 6>/run/user/display 2>/run/user/xvfb.log &
for _ in $(seq 400); do [ -s /run/user/display ] && break; sleep 0.05; done
[ -s /run/user/display ] || give_up "Xvfb did not start."
DISPLAY=:$(cat /run/user/display)
export DISPLAY
openbox >/dev/null 2>&1 &
for _ in $(seq 200); do xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id' && break; sleep 0.05; done
exec 3>&1
dbus-run-session -- sh -c 'exec /usr/bin/python3 flatpak/check.py "$@" >&3' check "$folder" build/app/derm/derm data/samples \
  build/tests/ui/xdnd-send 2>"$folder/check.log"
