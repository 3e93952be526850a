#!/bin/sh
# An include points down, never up or sideways between ui and app; nn includes nothing but libc and its own. TAP.
cd "${1:?source root}" || exit 1
n=0 failed=0
check() { # NAME FOLDER PATTERN: no include of PATTERN in FOLDER
  n=$((n + 1))
  found=$(grep -rnE "^ *# *include *[<\"]$3" "$2" --include='*.c' --include='*.h')
  if [ -z "$found" ]; then echo "ok $n $1"; else echo "not ok $n $1"; echo "$found" | sed 's/^/# /'; failed=1; fi
}
check "nn has libc, libm and itself only" engine/nn '(glib|gio|gobject|gdk|gtk|cairo|pango|json|turbojpeg|derm|lens|pthread|threads|\.\./)'
check "engine has no GTK, ui or app" engine '(gtk|gdk/|gsk|lens-|app/|ui/)'
check "ui has the engine's public headers only" ui '(nn/|engine/|nn\.h|json-glib|turbojpeg|derm-.*-private\.h|model/|image/|figure/|app/)'
check "app has the engine's public headers only" app '(nn/|engine/|nn\.h|turbojpeg|.*derm-[a-z]*-private\.h|model/|image/|figure/)'
check "the command line has no GTK and no ui" app/derm '(gtk|gdk|lens-)'
check "figures have no GTK" engine/figure '(gtk|gdk)'
others=$(grep -rhoE '^ *# *include *<[^>]+>' engine/nn | sed -E 's/.*<(.*)>/\1/' | sort -u |
  grep -vxE '(assert|float|limits|math|stdarg|stdbool|stddef|stdint|stdio|stdlib|string|sys/mman|immintrin|cpuid|arm_neon)\.h')
n=$((n + 1))
if [ -z "$others" ]; then echo "ok $n nn's system headers are libc's and the CPU's"; else echo "not ok $n nn includes $others"; failed=1; fi
echo "1..$n"
exit $failed
