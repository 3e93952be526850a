/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-recipe.h"
#include "image-private.h"

/* Of numbers from 0 to 1. HAM10000's are measured by data/training/normalisation.py on 8,788 of its images (200 × 150
 * pixels; at 28 × 28 the deviations are 1 % less); ImageNet's are those that torchvision's models were trained with. */
static const struct {
  const char *id;
  double mean[3], std[3];
} known[] = {
  { "ham10000", { 0.758605, 0.548542, 0.573750 }, { 0.141467, 0.152331, 0.169295 } },
  { "imagenet", { 0.485, 0.456, 0.406 }, { 0.229, 0.224, 0.225 } },
};

#define MAX_MEAN 1e6
#define MIN_STD 1e-6
#define MAX_STD 1e6

gboolean
derm_normalisation_from_id (const char *id, double *mean, double *std)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      if (g_strcmp0 (known[i].id, id) != 0)
        continue;
      memcpy (mean, known[i].mean, sizeof known[i].mean);
      memcpy (std, known[i].std, sizeof known[i].std);
      return TRUE;
    }
  return FALSE;
}

const char *
derm_normalisation_find_id (const double *mean, const double *std)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      if (memcmp (known[i].mean, mean, sizeof known[i].mean) == 0
          && memcmp (known[i].std, std, sizeof known[i].std) == 0)
        return known[i].id;
    }
  return "own";
}

gboolean
derm_normalisation_check (const double *mean, const double *std, GError **error)
{
  if ((mean == NULL) != (std == NULL))
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_RECIPE,
                           _ ("a mean and standard deviations are only used together"));
      return FALSE;
    }
  for (int i = 0; mean != NULL && i < 3; i++)
    {
      if (fabs (mean[i]) <= MAX_MEAN && std[i] >= MIN_STD && std[i] <= MAX_STD) /* not so for a NaN */
        continue;
      g_set_error (error, DERM_ERROR, DERM_ERROR_RECIPE,
                   _ ("mean %g and standard deviation %g are out of range: the mean is from -%g to %g, the deviation "
                      "from %g to %g"),
                   mean[i], std[i], MAX_MEAN, MAX_MEAN, MIN_STD, MAX_STD);
      return FALSE;
    }
  return TRUE;
}

char *
derm_normalisation_format (const double *values, const char *separator)
{
  GString *text = g_string_new (NULL);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (int i = 0; i < 3; i++)
    {
      for (int digits = 1; digits <= 17; digits++) /* the shortest that reads back as the same */
        {
          char format[8];

          g_snprintf (format, sizeof format, "%%.%dg", digits);
          if (g_ascii_strtod (g_ascii_formatd (buffer, sizeof buffer, format, values[i]), NULL) == values[i])
            break;
        }
      g_string_append_printf (text, "%s%s", i > 0 ? separator : "", buffer);
    }
  return g_string_free (text, FALSE);
}
