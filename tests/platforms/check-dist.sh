#!/bin/sh
# check-dist.sh BUILD: unpacks the newest tarball of BUILD/meson-dist into build-dist/, builds it with warnings as errors where
# no network is, and runs the tests that need no display. The last line is "N passed, N failed".
cd "$(dirname "$0")/../.." || exit 1
give_up() {
  echo "$1"
  echo "0 passed, 1 failed"
  exit 1
}
tarball=$(ls -t "$1"/meson-dist/dermlens-*.tar.xz 2>/dev/null | head -1)
[ -n "$tarball" ] || give_up "There is no tarball in $1/meson-dist: make dist"
unshare --net --map-root-user true 2>/dev/null || give_up "A place without a network cannot be made here (unshare)."
rm -rf build-dist
mkdir build-dist && tar --extract --file="$tarball" --directory=build-dist --strip-components=1 || give_up "$tarball cannot be unpacked."
cd build-dist || exit 1
exec unshare --net --map-root-user sh -c '
  meson setup build -Dwerror=true --wrap-mode=nodownload >setup.log 2>&1 || { tail -20 setup.log; echo "0 passed, 1 failed"; exit 1; }
  exec .ci/suite build --suite nn --suite engine --suite cli --suite data'
