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
# Where Flathub is out of reach, so is download.gnome.org; and Debian 13's GdkPixbuf decodes by itself.
echo "Not built, since the stand-in has it: gdk-pixbuf"
sed -i '/^  - name: gdk-pixbuf$/,/^  - name: dermlens$/{/^  - name: dermlens$/!d}' "source/flatpak/$id.yml"
flatpak-builder --user --force-clean --disable-rofiles-fuse --state-dir=state --repo=repository --install app \
  "source/flatpak/$id.yml" >build.log 2>&1 || { tail -40 build.log; exit 1; }
grep ': warning: ' build.log && { echo "The build has warnings." >&2; exit 1; }
flatpak build-bundle repository dermlens.flatpak "$id"
flatpak --user info "$id" | sed -n '/ID:/p; /Version:/p; /Runtime:/p; /Installed/p'
echo "Installed in $folder/installation; as one file: $folder/dermlens.flatpak"
