#!/bin/sh
# mirror.sh: the address of the Debian archive that this machine is set up with, and a slash.
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null |
  sed -n 's/^URIs: *\([^ ]*\).*/\1/p; s/^deb  *\(\[[^]]*\] *\)\?\(http[^ ]*\) .*/\2/p' | grep -m 1 '/debian/*$')
[ -n "$mirror" ] || { echo "No Debian archive is set up on this machine." >&2; exit 1; }
echo "${mirror%/}/"
