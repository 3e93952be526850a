#!/bin/sh
# build.sh FOLDER: builds the Flatpak from this source tree with flatpak-builder and installs it in FOLDER/installation, for
# the runtime that make-runtime.sh put there. Nothing outside of FOLDER and build-roots/ is written.
set -e
folder=$(mkdir -p "$1" && cd "$1" && pwd)
source=$(cd "$(dirname "$0")/.." && pwd)
id=io.github.dermlens.Dermlens
[ "$(id -u)" = 0 ] || { echo "The stand-in runtime needs root here: sudo make flatpak" >&2; exit 1; }
"$source/.ci/setup" platforms
"$source/flatpak/make-runtime.sh" "$folder"
. "$source/flatpak/environment.sh"

# What is tracked or new, without build folders: flatpak-builder copies all that it finds beside the manifest's folder.
rm -rf "$folder/source"
mkdir "$folder/source"
cd "$source"
if git rev-parse --git-dir >/dev/null 2>&1; then
  git ls-files -z --cached --others --exclude-standard
else
  find . -path './build*' -prune -o -type f -print0
fi | tar --create --null --files-from=- --ignore-failed-read 2>/dev/null | tar --extract --directory="$folder/source"

cd "$folder"
# Where Flathub is out of reach, so is download.gnome.org. Debian has the same release, without one picture of its tests.
version=$(sed -n 's|^ *url: https://download.gnome.org/.*/gdk-pixbuf-\(.*\)\.tar\.xz$|\1|p' "source/flatpak/$id.yml")
echo "GdkPixbuf $version comes from Debian's archive."
sed -i -e "s|^\( *url:\) https://download.gnome.org/.*|\1 $("$source/tests/platforms/mirror.sh")pool/main/g/gdk-pixbuf/gdk-pixbuf_$version+dfsg.orig.tar.xz|" \
  -e 's|^\( *sha256:\) .*|\1 d8353493a93fb9eddc66946e17e60a38c2e998f26f3822d11078938b9e962bc5|' "source/flatpak/$id.yml"
flatpak-builder --user --force-clean --disable-rofiles-fuse --state-dir=state --repo=repository --install app \
  "source/flatpak/$id.yml" >build.log 2>&1 || { tail -40 build.log; exit 1; }
sed -n '/^Building module dermlens /,$p' build.log | grep ': warning: ' && { echo "The build has warnings." >&2; exit 1; }
flatpak build-bundle repository dermlens.flatpak "$id"
flatpak --user info "$id" | sed -n '/ID:/p; /Version:/p; /Runtime:/p; /Installed/p'
echo "Installed in $folder/installation; as one file: $folder/dermlens.flatpak"
