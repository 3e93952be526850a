#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""strip-card.py IN.safetensors OUT.safetensors: the weights alone, without the description that Dermlens reads."""

import json
import struct
import sys

with open(sys.argv[1], 'rb') as file:
    size = struct.unpack('<Q', file.read(8))[0]
    header = json.loads(file.read(size))
    weights = file.read()
header.pop('__metadata__', None)
text = json.dumps(header).encode()
text += b' ' * (-len(text) % 8)
with open(sys.argv[2], 'wb') as file:
    file.write(struct.pack('<Q', len(text)) + text + weights)
