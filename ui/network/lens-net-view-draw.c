/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-net-view-private.h"

#include <math.h>

#include "lens-bidi.h"
#include "lens-net-words.h"
#include "lens-theme.h"

#define DIM 0.72f
#define RULE 0.2f
#define RING 2
#define LARGE_RING 4
#define RADIUS 4

typedef struct {
  LensNetView *view;
  GtkSnapshot *snapshot;
  GdkRGBA text, dim, rule, accent;
} Pen;

static Pen
make_pen (LensNetView *self, GtkSnapshot *snapshot)
{
  DermTheme theme = lens_theme_for_widget (GTK_WIDGET (self));
  Pen pen = { .view = self, .snapshot = snapshot };

  pen.text = (GdkRGBA){ (float) theme.text.r, (float) theme.text.g, (float) theme.text.b, 1 };
  pen.dim = pen.rule = pen.text;
  pen.dim.alpha = theme.is_high_contrast ? 1 : DIM;
  pen.rule.alpha = theme.is_high_contrast ? 1 : RULE;
  pen.accent = (GdkRGBA){ (float) theme.accent.r, (float) theme.accent.g, (float) theme.accent.b, 1 };

  return pen;
}

/* ---- words ---- */

typedef enum { START, MIDDLE, END } Align;

/* Within width from x on, on the side where reading starts, in the middle or on the other. */
static void
draw_text (const Pen *pen, const char *text, gboolean is_bold, Align align, const GdkRectangle *place)
{
  g_autoptr (PangoLayout) layout = lens_net_view_make_text (pen->view, text, is_bold);
  int width, left;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (pen->view->layout->is_rtl && align != MIDDLE)
    align = align == START ? END : START;
  left = align == START ? place->x
         : align == END ? place->x + place->width - width
                        : place->x + (place->width - width) / 2;
  gtk_snapshot_save (pen->snapshot);
  gtk_snapshot_translate (pen->snapshot, &GRAPHENE_POINT_INIT ((float) left, (float) place->y));
  gtk_snapshot_append_layout (pen->snapshot, layout, is_bold ? &pen->text : &pen->dim);
  gtk_snapshot_restore (pen->snapshot);
}

static void
draw_heads (const Pen *pen, const LensNetColumn *column)
{
  const LensNetLayout *layout = pen->view->layout;
  g_autofree char *name = lens_net_view_dup_name (pen->view, column),
                  *size = lens_net_view_dup_size (pen->view, column);
  GdkRectangle place = { column->x, layout->name_top, column->width, 0 };

  draw_text (pen, name, TRUE, START, &place);
  place.y += layout->line;
  draw_text (pen, size, FALSE, START, &place);
  if (column->n_hidden > 0)
    {
      g_autofree char *more = g_strdup_printf ("+%d", column->n_hidden), *text = lens_bidi_isolate (more);

      place.y = column->y + column->height + 6;
      draw_text (pen, text, FALSE, START, &place);
    }
}

/* Over the columns of a group, with a line below it. */
static void
draw_headings (const Pen *pen)
{
  const LensNetLayout *layout = pen->view->layout;
  const int n = (int) layout->columns->len;

  for (int i = 0, end; i < n; i = end)
    {
      const LensNetColumn *first = lens_net_layout_get (layout, i);
      g_autofree char *heading = lens_net_dup_heading (first->step);
      int left = first->x, right = first->x + first->width;

      for (end = i + 1; end < n; end++)
        {
          const LensNetColumn *next = lens_net_layout_get (layout, end);
          g_autofree char *other = lens_net_dup_heading (next->step);

          if (heading == NULL || g_strcmp0 (heading, other) != 0)
            break;
          left = MIN (left, next->x);
          right = MAX (right, next->x + next->width);
        }
      if (heading != NULL)
        draw_text (pen, heading, FALSE, START, &(GdkRectangle){ left, 2, right - left, 0 });
      if (heading != NULL || first->is_logits)
        gtk_snapshot_append_color (
            pen->snapshot, &pen->rule,
            &GRAPHENE_RECT_INIT ((float) left, (float) (layout->line + 4), (float) (right - left), 1));
    }
}

/* ---- maps ---- */

static void
draw_column (const Pen *pen, int i)
{
  LensNetView *self = pen->view;
  const LensNetColumn *column = lens_net_layout_get (self->layout, i);

  if (self->textures->pdata[i] == NULL)
    self->textures->pdata[i] = lens_net_columns_make_texture (&self->style, lens_pass_get_activations (self->pass),
                                                              self->layout, column, self->orders->pdata[i]);
  gtk_snapshot_append_texture (pen->snapshot, self->textures->pdata[i],
                               &GRAPHENE_RECT_INIT ((float) (column->x - LENS_NET_FRAME),
                                                    (float) (column->y - LENS_NET_FRAME),
                                                    (float) (column->width + 2 * LENS_NET_FRAME),
                                                    (float) (column->height + 2 * LENS_NET_FRAME)));
}

