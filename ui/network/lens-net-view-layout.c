/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-net-view-private.h"

#include "lens-net-words.h"

#define MAP 28
#define LARGE_MAP 42
#define LABEL_GAP 6 /* between the code of a class and its logit */

static int
get_text_width (LensNetView *self, const char *text, gboolean is_bold)
{
  g_autoptr (PangoLayout) layout = lens_net_view_make_text (self, text, is_bold);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return width;
}

static int
get_line_height (LensNetView *self)
{
  g_autoptr (PangoLayout) text = lens_net_view_make_text (self, "0", TRUE);
  int height;

  pango_layout_get_pixel_size (text, NULL, &height);

  return height;
}

static int
get_head_width (LensNetView *self, const LensNetStep *step, gboolean is_open)
{
  LensNetColumn column = { .step = step, .is_open = is_open };
  g_autofree char *name = lens_net_view_dup_name (self, &column), *size = lens_net_view_dup_size (self, &column);

  return MAX (get_text_width (self, name, TRUE), get_text_width (self, size, FALSE));
}

/* For the longest code and the longest number. */
static int
get_logits_width (LensNetView *self, const LensNetStep *step)
{
  DermActivations *activations = lens_pass_get_activations (self->pass);
  int label_width = 0, number_width = 0;

  for (int i = 0; i < step->channels && step->kind == LENS_NET_LOGITS; i++)
    {
      const DermCell cell = { step->shown, i, 0, 0 };
      g_autofree char *label = lens_net_view_dup_label (self, i);
      g_autofree char *number = lens_net_format ((double) derm_activations_get_value (activations, &cell));

      label_width = MAX (label_width, get_text_width (self, label, TRUE));
      number_width = MAX (number_width, get_text_width (self, number, TRUE));
    }

  return label_width + LABEL_GAP + number_width;
}

void
lens_net_view_make_layout (LensNetView *self)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (int));
  LensNetSizes sizes = { .map = self->is_large ? LARGE_MAP : MAP, .line = get_line_height (self), .heads = heads };
  int n = lens_pass_get_n_steps (self->pass);

  for (int i = 0; i < n; i++)
    {
      int width = get_head_width (self, lens_pass_get_step (self->pass, i), FALSE);

      g_array_append_val (heads, width);
    }
  sizes.open_head = get_head_width (self, lens_pass_get_step (self->pass, lens_pass_get_open (self->pass)), TRUE);
  sizes.logits = get_logits_width (self, lens_pass_get_step (self->pass, n - 1));
  sizes.is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_clear_pointer (&self->layout, lens_net_layout_free);
  self->layout = lens_net_layout_new (self->pass, &sizes);
  self->width = self->layout->width;
  self->height = self->layout->height;
}
