#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""drag-source.py FILE: a window to drag FILE from, as a file manager offers it: also through the portal for transfers."""
import sys

import gi

gi.require_version('Gdk', '4.0')
gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, Gio, Gtk  # noqa: E402


def on_activate(application):
    files = Gdk.FileList.new_from_list([Gio.File.new_for_path(sys.argv[1])])
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    source.connect('prepare', lambda *_: Gdk.ContentProvider.new_for_value(files))
    label = Gtk.Label(label='Drag me')
    label.add_controller(source)
    window = Gtk.ApplicationWindow(application=application, title='Drag source', child=label)
    window.set_default_size(120, 90)
    window.present()


app = Gtk.Application(application_id='io.github.dermlens.DragSource', flags=Gio.ApplicationFlags.NON_UNIQUE)
app.connect('activate', on_activate)
app.run([])
