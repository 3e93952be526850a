/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "recalibration-private.h"
#include "report-private.h"

enum { NAME = 40 };

char *
derm_recalibration_describe (DermRecalibration *self)
{
  g_return_val_if_fail (DERM_IS_RECALIBRATION (self), NULL);

  return g_strdup_printf (ngettext ("%s scaling, fitted on %u image of “%s” (%s)%s",
                                    "%s scaling, fitted on %u images of “%s” (%s)%s", self->n_fitted),
                          self->method == DERM_SCALING_VECTOR ? C_ ("scaling", "vector")
                                                              : C_ ("scaling", "temperature"),
                          self->n_fitted, self->source, self->date, self->is_training ? _ (", on TRAINING DATA") : "");
}

static void
append_figures (GString *text, DermRecalibration *self, int digits)
{
  static const DermMeasure measures[N_SCALED] = { DERM_MEASURE_NLL, DERM_MEASURE_BRIER, DERM_MEASURE_ECE };
  static const char *const heads[] = { N_ ("before"), N_ ("temperature"), N_ ("vector") };
  int column = MAX (13, digits + 5);

  g_string_append_printf (text, "  %*s", NAME, "");
  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    derm_report_append_padded (text, _ (heads[i]), column, TRUE);
  g_string_append_c (text, '\n');
  for (int i = 0; i < N_SCALED; i++)
    {
      g_string_append (text, "  ");
      derm_report_append_padded (text, derm_measure_get_name (measures[i]), NAME, FALSE);
      for (int method = -1; method < DERM_N_SCALINGS; method++)
        derm_report_append_number (text, derm_recalibration_get_figure (self, measures[i], method), column, digits);
      g_string_append_c (text, '\n');
    }
}

/* "temperature 1.234", or scale and offset of each class */
static void
append_scales (GString *text, DermRecalibration *self)
{
  char scale[G_ASCII_DTOSTR_BUF_SIZE], offset[G_ASCII_DTOSTR_BUF_SIZE];

  if (self->method == DERM_SCALING_TEMPERATURE)
    {
      g_ascii_formatd (scale, sizeof scale, "%.4f", 1 / self->scale[0]);
      g_string_append_printf (text, _ ("  Kept: temperature %s (logits are divided by it)\n"), scale);
      return;
    }
  g_string_append_printf (text, "%s\n", _ ("  Kept: scale and offset of the logits"));
  for (int k = 0; self->labels[k] != NULL; k++)
    {
      g_ascii_formatd (scale, sizeof scale, "%.4f", self->scale[k]);
      g_ascii_formatd (offset, sizeof offset, "%+.4f", self->offset[k]);
      g_string_append_printf (text, "    %-8s %9s %9s\n", self->labels[k], scale, offset);
    }
}

static void
append_sets (GString *text, DermRecalibration *self)
{
  char threshold[G_ASCII_DTOSTR_BUF_SIZE], share[G_ASCII_DTOSTR_BUF_SIZE], size[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *words = NULL;

  if (self->coverage <= 0)
    {
      derm_report_append_wrapped (
          text, _ ("No sets of classes: too few lesions, or images, are left for the share that was asked for."), 2);
      return;
    }
  g_ascii_formatd (threshold, sizeof threshold, "%.4g", self->threshold);
  g_string_append_printf (text, _ ("  Sets for %g %%: all classes with a score of at least %s, by %u of the images\n"),
                          self->coverage * 100, threshold, self->n_drawn);
  if (!isnan (self->measured))
    {
      g_ascii_formatd (share, sizeof share, "%.1f", self->measured * 100);
      g_ascii_formatd (size, sizeof size, "%.2f", self->set_size);
      g_string_append_printf (
          text, _ ("  On %u others the right class was in %s %% of the sets, of %s classes on the mean\n"),
          self->n_covered, share, size);
    }
  derm_report_append_wrapped (
      text,
      _ ("The share holds on the average over all images that are drawn as these were. It does not hold for each "
         "class, nor for "
         "a rare one, and says nothing of images from elsewhere: another clinic, camera or mixture of lesions."),
      2);
}

void
derm_recalibration_append_text (GString *text, DermRecalibration *self, int digits)
{
  g_return_if_fail (text != NULL);
  g_return_if_fail (DERM_IS_RECALIBRATION (self));

  g_string_append_c (text, '\n');
  if (self->is_training)
    g_string_append_printf (text, "%s\n", derm_report_get_training_heading ());
  g_string_append_printf (text, _ ("Calibration: fitted on %u images, measured on %u others%s\n"), self->n_fitted,
                          self->n_checked, self->is_by_lesion ? _ (", no lesion in both") : "");
  append_figures (text, self, CLAMP (digits, 1, 9));
  append_scales (text, self);
  append_sets (text, self);
}
