# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""What stands in the model file beside the tensors, and its card as a page. Its figures are measured, none is typed."""
import numpy as np

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
HEADINGS = {"intended_use": "Intended use", "trained_on": "Data and training", "figures": "Figures", "limits": "Limits",
            "licence": "Licence", "citation": "Citation"}


def metadata(layers, side, card, share=None, calibration=None, views=None):
    """What is None is left out."""
    classes = [{"code": code, "name": NAMES[code][0], "group": NAMES[code][1]} for code in ham10000.CODES]
    if share is not None:
        classes = [{**each, "share": round(float(part), 6)} for each, part in zip(classes, share)]
    recipe = {"name": "dermlens", "width": side, "height": side, "filter": "bicubic", "layout": "planes", "scale": 255, "views": views}
    recipe = {key: value for key, value in recipe.items() if value is not None}
    all_of_it = {"dermlens": 1, "layers": layers, "classes": classes, "recipe": recipe, "calibration": calibration, "card": card}
    return {key: value for key, value in all_of_it.items() if value is not None}


def per_class(labels):
    counts = np.bincount(labels, minlength=len(ham10000.CODES))
    return ", ".join(f"{code} {count}" for code, count in zip(ham10000.CODES, counts))


def interval(triple):
    return "{:.3f} ({:.3f}–{:.3f})".format(*triple)


def figures(result, labels, n_folds, outside):
    nevi = (labels == ham10000.CODES.index("nv")).mean()
    return (f"Cross-validated, not of these very weights: {len(labels)} images ({per_class(labels)}), each a lesion's only image, held "
            f"out of {n_folds} of {ham10000.FOLDS} folds and answered by nets of this recipe that had not seen them; eight views, each fifth "
            "calibrated on the other four; in brackets 95 % bootstrap intervals over images. "
            f"Macro AUC {interval(result['macro_auc'])}. "
            f"Decision likely: accuracy {interval(result['accuracy_likely'])}, always answering nv {nevi:.3f}; balanced accuracy "
            f"{interval(result['balanced_accuracy_likely'])}, melanoma recall {interval(result['melanoma_recall_likely'])}. "
            f"Decision balanced: balanced accuracy {interval(result['balanced_accuracy_balanced'])}, melanoma recall "
            f"{interval(result['melanoma_recall_balanced'])}, accuracy {interval(result['accuracy_balanced'])}. "
            f"Expected calibration error {result['ece'][0]:.3f} (15 bins). "
            f"{outside[0]} of the {outside[1]} images ({100 * outside[0] / outside[1]:.1f} %) were taken for unlike the training images.")


def build(result, images, held, n_folds, epochs, outside):
    return {
        "name": "SkinCNN",
        "version": "2.1",
        "trained_on": (f"HAM10000, {len(images.ids)} images of train and val of a {images.how} ({per_class(images.labels)}); "
                       f"{epochs} epochs. It learned from the labels and from the answers of "
                       "residual nets that see 56×56 pixels. No image is duplicated. Half the log prior of the classes is added to the "
                       "logits in the loss, so the logits lean towards rare classes; the calibrated scores do not. Nothing was chosen by the test part."),
        "figures": figures(result, images.labels[held], n_folds, outside),
        "intended_use": ("Research and teaching: to look into a small convolutional network and at how images and preparation change "
                         "its scores."),
        "limits": ("Not a medical device and no diagnosis. It sees 28×28 pixels. It knows seven diagnoses and always answers "
                   "with one of them, whatever the image shows. HAM10000 comes from two clinics (Vienna, Queensland), mostly light skin, "
                   "mostly lesions that were worth excising or following; figures elsewhere may well be lower. The calibration holds for a "
                   "mixture of lesions like that of the held-out images, of which nearly four in five are nevi."),
        "licence": "CC-BY-NC-4.0",
        "citation": ("Tschandl P., Rosendahl C., Kittler H.: The HAM10000 dataset, a large collection of multi-source dermatoscopic "
                     "images of common pigmented skin lesions. Scientific Data 5, 180161 (2018). doi:10.1038/sdata.2018.161"),
    }


def write_markdown(path, card):
    parts = [f"# {card['name']} {card['version']}: model card",
             "The same text stands in the model file; `derm info` and the application show it."]
    for key, heading in HEADINGS.items():
        parts += [f"## {heading}", card[key]]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
