#!/usr/bin/env python3
"""Prints whether the X server's screen saver is on, from the MIT-SCREEN-SAVER extension: on or off."""

import ctypes
import sys


class Info(ctypes.Structure):
    _fields_ = [("window", ctypes.c_ulong), ("state", ctypes.c_int), ("kind", ctypes.c_int),
                ("til_or_since", ctypes.c_ulong), ("idle", ctypes.c_ulong), ("events", ctypes.c_ulong)]


def main():
    try:
        x11, xss = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
    except OSError as e:
        sys.exit(f"cannot look: {e}")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    xss.XScreenSaverQueryInfo.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.POINTER(Info)]
    display, info = x11.XOpenDisplay(None), Info()
    if not display or not xss.XScreenSaverQueryInfo(display, x11.XDefaultRootWindow(display), ctypes.byref(info)):
        sys.exit("cannot ask the server")
    print("on" if info.state == 1 else "off")


if __name__ == "__main__":
    main()
