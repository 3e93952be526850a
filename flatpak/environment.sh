# Sourced with $folder set: all that flatpak writes goes below it, and nothing of the person's own installations is seen.
export HOME="$folder/home" FLATPAK_USER_DIR="$folder/installation" FLATPAK_SYSTEM_DIR="$folder/no-system-installation"
export XDG_DATA_HOME="$HOME/.local/share" XDG_CACHE_HOME="$HOME/.cache" XDG_CONFIG_HOME="$HOME/.config"
export XDG_DATA_DIRS="$FLATPAK_USER_DIR/exports/share:/usr/local/share:/usr/share"
mkdir -p "$XDG_DATA_HOME" "$XDG_CACHE_HOME" "$XDG_CONFIG_HOME"
