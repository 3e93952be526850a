#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""shadow.py manage: GTK sees a window manager that composes, and draws rounded corners and a shadow as on a desktop. Says "ready",
and stays until it is killed.
shadow.py shoot WINDOW FILE: that window as PNG with its transparency, shadow included."""
import ctypes
import signal
import subprocess
import sys
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p

X = ctypes.CDLL('libX11.so.6')
SIGNATURES = {
    'XOpenDisplay': (c_void_p, c_char_p), 'XDefaultRootWindow': (c_ulong, c_void_p), 'XInternAtom': (c_ulong, c_void_p, c_char_p, c_int),
    'XCreateSimpleWindow': (c_ulong, c_void_p, c_ulong, c_int, c_int, c_uint, c_uint, c_uint, c_ulong, c_ulong),
    'XChangeProperty': (c_int, c_void_p, c_ulong, c_ulong, c_ulong, c_int, c_int, POINTER(c_ulong), c_int),
    'XSetSelectionOwner': (c_int, c_void_p, c_ulong, c_ulong, c_ulong), 'XSync': (c_int, c_void_p, c_int),
    'XGetGeometry': (c_int, c_void_p, c_ulong) + 7 * (c_void_p,),
    'XGetImage': (c_void_p, c_void_p, c_ulong, c_int, c_int, c_uint, c_uint, c_ulong, c_int),
}
for name, (result, *arguments) in SIGNATURES.items():
    getattr(X, name).restype, getattr(X, name).argtypes = result, arguments
ATOM, WINDOW, Z_PIXMAP, ALL_PLANES = 4, 33, 2, 2**32 - 1  # X.h, Xatom.h

display = X.XOpenDisplay(None)


def atom(name):
    return X.XInternAtom(display, name.encode(), 0)


def manage():
    root = X.XDefaultRootWindow(display)
    own = X.XCreateSimpleWindow(display, root, 0, 0, 1, 1, 0, 0, 0)
    for window, name, kind, value in ((root, '_NET_SUPPORTING_WM_CHECK', WINDOW, own), (own, '_NET_SUPPORTING_WM_CHECK', WINDOW, own),
                                      (root, '_NET_SUPPORTED', ATOM, atom('_GTK_FRAME_EXTENTS'))):
        X.XChangeProperty(display, window, atom(name), kind, 32, 0, byref(c_ulong(value)), 1)
    X.XSetSelectionOwner(display, atom('_NET_WM_CM_S0'), own, 0)
    X.XSync(display, 0)
    print('ready', flush=True)
    signal.pause()


class XImage(Structure):  # its first members
    _fields_ = [('width', c_int), ('height', c_int), ('xoffset', c_int), ('format', c_int), ('data', c_void_p)]


def shoot(window, path):
    window, other = int(window), (c_ulong * 7)()
    width, height, depth = c_uint(), c_uint(), c_uint()
    where = [ctypes.addressof(other) + 8 * i for i in range(4)]
    X.XGetGeometry(display, window, where[0], where[1], where[2], ctypes.addressof(width), ctypes.addressof(height), where[3],
                   ctypes.addressof(depth))
    assert depth.value == 32, 'the window has no transparency'
    image = ctypes.cast(X.XGetImage(display, window, 0, 0, width.value, height.value, ALL_PLANES, Z_PIXMAP), POINTER(XImage)).contents
    pixels = bytearray(ctypes.string_at(image.data, 4 * width.value * height.value))
    for i in range(0, len(pixels), 4):  # X has colours that are multiplied by alpha, PNG has not
        alpha = pixels[i + 3]
        if 0 < alpha < 255:
            for channel in range(i, i + 3):
                pixels[channel] = min(255, pixels[channel] * 255 // alpha)
    subprocess.run(['convert', '-size', f'{width.value}x{height.value}', '-depth', '8', 'bgra:-', path], input=pixels, check=True)


{'manage': manage, 'shoot': shoot}[sys.argv[1]](*sys.argv[2:])
