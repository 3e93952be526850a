# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""What PyGObject adds to Derm, so that Python programs read like Python programs: Derm.predict ("a.jpg"), NumPy arrays in and
out, many files on many threads. Everything of the C library is there beside it; its errors are GLib.Error with a domain, a
code and a message. NumPy is only needed for arrays."""
import ctypes
import itertools
import os
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor

from gi.module import get_introspection_module
from gi.overrides import override
from gi.repository import Gio, GLib

Derm = get_introspection_module('Derm')
__all__ = []

_glib = ctypes.CDLL('libglib-2.0.so.0')
_glib.g_bytes_get_data.restype = ctypes.c_void_p
_glib.g_bytes_get_data.argtypes = [ctypes.c_void_p, ctypes.c_void_p]


def _public(thing):
    __all__.append(thing.__name__)
    return thing


# ---- arrays ----

def _view(owner, address, n_bytes, dtype, shape):
    """An array of memory that lives as long as `owner` does: nothing is copied, nothing can be written."""
    import numpy
    if n_bytes == 0:
        return numpy.zeros(shape, dtype)
    buffer = (ctypes.c_char * n_bytes).from_address(address)
    buffer.owner = owner  # the array keeps the buffer, and the buffer keeps the owner
    array = numpy.frombuffer(buffer, dtype).reshape(shape)
    array.flags.writeable = False
    return array


def _view_bytes(data, dtype, shape):
    """The array of a GLib.Bytes. Its hash is the address of what it wraps."""
    return _view(data, _glib.g_bytes_get_data(hash(data), None), data.get_size(), dtype, shape)


def _pixels(array, what):
    """The bytes of an array of height × width × 3 numbers from 0 to 255."""
    import numpy
    array = numpy.asarray(array)
    if array.ndim != 3 or array.shape[2] != 3 or array.dtype != numpy.uint8 or 0 in array.shape:
        raise ValueError(f'{what} is an array of height × width × 3 of uint8, not of {array.shape} of {array.dtype}')
    return GLib.Bytes.new(numpy.ascontiguousarray(array).tobytes()), array.shape[1], array.shape[0]


class Image(Derm.Image):
    @staticmethod
    def new_from_array(array: 'numpy.ndarray', name: str = 'array') -> 'Image':
        """An image of an array of height × width × 3 of uint8, RGB. It is copied: an image does not change."""
        pixels, width, height = _pixels(array, 'an image')
        return Derm.Image.new_from_pixels(pixels, width, height, name)

    def to_array(self) -> 'numpy.ndarray':
        """Its pixels as an array of height × width × 3 of uint8, RGB, which is not copied and cannot be written to."""
        return _view_bytes(self.get_pixels(), 'u1', (self.get_height(), self.get_width(), 3))

    def __array__(self, dtype: 'typing.Any' = None, copy: 'typing.Any' = None) -> 'numpy.ndarray':
        array = self.to_array()
        return array.astype(dtype) if dtype is not None and dtype != array.dtype else array.copy() if copy else array


Image = override(Image)
__all__.append('Image')


class Input(Derm.Input):
    @staticmethod
    def new_from_array(array: 'numpy.ndarray', recipe: 'Recipe') -> 'Input':
        """An input of the very pixels of an array of the recipe's size, height × width × 3 of uint8, RGB: nothing is resized,
        turned or cropped."""
        pixels, width, height = _pixels(array, 'an input')
        image = Derm.Image.new_from_pixels(pixels, width, height, 'array')
        given = Derm.Input.new(image, recipe)
        if (given.get_width(), given.get_height()) != (width, height):
            raise ValueError(f'the recipe makes inputs of {given.get_width()} × {given.get_height()}, not of {width} × {height}')
        return given

    def to_array(self) -> 'numpy.ndarray':
        """Its bytes as an array of height × width × 3 of uint8, RGB, which is not copied and cannot be written to."""
        return _view_bytes(self.get_bytes(), 'u1', (self.get_height(), self.get_width(), 3))

    def __array__(self, dtype: 'typing.Any' = None, copy: 'typing.Any' = None) -> 'numpy.ndarray':
        array = self.to_array()
        return array.astype(dtype) if dtype is not None and dtype != array.dtype else array.copy() if copy else array


Input = override(Input)
__all__.append('Input')


class Prediction(Derm.Prediction):
    @property
    def index(self) -> int:
        """Place of the answer among the labels."""
        return self.get_top()

    @property
    def label(self) -> str:
        """Code of the answer, like "mel"."""
        return self.get_label(self.get_top())

    @property
    def labels(self) -> 'list[str]':
        """Codes of all classes, in the order of the numbers."""
        return [self.get_label(k) for k in range(self.get_n_classes())]

    @property
    def probabilities(self) -> 'list[float]':
        """The calibrated scores, in the order of the labels: what the model says, not how likely a disease is."""
        return list(self.get_values(Derm.Values.CALIBRATED))

    @property
    def scores(self) -> 'list[float]':
        """Softmax of the logits, not calibrated."""
        return list(self.get_values(Derm.Values.RAW))

    @property
    def logits(self) -> 'list[float]':
        return list(self.get_values(Derm.Values.LOGITS))

    @property
    def features(self) -> 'numpy.ndarray | None':
        """What the network makes of the image before it decides, float32, without copying; None for a model without any."""
        import numpy
        get = ctypes.CDLL('libderm.so.0').derm_prediction_get_features  # PyGObject has loaded it, and would copy
        get.restype, get.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_void_p]
        n = ctypes.c_int()
        address = get(hash(self), ctypes.byref(n))  # the hash is the address of what it wraps
        return _view(self, address, 4 * n.value, numpy.float32, (n.value,)) if address else None

    def to_row(self) -> 'dict[str, typing.Any]':
        """A dictionary for a table: label, score of the answer, and the calibrated score of each class by its code."""
        values = self.probabilities
        return {'label': self.label, 'score': values[self.index], **dict(zip(self.labels, values))}

    def __repr__(self) -> str:
        return f'<Derm.Prediction {self.label} {self.probabilities[self.index]:.3f}>'


Prediction = override(Prediction)
__all__.append('Prediction')


# ---- from files to answers ----

_lock = threading.Lock()
_classifiers = {}  # of files that were asked before: (path, size, time of change) → DermClassifier


def _load(weights):
    """The classifier of a model file, the bundled one for None; kept for the next call while the file stays as it is."""
    if isinstance(weights, Derm.Classifier):
        return weights
    if isinstance(weights, Derm.Model):
        with _lock:  # the object keeps it: preparing the weights takes longer than an answer
            if not hasattr(weights, '_classifier'):
                weights._classifier = Derm.Classifier.new(weights, None, 0)
            return weights._classifier
    key = None
    if weights is not None:
        found = os.stat(weights)
        key = (os.path.realpath(weights), found.st_size, found.st_mtime_ns)
    with _lock:
        if key not in _classifiers:
            model = Derm.Model.new_bundled() if key is None else Derm.Model.new_from_file(os.fspath(weights))
            _classifiers[key] = Derm.Classifier.new(model, None, 0)
        return _classifiers[key]


def _open_file(file):
    try:
        return Derm.Image.new_from_file(file, None)
    except GLib.Error as error:
        name = file.get_parse_name()
        if name not in error.message:
            error.message = f'{name}: {error.message}'
        raise


def _open(image):
    """A Derm.Image of a path, the bytes of a file, an array, or a picture of Pillow."""
    if isinstance(image, Derm.Image):
        return image
    if isinstance(image, (str, os.PathLike)):
        return _open_file(Gio.File.new_for_path(os.fspath(image)))
    if isinstance(image, Gio.File):
        return _open_file(image)
    if isinstance(image, (bytes, bytearray, memoryview)):
        return Derm.Image.new_from_bytes(GLib.Bytes.new(bytes(image)), 'bytes', None)
    if hasattr(image, 'convert') and hasattr(image, 'tobytes'):  # Pillow's
        rgb = image.convert('RGB')
        return Derm.Image.new_from_pixels(GLib.Bytes.new(rgb.tobytes()), rgb.width, rgb.height, 'Pillow')
    return Image.new_from_array(image)


def _find_recipe(classifier, recipe):
    """The model's recipe of that name; its own for None. The error names those that there are."""
    return classifier.get_model().find_recipe(recipe) if recipe is None or isinstance(recipe, str) else recipe


