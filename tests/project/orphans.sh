#!/bin/sh
# Every test program's source is named in its folder's meson.build, every widget has its .c, .h and .ui, and the
# programs write files by one function. TAP.
cd "${1:?source root}" || exit 1
n=0 failed=0
report() {
  n=$((n + 1))
  if [ -z "$2" ]; then echo "ok $n $1"; else echo "not ok $n $1: $2"; failed=1; fi
}
orphans=
for file in tests/*/test-*.*; do
  name=$(basename "$file" | sed 's/^test-//; s/\.[a-z]*$//')
  grep -qE "'(test-)?$name(\.[a-z]+)?'" "$(dirname "$file")/meson.build" || orphans="$orphans $file"
done
report "no orphan test" "$orphans"
lonely=
for file in $(grep -ls '<template' ui/*.ui ui/*/*.ui); do
  for other in c h; do [ -e "${file%.ui}.$other" ] || lonely="$lonely ${file%.ui}.$other"; done
done
report "every widget has its .c, .h and .ui" "$lonely"
heads=$(git ls-files -z '*.c' '*.h' 2>/dev/null | xargs -0r sh -c 'ls -d "$@" 2>/dev/null' sh | xargs -r awk '
  FNR <= 2 && /SPDX-License-Identifier/ { has_head[FILENAME] = 1 }
  FNR > 2 { nextfile }
  END { for (i = 1; i < ARGC; i++) if (!has_head[ARGV[i]]) printf " %s", ARGV[i] }')
report "every source has its SPDX head" "$heads"
writers=$(grep -rnE '\b(g_file_set_contents(_full)?|g_mkstemp(_full)?|g_file_(replace|create|append_to|open_tmp)(_[a-z_]*)?|fopen|freopen|creat) \(' \
  engine ui app --include='*.c' | grep -v '^engine/derm-file.c:')
report "files are written by derm_file_replace() only" "$writers"
patients=$(git ls-files 2>/dev/null | grep -E 'ISIC_[0-9]+\.(jpe?g|png)')
report "no patient image in the tree" "$patients"
echo "1..$n"
exit $failed
