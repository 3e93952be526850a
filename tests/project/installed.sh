#!/bin/sh
# installed.sh SOURCE-ROOT BUILD-ROOT PREFIX LIBDIR INTROSPECTION PYTHON-DIR ARROW: "meson install" puts into DESTDIR what installed.txt lists, derm
# and dermlens run from there, and "ninja uninstall" leaves nothing. TAP.
source=${1:?source root} build=${2:?build root} prefix=$3 libdir=$4 introspection=$5 python=${6#"$3"/} arrow=$7
work=$(mktemp -d) || exit 1
log=$build/meson-logs/install-log.txt
[ -f "$log" ] && cp "$log" "$work/log" # of the person's own installation, to be uninstalled one day
clean_up() {
  if [ -f "$work/log" ]; then cp "$work/log" "$log"; else rm -f "$log"; fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' INT TERM
n=0 failed=0
report() { # NAME FILE: passed if the file is empty
  n=$((n + 1))
  if [ ! -s "$2" ]; then echo "ok $n $1"; else echo "not ok $n $1"; head -20 "$2" | sed 's/^/# /'; failed=1; fi
}

export DESTDIR="$work/root"
meson install -C "$build" --no-rebuild --quiet >"$work/said" 2>&1 && : >"$work/said"
report "meson install" "$work/said"

{
  sed "s|^lib/|$libdir/|; s|^python/|${python%/}/|" "$source/tests/project/installed.txt"
  sed 's|.*|share/locale/&/LC_MESSAGES/dermlens.mo|' "$source/po/LINGUAS"
} | grep -v '^#' | { [ "$introspection" = true ] && cat || grep -v 'Derm-0\.\|/Derm\.py'; } |
  { [ "$arrow" = true ] && cat || grep -v /libderm-arrow; } | LC_ALL=C sort >"$work/expected"
(cd "$DESTDIR$prefix" && find . ! -type d | sed 's|^\./||' | LC_ALL=C sort) | diff "$work/expected" - >"$work/difference"
report "what is installed is what installed.txt lists" "$work/difference"
(cd "$DESTDIR" && find . ! -type d | grep -v "^\.$prefix/") >"$work/difference"
report "nothing is installed outside of the prefix" "$work/difference"

root=$DESTDIR$prefix
unset LD_LIBRARY_PATH DERMLENS_DATA # it lies elsewhere than it was built for, and finds libraries and data all the same
set -- "$root"/share/dermlens/samples/*.jpg
"$root/bin/derm" predict --quiet --format csv "$@" 2>&1 | cut -d, -f2 | grep -vx ok | tail -n +2 >"$work/said"
report "the installed derm classifies the installed samples" "$work/said"
moved="$work/another place"
cp -a "$root" "$moved"
(
  cd "$work" || exit
  "another place/bin/derm" predict --quiet -F figure.png "$moved/share/dermlens/samples/drawn-01.jpg" >/dev/null # loads a library
  [ -s figure.png ] || echo "no figure"
  "another place/bin/derm" info -m "$source/tests/fixtures/torch/zip.pth" >/dev/null # loads another
  "another place/bin/derm" info 2>&1 >/dev/null
  ln -s "another place/bin/derm" linked
  ./linked info 2>&1 >/dev/null
  if [ "$introspection" = true ]; then
    GI_TYPELIB_PATH="$moved/$libdir/girepository-1.0" LD_LIBRARY_PATH="$moved/$libdir" /usr/bin/python3 -c "
import gi
gi.require_version('Derm', '0')
from gi.repository import Derm
print(Derm.data_path('x'))
print(Derm.locale_path())
print(Derm.Model.new_bundled().get_path())" | grep -v "^$moved/share/"
  fi
) >"$work/said" 2>&1
report "it can be moved as a whole" "$work/said"
(
  cd "$work" || exit
  mkdir pc && sed "s|^prefix=.*|prefix=$work/linked-root|" "$moved/$libdir/pkgconfig/derm.pc" >pc/derm.pc
  export PKG_CONFIG_PATH="$work/pc" LD_LIBRARY_PATH="$moved/$libdir"
  examples="$moved/share/dermlens/examples" sample="$moved/share/dermlens/samples/drawn-01.jpg"
  flags=$(pkg-config --cflags --libs derm)
  ln -s "$moved" linked-root # a prefix without a space, for pkg-config
  # shellcheck disable=SC2086
  ${CC:-cc} "$examples/predict.c" -o from-c $flags && ./from-c "$sample" 2>&1 >/dev/null | grep -v "not a diagnosis"
  [ "$introspection" = true ] || exit
  GI_TYPELIB_PATH="$moved/$libdir/girepository-1.0" PYTHONPATH="$moved/$python" /usr/bin/python3 -c "
import sys, gi
gi.require_version('Derm', '0')
from gi.repository import Derm
label = Derm.predict(sys.argv[1])[1]
print(label if label != 'nv' else '', end='')" "$sample"
  command -v valac >/dev/null && command -v vapigen >/dev/null || exit
  printf 'gio-2.0\ncairo\npango\n' >derm.deps
  vapigen --library derm --metadatadir "$examples" --pkg gio-2.0 --pkg cairo --pkg pango "$moved/share/gir-1.0/Derm-0.gir" >vala-said 2>&1 &&
    valac --vapidir . --pkg derm "$examples/predict.vala" -o from-vala >>vala-said 2>&1 $(printf -- '-X %s ' $flags) || cat vala-said
  ./from-vala "$sample" 2>&1 | grep -v -e "Melanocytic" -e "not a diagnosis"
) >"$work/said" 2>&1
report "its examples are built and run with it: C, and Python and Vala where these are" "$work/said"
rm -rf "$moved"
ldd "$root/bin/derm" "$root/bin/dermlens" "$root/$libdir"/libderm*.so 2>&1 | grep -E "not found|$build" >"$work/said"
report "no program or library needs the build folder" "$work/said"
PKG_CONFIG_PATH="$root/$libdir/pkgconfig" pkg-config --define-variable=prefix="$root" --cflags derm 2>"$work/said" |
  grep -q -- "-I$root/include/dermlens" || echo "no include path of derm.pc" >>"$work/said"
report "pkg-config finds derm" "$work/said"

if [ -d "$root/share/glib-2.0/schemas" ]; then # what the installation does where there is no DESTDIR
  glib-compile-schemas --targetdir="$work" "$root/share/glib-2.0/schemas"
  export GSETTINGS_SCHEMA_DIR="$work"
fi
cat >"$work/window" <<'END'
"$1" "$2" &
process=$!
window=$(timeout 60 xdotool search --sync --onlyvisible --pid "$process" 2>/dev/null) || echo "no window came"
kill -0 "$process" || echo "it has ended"
kill "$process"
END
"$source/tests/ui/run-under-xvfb.sh" sh "$work/window" "$root/bin/dermlens" "$1" >"$work/said" 2>&1
grep -vE '^$|GDK_DEBUG=help' "$work/said" >"$work/bad" # newer GTK does not know all that run-under-xvfb.sh asks of it
report "the installed dermlens opens its window" "$work/bad"

ninja -C "$build" uninstall >"$work/said" 2>&1 && : >"$work/said"
report "ninja uninstall" "$work/said"
find "$DESTDIR" -mindepth 1 >"$work/left" 2>/dev/null
report "it leaves nothing" "$work/left"
echo "1..$n"
exit $failed