def _ask(classifier, recipe, image):
    return classifier.predict(image if isinstance(image, Derm.Input) else Derm.Input.new(_open(image), recipe))


@_public
def predict(image: '_Openable', weights: 'str | os.PathLike[str] | Model | Classifier | None' = None,
            recipe: 'Recipe | str | None' = None) -> 'tuple[int, str, list[float]]':
    """(index, label, probabilities) of one image.

    image: a path, a Gio.File, the bytes of a file, an array of height × width × 3 of uint8, a Pillow image, a Derm.Image, or a
    Derm.Input. weights: a model file (.safetensors, .pth), a Derm.Model, a Derm.Classifier; None is the bundled model. recipe: the
    name of one of the model's, like 'published', or a Derm.Recipe; None is the model's own. probabilities: a float for each class, calibrated if the model is."""
    classifier = _load(weights)
    prediction = _ask(classifier, _find_recipe(classifier, recipe), image)
    return prediction.index, prediction.label, prediction.probabilities


@_public
def predict_files(paths: 'typing.Iterable[_Asked]', weights: 'str | os.PathLike[str] | Model | Classifier | None' = None,
                  recipe: 'Recipe | str | None' = None, threads: 'int | None' = None,
                  errors: "typing.Literal['raise', 'yield', 'skip']" = 'raise') -> 'typing.Iterator[tuple[_Asked, typing.Any]]':
    """Yields (path, Derm.Prediction) of many images, in the order of `paths`, which may be any iterable, endless too.

    Images are opened and answered on `threads` threads (as many as there are processors) without Python's lock; no more than
    a few for each thread are ahead of what was asked for, so memory does not grow. errors: 'raise' the first, 'yield' (path, GLib.Error)
    in place of a prediction, or 'skip' what cannot be used. Leaving the loop early stops the rest."""
    if isinstance(paths, (str, bytes, os.PathLike)):
        raise TypeError('paths is a list of paths or the like, not one path')
    if errors not in ('raise', 'yield', 'skip'):
        raise ValueError(f"errors is 'raise', 'yield' or 'skip', not {errors!r}")
    n_threads = threads or len(os.sched_getaffinity(0))
    classifier, paths, waiting = _load(weights), iter(paths), deque()
    recipe = _find_recipe(classifier, recipe)
    with ThreadPoolExecutor(n_threads, 'derm') as pool:
        try:
            while True:
                for path in itertools.islice(paths, 4 * n_threads - len(waiting)):
                    waiting.append((path, pool.submit(_ask, classifier, recipe, path)))
                if not waiting:
                    return
                path, future = waiting.popleft()
                error = future.exception()
                if error is None:
                    yield path, future.result()
                elif errors == 'raise' or not isinstance(error, (GLib.Error, OSError)):
                    raise error
                elif errors == 'yield':
                    yield path, error
        finally:
            for _, future in waiting:
                future.cancel()
