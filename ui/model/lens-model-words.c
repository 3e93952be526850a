/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-model-words.h"

#include <glib/gi18n.h>

/* As they stand in data/model/skincnn.safetensors: a translation is of these very words, so that it cannot say
 * something that was true of weights before these. The test model-words compares them. */

/* TRANSLATORS: the texts of this file are the card of the bundled model */
static const char *const texts[] = {
  N_ ("Research and teaching: to look into a small convolutional network and at how images and preparation change "
      "its scores."),
  N_ ("HAM10000, 8788 images of train and val of a lesion-disjoint split of DermaMNIST-C (akiec 292, bcc 470, bkl "
      "994, df 107, mel 1043, nv 5757, vasc 125); 60 epochs. It learned from the labels and from the answers of "
      "residual nets that see 56×56 pixels. No image is duplicated. Half the log prior of the classes is added to "
      "the logits in the loss, so the logits lean towards rare classes; the calibrated scores do not. Nothing was "
      "chosen by the test part."),
  N_ ("Cross-validated, not of these very weights: 2197 images (akiec 69, bcc 64, bkl 189, df 15, mel 88, nv 1747, "
      "vasc 25), each a lesion's only image, held out of 2 of 4 folds and answered by nets of this recipe that had "
      "not seen them; eight views, each fifth calibrated on the other four; in brackets 95 % bootstrap intervals "
      "over images. Macro AUC 0.971 (0.965–0.975). Decision likely: accuracy 0.879 (0.864–0.892), always answering "
      "nv 0.795; balanced accuracy 0.619 (0.568–0.668), melanoma recall 0.477 (0.382–0.587). Decision balanced: "
      "balanced accuracy 0.686 (0.633–0.734), melanoma recall 0.614 (0.506–0.708), accuracy 0.822 (0.805–0.837). "
      "Expected calibration error 0.011 (15 bins). 35 of the 2197 images (1.6 %) were taken for unlike the training "
      "images."),
  N_ ("Not a medical device and no diagnosis. It sees 28×28 pixels. It knows seven diagnoses and always answers "
      "with one of them, whatever the image shows. HAM10000 comes from two clinics (Vienna, Queensland), mostly "
      "light skin, mostly lesions that were worth excising or following; figures elsewhere may well be lower. The "
      "calibration holds for a mixture of lesions like that of the held-out images, of which nearly four in five "
      "are nevi."),
  N_ ("2197 images of lesions that the net that answered had not seen (cross-validation)"),
};

const char *
lens_model_words (const char *text)
{
  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (text, texts[i]))
      return _ (texts[i]);

  return text;
}

gboolean
lens_model_words_are_known (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_strcmp0 (text, texts[i]) == 0)
      return TRUE;

  return FALSE;
}
