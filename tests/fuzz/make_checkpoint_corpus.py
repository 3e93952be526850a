# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Write further seeds of the fuzz targets into corpus/: what training programs write beside the weights. PyTorch is not needed.

Run it without arguments, after tests/fixtures/make_checkpoint_fixtures.py: /usr/bin/python3 tests/fuzz/make_checkpoint_corpus.py.
"""
import shutil
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHECKPOINTS = HERE.parent / "fixtures" / "checkpoints"
PICKLES = ["namespace.pth", "lightning.ckpt", "ema-nested.pth", "ema-prefix.pth", "parameters.pth", "idx-to-class.pth", "beside-tensors.pth"]
NOTES = {
    "class-to-idx": '{"class_to_idx": {"nv": 0, "mel": 1, "bkl": 2, "bcc": 3, "akiec": 4, "vasc": 5, "df": 6}}',
    "id2label": '{"config": {"id2label": {"0": "no", "1": "mel"}, "label2id": {"no": "0", "mel": "1"}}}',
    "python": "{'names': {0: 'a\\'s', 1: 'b \"c\"'}, 'x': (None, True, [1.5,],), 'classes': \"['a', 'b']\"}",
    "objects": '{"categories": [{"id": 1, "name": "b"}, {"id": 0, "name": "a"}], "labels": "a\\nb"}',
    "mean": "{'pixel_mean': (123.7, 116.3, 103.5), 'pixel_std': (58.4, 57.1, 57.4), 'image_mean': [0.5, 0.5, 0.5]}",
}


def main():
    for name in PICKLES:
        with zipfile.ZipFile(CHECKPOINTS / name) as archive:
            (HERE / "corpus" / "pickle" / f"{Path(name).stem}.pkl").write_bytes(archive.read("archive/data.pkl"))
    for name in ("lightning.ckpt", "ema-prefix.pth"):
        shutil.copy(CHECKPOINTS / name, HERE / "corpus" / "torch-zip" / name)
    for name in ("hub-id2label.safetensors", "hub-ema.safetensors", "hub-bf16.safetensors"):
        shutil.copy(CHECKPOINTS / name, HERE / "corpus" / "safetensors" / name)
    for name, text in NOTES.items():
        (HERE / "corpus" / "labels" / f"notes-{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
