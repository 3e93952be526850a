# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""What stands in the model file beside the tensors. Every figure in it was measured by the run that writes it."""
import ham10000

NAMES = {
    "akiec": ("Actinic keratoses", "pre-malignant"),
    "bcc": ("Basal cell carcinoma", "malignant"),
    "bkl": ("Benign keratosis", "benign"),
    "df": ("Dermatofibroma", "benign"),
    "mel": ("Melanoma", "malignant"),
    "nv": ("Melanocytic nevi", "benign"),
    "vasc": ("Vascular lesions", "benign"),
}


def metadata(layers, side, card):
    return {
        "dermlens": 1,
        "layers": layers,
        "classes": [{"code": code, "name": NAMES[code][0], "group": NAMES[code][1]} for code in ham10000.CODES],
        "recipe": {"name": "dermlens", "width": side, "height": side, "filter": "bicubic", "layout": "planes", "scale": 255},
        "card": card,
    }


def per_class(counts):
    return ", ".join(f"{code} {count}" for code, count in zip(ham10000.CODES, counts))


def figures(result, how):
    mel = ham10000.CODES.index("mel")
    few = [f"{code} ({count})" for code, count in zip(ham10000.CODES, result["counts"]) if count < 20]
    text = (f"Measured on the {result['n']} validation images ({per_class(result['counts'])}) of a {how}, one view per image: "
            f"macro AUC {result['macro_auc']:.3f}, accuracy {result['accuracy']:.3f}, "
            f"balanced accuracy {result['balanced_accuracy']:.3f}, melanoma recall {result['recalls'][mel]:.3f} "
            f"(n = {result['counts'][mel]}). Always answering nv would give accuracy "
            f"{result['counts'][ham10000.CODES.index('nv')] / result['n']:.3f}. "
            "The weights are those after the last epoch; no epoch was picked by these images.")
    if few:
        text += f" So few images of {', '.join(few)} make their share in the means uncertain."
    return text


def build(result, how, n_train, counts_train, epochs):
    return {
        "name": "SkinCNN",
        "version": "1.0",
        "trained_on": (f"HAM10000, the {n_train} training images of a {how} ({per_class(counts_train)}), {epochs} epochs; "
                       "no image is duplicated, half the log prior of the classes is added to the logits in the loss, "
                       "so the scores lean towards rare classes on purpose."),
        "figures": figures(result, how),
        "intended_use": "Research and teaching: to look into a small convolutional network and at how images and preparation change its scores.",
        "limits": ("Not a medical device and no diagnosis. It sees 28×28 pixels. It knows seven diagnoses and always answers "
                   "with one of them, whatever the image shows. HAM10000 comes from two clinics (Vienna, Queensland), mostly light skin, "
                   "mostly lesions that were worth excising or following; figures elsewhere will be lower."),
        "licence": "CC-BY-NC-4.0",
        "citation": ("Tschandl P., Rosendahl C., Kittler H.: The HAM10000 dataset, a large collection of multi-source dermatoscopic "
                     "images of common pigmented skin lesions. Scientific Data 5, 180161 (2018). doi:10.1038/sdata.2018.161"),
    }
