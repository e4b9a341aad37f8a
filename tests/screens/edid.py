#!/usr/bin/env python3
"""Gives an output of the X server at DISPLAY a monitor that says its own name.

usage: edid.py OUTPUT NAME
"""

import ctypes
import sys


class Resources(ctypes.Structure):
    _fields_ = [("timestamp", ctypes.c_ulong), ("config", ctypes.c_ulong), ("ncrtc", ctypes.c_int),
                ("crtcs", ctypes.POINTER(ctypes.c_ulong)), ("noutput", ctypes.c_int),
                ("outputs", ctypes.POINTER(ctypes.c_ulong))]


class Output(ctypes.Structure):
    _fields_ = [("timestamp", ctypes.c_ulong), ("crtc", ctypes.c_ulong), ("name", ctypes.c_char_p)]


def edid(name):
    """128 bytes as VESA's E-EDID 1.3 has them: maker, size in cm, a descriptor with the name."""
    block = bytearray(128)
    block[0:8] = b"\x00\xff\xff\xff\xff\xff\xff\x00"
    block[8:10] = b"\x20\x61"  # HCA
    block[16:20] = bytes([1, 36, 1, 3])
    block[20:24] = bytes([0x80, 53, 30, 120])
    for i in range(38, 54):
        block[i] = 1
    for at in (54, 72, 90):
        block[at + 3] = 0x10
    block[108:113] = b"\x00\x00\x00\xfc\x00"
    block[113:126] = (name.encode() + b"\n").ljust(13)[:13]
    block[127] = -sum(block) % 256
    return bytes(block)


def main():
    x11, randr = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXrandr.so.2")
    pointer, number = ctypes.c_void_p, ctypes.c_ulong
    x11.XOpenDisplay.restype = pointer
    x11.XDefaultRootWindow.restype = x11.XInternAtom.restype = number
    randr.XRRGetScreenResources.restype = ctypes.POINTER(Resources)
    randr.XRRGetOutputInfo.restype = ctypes.POINTER(Output)
    display = pointer(x11.XOpenDisplay(None))
    resources = randr.XRRGetScreenResources(display, number(x11.XDefaultRootWindow(display)))
    atom = x11.XInternAtom(display, b"EDID", 0)
    data = edid(sys.argv[2])
    for i in range(resources.contents.noutput):
        output = number(resources.contents.outputs[i])
        info = randr.XRRGetOutputInfo(display, resources, output)
        if info.contents.name.decode() == sys.argv[1]:
            randr.XRRChangeOutputProperty(display, output, number(atom), number(19), 8, 0, data, len(data))
            x11.XSync(display, 0)
            return
    sys.exit(f"no output {sys.argv[1]}")


if __name__ == "__main__":
    main()
