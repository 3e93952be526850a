#!/bin/sh
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
#
# post-install.sh DATADIR: updates the caches that a desktop reads, so that it sees the icon and the desktop file at once. Names the
# program that is missing where a cache could not be updated. A package's own scripts do this, so with DESTDIR it is not run.
datadir=${1:?data folder}
failed=0

if command -v gtk4-update-icon-cache >/dev/null; then
  gtk4-update-icon-cache -q -t -f "$datadir/icons/hicolor" || failed=1
elif command -v gtk-update-icon-cache >/dev/null; then
  gtk-update-icon-cache -q -t -f "$datadir/icons/hicolor" || failed=1
else
  echo "gtk4-update-icon-cache is missing: the icon cache is not updated."
fi

if command -v update-desktop-database >/dev/null; then
  update-desktop-database -q "$datadir/applications" || failed=1
else
  echo "update-desktop-database is missing: the cache of desktop files is not updated."
fi
exit $failed
