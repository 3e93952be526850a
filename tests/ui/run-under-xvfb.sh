#!/bin/bash
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
#
# run-under-xvfb.sh [-s WIDTHxHEIGHT] [-w] COMMAND...
# Runs COMMAND on a private X display, session bus and runtime folder, and leaves nothing of them behind. -w: with a
# window manager (openbox). Exit status: the command's; 77 (skipped) if there is no Xvfb.
set -u
size=1280x800 wm=
while getopts s:w option; do
  case $option in
    s) size=$OPTARG ;;
    w) wm=openbox ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))

for tool in Xvfb dbus-run-session; do
  command -v "$tool" > /dev/null || { echo "1..0 # SKIP no $tool"; exit 77; }
done

folder=$(mktemp -d) || exit 1
chmod 700 "$folder"
x_pid= wm_pid=
clean_up() {
  [ -n "$wm_pid" ] && kill "$wm_pid" 2> /dev/null
  [ -n "$x_pid" ] && kill "$x_pid" 2> /dev/null && wait "$x_pid" 2> /dev/null
  rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 143' TERM INT HUP

Xvfb -displayfd 6 -screen 0 "${size}x24" -dpi 96 -nolisten tcp -noreset 6> "$folder/display" 2> "$folder/xvfb.log" &
x_pid=$!
for _ in $(seq 200); do
  [ -s "$folder/display" ] && break
  kill -0 "$x_pid" 2> /dev/null || { cat "$folder/xvfb.log" >&2; exit 1; }
  sleep 0.05
done
DISPLAY=:$(cat "$folder/display")
export DISPLAY

# Nothing of the person's own session: not its bus, settings, caches, theme or input method.
mkdir -m 700 "$folder/runtime" "$folder/home"
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS GTK_IM_MODULE
export XDG_RUNTIME_DIR=$folder/runtime HOME=$folder/home
export XDG_CONFIG_HOME=$HOME/config XDG_CACHE_HOME=$HOME/cache XDG_DATA_HOME=$HOME/data
export GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_DEBUG=gl-disable LIBGL_ALWAYS_SOFTWARE=1
export GTK_USE_PORTAL=0 GTK_A11Y=${GTK_A11Y-atspi} NO_AT_BRIDGE=0 GSETTINGS_BACKEND=memory

if [ -n "$wm" ]; then
  "$wm" > /dev/null 2>&1 &
  wm_pid=$!
  for _ in $(seq 100); do
    xprop -root _NET_SUPPORTING_WM_CHECK 2> /dev/null | grep -q 'window id' && break
    sleep 0.05
  done
fi

# A bus that starts nothing but the accessibility bus: portals would answer where they are installed, and leave a mount behind.
mkdir "$folder/services"
cp /usr/share/dbus-1/services/org.a11y.Bus.service "$folder/services" 2> /dev/null
cat > "$folder/bus.conf" << END
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:dir=$folder/runtime</listen>
  <servicedir>$folder/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
END

# What the bus and its services print is not the command's.
exec 3>&1 4>&2
dbus-run-session --config-file="$folder/bus.conf" -- bash -c 'exec "$@" >&3 2>&4 3>&- 4>&-' command "$@" > "$folder/bus.log" 2>&1