/* Instead of the number and its bar: what a lesson asks for. */
static void
draw_covered_logit (const Pen *pen, const LensNetColumn *column, int i)
{
  g_autofree char *label = lens_net_view_dup_label (pen->view, i);
  GdkRectangle box;

  lens_net_layout_get_box (pen->view->layout, column, i, &box);
  draw_text (pen, label, FALSE, START, &box);
  draw_text (pen, "?", FALSE, END, &box);
  for (int x = 0; x + 2 <= box.width; x += 4)
    gtk_snapshot_append_color (
        pen->snapshot, &pen->rule,
        &GRAPHENE_RECT_INIT ((float) (box.x + x), (float) (box.y + pen->view->layout->line + 3), 2, 7));
}

/* The class, its number, and a bar from the middle. */
static void
draw_logit (const Pen *pen, const LensNetColumn *column, int i)
{
  LensNetView *self = pen->view;
  DermActivations *activations = lens_pass_get_activations (self->pass);
  double value = (double) derm_activations_get_value (activations, &(DermCell){ column->step->shown, i, 0, 0 });
  double scale = (double) derm_activations_get_scale (activations, column->step->shown);
  g_autofree char *label = lens_net_view_dup_label (self, i), *number = lens_net_format (value);
  const int half = column->width / 2, length = scale > 0 ? (int) lround (fabs (value) / scale * half) : 0;
  gboolean is_right = (value > 0) != self->layout->is_rtl;
  const GdkRGBA *color = value < 0 ? &self->style.signs->negative : &self->style.signs->positive;
  GdkRectangle box;

  lens_net_layout_get_box (self->layout, column, i, &box);
  draw_text (pen, label, i == self->class_index, START, &box);
  draw_text (pen, number, i == self->class_index, END, &box);
  box.y += self->layout->line + 3;
  gtk_snapshot_append_color (pen->snapshot, &pen->dim,
                             &GRAPHENE_RECT_INIT ((float) (box.x + half), (float) (box.y - 1), 1, 9));
  gtk_snapshot_append_color (
      pen->snapshot, color,
      &GRAPHENE_RECT_INIT ((float) (box.x + half + (is_right ? 1 : -length)), (float) box.y, (float) length, 7));
}

/* ---- frames ---- */

static void
draw_border (const Pen *pen, const GdkRectangle *box, float width, float radius, const GdkRGBA *color)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (
      &outline, &GRAPHENE_RECT_INIT ((float) box->x, (float) box->y, (float) box->width, (float) box->height), radius);
  gtk_snapshot_append_border (pen->snapshot, &outline, (float[4]){ width, width, width, width },
                              (GdkRGBA[4]){ *color, *color, *color, *color });
}

static void
draw_open_frame (const Pen *pen)
{
  const LensNetLayout *layout = pen->view->layout;
  GdkRectangle box;

  lens_net_layout_get_frame (layout, lens_net_layout_get (layout, lens_pass_get_open (pen->view->pass)), &box);
  draw_border (pen, &box, gtk_widget_has_focus (pen->view->cells[pen->view->current]) ? 2 : 1, RADIUS + 2,
               &pen->accent);
}

/* Around the map, and around the cell where that can be seen. */
static void
draw_cursor (const Pen *pen)
{
  LensNetView *self = pen->view;
  const int ring = self->is_large ? LARGE_RING : RING;
  const LensNetColumn *column;
  GdkRectangle box;
  LensNetSpot spot;

  if (!lens_net_view_find_cursor (self, &spot))
    return;
  column = lens_net_layout_get (self->layout, spot.step);
  lens_net_layout_get_box (self->layout, column, spot.place, &box);
  if (!column->is_vector && column->cell >= 3)
    draw_border (pen,
                 &(GdkRectangle){ box.x + spot.column * column->cell - 1, box.y + spot.row * column->cell - 1,
                                  column->cell + 2, column->cell + 2 },
                 1, 0, &pen->text);
  box = (GdkRectangle){ box.x - ring - 1, box.y - ring - 1, box.width + 2 * ring + 2, box.height + 2 * ring + 2 };
  draw_border (pen, &box, (float) ring, RADIUS, &pen->accent);
}

static void
update_style (LensNetView *self)
{
  if (!lens_net_style_update (&self->style, GTK_WIDGET (self)))
    return;
  g_ptr_array_set_size (self->textures, 0);
  g_ptr_array_set_size (self->textures, (int) self->layout->columns->len);
}

void
lens_net_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensNetView *self = LENS_NET_VIEW (widget);
  Pen pen = make_pen (self, snapshot);

  if (self->layout == NULL || lens_pass_get_activations (self->pass) == NULL)
    return;
  update_style (self);
  draw_headings (&pen);
  draw_open_frame (&pen);
  for (int i = 0; i < (int) self->layout->columns->len; i++)
    {
      const LensNetColumn *column = lens_net_layout_get (self->layout, i);

      draw_heads (&pen, column);
      if (!column->is_logits)
        draw_column (&pen, i);
      for (int c = 0; c < column->step->channels && column->is_logits; c++)
        if (lens_pass_is_covered (self->pass))
          draw_covered_logit (&pen, column, c);
        else
          draw_logit (&pen, column, c);
    }
  draw_cursor (&pen);
}
