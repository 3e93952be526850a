#!/bin/sh
# make-runtime.sh FOLDER: a stand-in for the manifest's runtime, org.gnome.Platform and org.gnome.Sdk, made of packages of Debian forky,
# which has GNOME 51's GTK 4.24 and GLib 2.90 (the Sdk is the root of check-forky), and installed for flatpak in FOLDER/installation.
set -e
folder=$(mkdir -p "$1" && cd "$1" && pwd)
source=$(cd "$(dirname "$0")/.." && pwd)
roots=$source/build-roots
version=$(sed -n "s/^runtime-version: '\(.*\)'/\1/p" "$source"/flatpak/*.yml)
arch=$(flatpak --default-arch)
. "$source/flatpak/environment.sh"

platform=libgtk-4-1,libgtk-4-bin,libjson-glib-1.0-0,libarchive13t64,libjpeg62-turbo,libpng16-16t64,libtiff6,libwebp7,libwebpdemux2,libgdk-pixbuf2.0-bin,librsvg2-common
platform=$platform,webp-pixbuf-loader,adwaita-icon-theme,hicolor-icon-theme,fonts-cantarell,fonts-dejavu-core,shared-mime-info,fontconfig
platform=$platform,gsettings-desktop-schemas,dconf-gsettings-backend,libglib2.0-bin,desktop-file-utils
is_installed() {
  flatpak --user info "$1//$version" >/dev/null 2>&1
}

install_runtime() { # ROOT ID
  echo "Making the stand-in for $2, one to three minutes …"
  files=$folder/export
  rm -rf "$files"
  mkdir -p "$files"
  cp -al "$roots/$1/usr" "$files/usr"
  rm -rf "$files/usr/etc" "$files/usr/games" "$files/usr/src" "$files/usr/lib/apt"
  (cd "$files/usr" && # large, and of no use to an application
    rm -rf lib/llvm-* lib/gcc-cross aarch64-linux-gnu bin/qemu-* bin/aarch64-* share/fish share/i18n)
  cp -a "$roots/$1/etc" "$files/usr/etc"
  (cd "$files/usr/etc" && # what is the machine's own, not the runtime's
    rm -rf apt dpkg passwd* group* shadow* gshadow* subuid* subgid* host.conf hostname hosts resolv.conf machine-id fstab mtab \
      init.d rc?.d systemd cron* ld.so.cache localtime timezone .pwd.lock skel pam.d security)
  # flatpak wants libraries of the app first, ldconfig in /usr/bin, and a folder to bind the person's fonts to
  rm -f "$files/usr/etc/ld.so.conf"
  printf '%s\n' 'include /run/flatpak/ld.so.conf.d/app-*.conf' 'include /app/etc/ld.so.conf' /app/lib \
    'include /run/flatpak/ld.so.conf.d/runtime-*.conf' "/usr/lib/$arch-linux-gnu" /usr/lib >"$files/usr/etc/ld.so.conf"
  [ -e "$files/usr/bin/ldconfig" ] || ln -s ../sbin/ldconfig "$files/usr/bin/ldconfig"
  mkdir -p "$files/usr/share/fonts"
  find "$files/usr" \( -type p -o -type s \) -delete
  # Debian 12's flatpak-builder gives the metainfo an older name, and then to a tool that Debian has no more; newer ones use this
  cat >"$files/usr/bin/appstream-compose" <<'END'
#!/bin/sh
set -e
for id; do :; done
tree=$(mktemp -d)
mkdir -p "$tree/share/metainfo"
cp -r /app/share/applications /app/share/icons "$tree/share"
cp "/app/share/appdata/$id.appdata.xml" "$tree/share/metainfo/$id.metainfo.xml"
exec appstreamcli compose --no-net --image-format=png --prefix=/ --origin="$id" --result-root=/app \
  --data-dir=/app/share/app-info/xmls --icons-dir=/app/share/app-info/icons/flatpak --components="$id" "$tree"
END
  chmod +x "$files/usr/bin/appstream-compose"
  cat >"$files/metadata" <<END
[Runtime]
name=$2
runtime=org.gnome.Platform/$arch/$version
sdk=org.gnome.Sdk/$arch/$version

[Environment]
GI_TYPELIB_PATH=/app/lib/girepository-1.0
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
END
  flatpak build-export --runtime --files=usr --disable-sandbox --no-update-summary --subject="Stand-in from Debian forky" \
    "$folder/runtimes" "$files" "$version" >/dev/null
  rm -rf "$files"
  flatpak build-update-repo "$folder/runtimes" >/dev/null
  flatpak --user install -y --noninteractive --or-update stand-in "$2//$version" >/dev/null
}

if ! is_installed org.gnome.Platform || ! is_installed org.gnome.Sdk; then
  # not compressed: it stays here
  [ -d "$folder/runtimes" ] || ostree init --repo="$folder/runtimes" --mode=bare-user-only
  flatpak build-update-repo "$folder/runtimes" >/dev/null
  flatpak --user remote-add --if-not-exists --no-gpg-verify stand-in "file://$folder/runtimes"
fi
if ! is_installed org.gnome.Platform; then
  "$source/tests/platforms/debian-root.sh" forky "$roots/platform" "$platform"
  install_runtime platform org.gnome.Platform
fi
if ! is_installed org.gnome.Sdk; then
  "$source/tests/platforms/suite-root.sh" forky
  install_runtime forky org.gnome.Sdk
fi
flatpak --user list --runtime --columns=application,branch,size
