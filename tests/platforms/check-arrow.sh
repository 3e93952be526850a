#!/bin/sh
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
# check-arrow.sh: Arrow and Parquet files, in a Debian forky of its own below build-roots/. Debian has Arrow but not yet Arrow GLib,
# which is built there from the same source package; what derm writes is compared with its CSV by pyarrow. The last line is
# "N passed, N failed".
cd "$(dirname "$0")/../.." || exit 1
give_up() {
  echo "$1"
  echo "0 passed, 1 failed"
  exit 1
}
root=build-roots/arrow
[ "$(id -u)" = 0 ] || give_up "A root of another Debian needs root here: sudo make check-arrow"
.ci/setup platforms || give_up "What is needed could not be installed."
tests/platforms/debian-root.sh forky $root \
  ca-certificates,dpkg-dev,g++,libarrow-acero-dev,libarrow-dev,libparquet-dev,meson,ninja-build,pkg-config,libglib2.0-dev,python3-pyarrow,xz-utils ||
  give_up "There is nothing to build against."
if [ ! -f $root/usr/include/parquet-glib/parquet-glib.h ]; then
  echo "Building Arrow GLib in $root, some ten minutes …"
  echo "deb-src $(tests/platforms/mirror.sh) forky main" >$root/etc/apt/sources.list.d/source.list
  tests/platforms/in-root.sh -n $root sh -c '
    set -e
    rm -rf /arrow && mkdir -p /arrow/source && cd /arrow
    apt-get -o Acquire::Check-Valid-Until=false update
    apt-get source --download-only -o APT::Sandbox::User=root apache-arrow
    tar -xzf apache-arrow_*.orig.tar.gz -C source --strip-components=1 --wildcards "*/c_glib" "*/LICENSE.txt" "*/NOTICE.txt"
    meson setup build source/c_glib --prefix=/usr --libdir=lib/x86_64-linux-gnu --buildtype=plain -Dcpp_args=-O1 -Ddoc=false -Dvapi=false
    ninja -C build install' >$root.glib.log 2>&1 || { tail -20 $root.glib.log; give_up "Arrow GLib could not be built."; }
fi
tests/platforms/in-root.sh -n $root .ci/setup run build-arrow -Dwerror=true -Darrow=enabled -Dtests=false &&
  tests/platforms/in-root.sh $root .ci/build build-arrow app || give_up "Dermlens could not be built."
exec tests/platforms/in-root.sh $root python3 tests/platforms/check-arrow.py build-arrow/app/derm/derm
