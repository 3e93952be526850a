#!/bin/sh
# check-aarch64.sh: everything built for AArch64 against the packages of Debian 12 below build-roots/, which are unpacked there
# and never installed; then the tests of nn, engine and command line under qemu-user. The last line is "N passed, N failed".
cd "$(dirname "$0")/../.." || exit 1
give_up() {
  echo "$1"
  echo "0 passed, 1 failed"
  exit 1
}
[ "$(id -u)" = 0 ] || give_up "A root of another Debian needs root here: sudo make check-aarch64"
.ci/setup platforms || give_up "What is needed could not be installed."
root=$PWD/build-roots/aarch64
packages=libgtk-4-dev,libjson-glib-dev,libjpeg62-turbo-dev,libpng-dev,libtiff-dev,libwebp-dev,zlib1g-dev,libturbojpeg0-dev,libarchive-dev,libgdk-pixbuf2.0-bin,librsvg2-common,libc6-dev
tests/platforms/debian-root.sh bookworm "$root" $packages --architectures=arm64 --variant=extract \
  --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr || give_up "There is nothing to build against."

# The paths in the cache are those of the root: qemu looks there first.
loaders=$root/usr/lib/aarch64-linux-gnu/gdk-pixbuf-2.0
[ -s "$loaders/2.10.0/loaders.cache" ] ||
  qemu-aarch64 -L "$root" "$loaders/gdk-pixbuf-query-loaders" >"$loaders/2.10.0/loaders.cache" ||
  give_up "qemu-aarch64 does not run the programs of the root."

cat >build-roots/aarch64.ini <<END
[binaries]
c = ['aarch64-linux-gnu-gcc', '--sysroot=$root']
ar = 'aarch64-linux-gnu-gcc-ar'
strip = 'aarch64-linux-gnu-strip'
nm = 'aarch64-linux-gnu-nm'
pkgconfig = 'pkg-config'
exe_wrapper = ['qemu-aarch64', '-L', '$root']
[properties]
sys_root = '$root'
pkg_config_libdir = '$root/usr/lib/aarch64-linux-gnu/pkgconfig:$root/usr/share/pkgconfig'
[host_machine]
system = 'linux'
cpu_family = 'aarch64'
cpu = 'aarch64'
endian = 'little'
END
if [ ! -f build-aarch64/build.ninja ]; then
  meson setup build-aarch64 --cross-file build-roots/aarch64.ini -Dwerror=true -Dintrospection=disabled >build-roots/aarch64-setup.log 2>&1 ||
    { tail -20 build-roots/aarch64-setup.log; give_up "The cross build could not be configured."; }
fi
# Tests start programs too: in a namespace of its own this kernel takes qemu for the interpreter of AArch64's programs.
export QEMU_LD_PREFIX="$root" TIMEOUTS="${TIMEOUTS:-15}"
exec unshare --user --map-root-user --mount sh -c '
  mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc && printf "%s%s%s" ":qemu-aarch64:M::" \
    "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00:" \
    "\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff:$(command -v qemu-aarch64):F" \
    >/proc/sys/fs/binfmt_misc/register || { echo "This kernel has no binfmt_misc for namespaces: Linux 6.7 does."; echo "0 passed, 1 failed"; exit 1; }
  exec .ci/suite build-aarch64 --suite nn --suite engine --suite cli'
