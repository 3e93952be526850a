# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""SkinCNN, and any other sequential net that Dermlens can read, as PyTorch modules."""
import json

import torch
from torch import nn

import safetensors_io

SIDE = 28
N_CLASSES = 7


class SkinCNN(nn.Module):
    """3×28×28 in, 7 logits out. The names of the state_dict are those of the model file."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            conv(3, 32), nn.ReLU(), nn.MaxPool2d(2), nn.BatchNorm2d(32),
            conv(32, 64), nn.ReLU(), conv(64, 64), nn.ReLU(), nn.MaxPool2d(2), nn.BatchNorm2d(64),
            conv(64, 128), nn.ReLU(), conv(128, 128), nn.ReLU(), nn.MaxPool2d(2), nn.BatchNorm2d(128),
            conv(128, 256), nn.ReLU(), conv(256, 256), nn.ReLU(), nn.MaxPool2d(2))
        self.classifier = nn.Sequential(
            nn.Flatten(), nn.Dropout(0.2),
            nn.Linear(256, 256), nn.ReLU(), nn.BatchNorm1d(256),
            nn.Linear(256, 128), nn.ReLU(), nn.BatchNorm1d(128),
            nn.Linear(128, 64), nn.ReLU(), nn.BatchNorm1d(64),
            nn.Linear(64, 32), nn.ReLU(), nn.BatchNorm1d(32),
            nn.Linear(32, N_CLASSES))

    def forward(self, x):
        return self.classifier(self.features(x))


def conv(n_in, n_out):
    return nn.Conv2d(n_in, n_out, 3, padding=1)


class LayerNet(nn.Module):
    """The net of a layer list. Each entry is one step of `self.steps`; `self.names` gives its prefix in the file, or None."""

    def __init__(self, layers, input_shape):
        super().__init__()
        self.input_shape = tuple(input_shape)
        self.names = [layer.get("name") for layer in layers]
        self.steps = nn.ModuleList()
        x = torch.zeros(1, *input_shape)
        for layer in layers:
            self.steps.append(build(layer, x.shape[1:]).eval())
            with torch.no_grad():
                x = self.steps[-1](x)

    def forward(self, x):
        for step in self.steps:
            x = step(x)
        return x

    def outputs(self, x):
        """What each layer gives, in order."""
        result = []
        for step in self.steps:
            x = step(x)
            result.append(x)
        return result


def build(layer, shape):
    """The module of one layer-list entry for an input of `shape` (no batch dimension)."""
    op, n_in = layer["op"], shape[0]
    if op == "conv":
        return conv(n_in, layer["out"])
    if op == "relu":
        return nn.ReLU()
    if op == "maxpool":
        return nn.MaxPool2d(2)
    if op == "batchnorm":
        return (nn.BatchNorm2d if len(shape) == 3 else nn.BatchNorm1d)(n_in, eps=layer["eps"])
    if op == "avgpool":
        return nn.AdaptiveAvgPool2d(layer["out"])
    if op == "flatten":
        return nn.Flatten()
    if op == "linear":
        return nn.Linear(n_in, layer["out"])
    raise ValueError(f"no layer is called {op!r}")


def layer_list(net):
    """The `layers` entry of the model file for a SkinCNN."""
    result = []
    for part in ("features", "classifier"):
        for i, module in enumerate(getattr(net, part)):
            name = f"{part}.{i}"
            if isinstance(module, nn.Conv2d):
                result.append({"op": "conv", "name": name, "out": module.out_channels})
            elif isinstance(module, nn.Linear):
                result.append({"op": "linear", "name": name, "out": module.out_features})
            elif isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
                result.append({"op": "batchnorm", "name": name, "eps": module.eps})
            elif isinstance(module, nn.ReLU):
                result.append({"op": "relu"})
            elif isinstance(module, nn.MaxPool2d):
                result.append({"op": "maxpool"})
            elif isinstance(module, nn.Flatten):
                result.append({"op": "flatten"})
            elif not isinstance(module, nn.Dropout):
                raise ValueError(f"{name}: the model file has no word for {module}")
    return result


def tensors(net):
    """The tensors of a net for the model file: its state_dict without the batch counters."""
    if isinstance(net, LayerNet):
        state = {f"{name}.{key}": value for name, step in zip(net.names, net.steps) if name
                 for key, value in step.state_dict().items()}
    else:
        state = net.state_dict()
    return {name: value.detach().cpu().numpy() for name, value in state.items() if not name.endswith("num_batches_tracked")}


def load(path):
    """Return (LayerNet ready for inference, metadata with its JSON read) of a model file."""
    arrays, metadata = safetensors_io.read(path)
    metadata = {key: json.loads(value) for key, value in metadata.items()}
    recipe = metadata["recipe"]
    net = LayerNet(metadata["layers"], (3, recipe["height"], recipe["width"]))
    for name, step in zip(net.names, net.steps):
        if name:
            state = {key[len(name) + 1:]: torch.from_numpy(value.astype("f4"))
                     for key, value in arrays.items() if key.rpartition(".")[0] == name}
            if "num_batches_tracked" in step.state_dict():  # counts batches in training; the file leaves it out
                state["num_batches_tracked"] = torch.tensor(0)
            step.load_state_dict(state)
    return net, metadata
