# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""3x3 convolutions by winograd.c on one CPU core: the same sums in another order, in half of the time.

The C file is compiled with cc when it is first wanted. Without a compiler or AVX2 the nets stay as they are.
"""
import ctypes
import platform
import subprocess
import tempfile
from pathlib import Path

import torch
from torch import nn

SOURCE = Path(__file__).with_name("winograd.c")
G = torch.tensor([[1 / 4, 0, 0], [-1 / 6, -1 / 6, -1 / 6], [-1 / 6, 1 / 6, -1 / 6],
                  [1 / 24, 1 / 12, 1 / 6], [1 / 24, -1 / 12, 1 / 6], [0, 0, 1]])
GG = torch.einsum("ai,bj->abij", G, G).reshape(36, 9)
PANEL = 32  # as in winograd.c
loaded = []


def compile_and_load():
    """Return the library, or None with the reason printed. It is compiled once a process."""
    if not loaded:
        loaded.append(None)
        with tempfile.TemporaryDirectory() as folder:
            built = Path(folder) / "winograd.so"
            done = subprocess.run(["cc", "-O3", "-march=native", "-mprefer-vector-width=512", "-ffp-contract=fast", "-Wno-psabi",
                                   "-shared", "-fPIC", "-o", built, SOURCE],
                                  capture_output=True, text=True, check=False) if on_avx2() else None
            if done is None or done.returncode:
                print(f"PyTorch's own convolutions: {done.stderr.strip() if done else 'no AVX2'}")
            else:
                loaded[0] = ctypes.CDLL(str(built))
    return loaded[0]


def on_avx2():
    if platform.machine() != "x86_64":
        return False
    flags = Path("/proc/cpuinfo")
    return flags.exists() and " avx2 " in flags.read_text(encoding="utf-8") and " fma " in flags.read_text(encoding="utf-8")


def call(function, *arguments):
    given = [ctypes.c_void_p(a.data_ptr()) if isinstance(a, torch.Tensor) else ctypes.c_int(a) for a in arguments]
    if function(*given):
        raise MemoryError("winograd.c")


def for_forward(weight):
    """The transformed weights [36, …] in panels of output channels."""
    c_out, c_in = weight.shape[:2]
    return GG @ weight.reshape(c_out // PANEL, PANEL, c_in, 9).permute(3, 0, 2, 1).reshape(9, -1)


def for_backward(weight):
    """The transformed weights [36, …] in panels of input channels."""
    c_out, c_in = weight.shape[:2]
    return GG @ weight.reshape(c_out, c_in // PANEL, PANEL, 9).permute(3, 1, 0, 2).reshape(9, -1)


def of_weight(du, c_out, c_in):
    """The weights' gradient, of that of `for_backward(weight)`."""
    return (GG.t() @ du).reshape(9, c_in // PANEL, c_out, PANEL).permute(2, 1, 3, 0).reshape(c_out, c_in, 3, 3)


class Convolution(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, weight, bias, relu):
        x = x.contiguous(memory_format=torch.channels_last)
        n, c_in, height, width = x.shape
        c_out = weight.shape[0]
        u = for_forward(weight)
        y = torch.empty(n, c_out, height, width, memory_format=torch.channels_last)
        call(compile_and_load().winograd_forward, x, u, bias, y, n, height, width, c_in, c_out, int(relu))
        ctx.save_for_backward(x, weight, y)
        ctx.relu = relu
        return y

    @staticmethod
    def backward(ctx, dy):
        x, weight, y = ctx.saved_tensors
        dy = dy.contiguous(memory_format=torch.channels_last)
        n, c_in, height, width = x.shape
        c_out = dy.shape[1]
        u = for_backward(weight)
        dx, du, db = torch.zeros_like(x), torch.zeros_like(u), torch.zeros(c_out)
        call(compile_and_load().winograd_backward, x, u, y, dy, dx, du, db, n, height, width, c_in, c_out, int(ctx.relu))
        return dx, of_weight(du, c_out, c_in), db, None


class Conv2d(nn.Conv2d):
    """nn.Conv2d and, where `relu`, the layer behind it. An nn.Conv2d becomes one by its class alone."""
    relu = False

    def forward(self, x):
        return Convolution.apply(x, self.weight, self.bias, self.relu)


class Passed(nn.ReLU):
    """What is left of a ReLU whose work is done in front of it."""

    def forward(self, x):
        return x


def fits(module):
    return (type(module) is nn.Conv2d and module.kernel_size == (3, 3) and module.stride == (1, 1) and module.padding == (1, 1)
            and module.bias is not None and module.in_channels % PANEL == 0 and module.out_channels % PANEL == 0)


def accelerate(net, device):
    """Let the net's convolutions run here where that can be had; parameters and their names stay as they are."""
    if device.type != "cpu" or compile_and_load() is None:
        return net
    for part in list(net.modules()):
        for module, following in zip(part.children(), list(part.children())[1:] + [None]):
            if fits(module):
                module.__class__ = Conv2d
                if isinstance(part, nn.Sequential) and type(following) is nn.ReLU:
                    module.relu = True
                    following.__class__ = Passed
    return net
