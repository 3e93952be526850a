# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Read and write the model file of data/model/README.md: safetensors, without a dependency beside NumPy."""
import json
import os
import struct

import numpy as np

DTYPES = {"F16": np.dtype("<f2"), "F32": np.dtype("<f4")}
NAMES = {dtype: name for name, dtype in DTYPES.items()}
MAX_HEADER = 1 << 20


def write(path, tensors, metadata):
    """Write `tensors` (name -> float16 or float32 array, in this order). A metadata value that is no string is written as JSON."""
    header = {"__metadata__": {key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                               for key, value in metadata.items()}}
    blobs, at = [], 0
    for name, array in tensors.items():
        array = np.asarray(array)
        dtype = array.dtype.newbyteorder("<")
        if dtype not in NAMES:
            raise ValueError(f"{name}: no place for {array.dtype} in this format")
        blob = array.astype(dtype).tobytes()
        header[name] = {"dtype": NAMES[dtype], "shape": list(array.shape), "data_offsets": [at, at + len(blob)]}
        blobs.append(blob)
        at += len(blob)
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)  # so that the tensors start at a multiple of eight
    half_done = f"{path}.part"
    with open(half_done, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        file.writelines(blobs)
    os.replace(half_done, path)  # a reader never sees half a file


def read(path):
    """Return (tensors, metadata): name -> array, key -> string."""
    with open(path, "rb") as file:
        data = file.read()
    if len(data) < 8:
        raise ValueError(f"{path}: too short for a safetensors file")
    (size,) = struct.unpack_from("<Q", data)
    if size > min(MAX_HEADER, len(data) - 8):
        raise ValueError(f"{path}: the header is longer than the file or than {MAX_HEADER} bytes")
    header = json.loads(data[8:8 + size])
    body = memoryview(data)[8 + size:]
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] not in DTYPES:
            raise ValueError(f"{path}: {name} has type {entry['dtype']}; only F16 and F32 are read")
        start, end = entry["data_offsets"]
        if not 0 <= start <= end <= len(body):
            raise ValueError(f"{path}: {name} lies outside the file")
        tensors[name] = np.frombuffer(body[start:end], DTYPES[entry["dtype"]]).reshape(entry["shape"])
    return tensors, metadata
