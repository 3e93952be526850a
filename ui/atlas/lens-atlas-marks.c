/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-atlas-marks.h"

#include <math.h>

#include "lens-theme.h"

#define SIDE 12 /* of the widget */
#define LINE 1.4

/* Told apart by people who see fewer colours, too: at least 9 (tritan 5) in OKLab; the shapes carry them. */
static const struct {
  const char *code;
  LensMarkShape shape;
  guint32 light, dark;
} classes[] = {
  { "akiec", LENS_MARK_DIAMOND, 0xb08a00, 0xffd75e }, { "bcc", LENS_MARK_DOWN, 0x5a1a10, 0xe2503c },
  { "bkl", LENS_MARK_SQUARE, 0x3d9c86, 0x4fbf95 },    { "df", LENS_MARK_STAR, 0x6a6a70, 0xf0eeec },
  { "mel", LENS_MARK_UP, 0xb0470f, 0xff9052 },        { "nv", LENS_MARK_CIRCLE, 0x1f66d0, 0x4d9bf5 },
  { "vasc", LENS_MARK_CROSS, 0x5b2f8f, 0xd9b8ff },
};

static GdkRGBA
take_color (guint32 rgb)
{
  return (GdkRGBA){ (float) (rgb >> 16) / 255, (float) (rgb >> 8 & 0xff) / 255, (float) (rgb & 0xff) / 255, 1 };
}

LensMark
lens_mark_find (const char *code, guint place, gboolean is_dark)
{
  guint found = place % G_N_ELEMENTS (classes);

  if (*code == '\0')
    return (LensMark){ LENS_MARK_CIRCLE, take_color (is_dark ? 0xa0a0a6 : 0x77777d) };
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_ascii_strcasecmp (code, classes[i].code) == 0)
      found = i;

  return (LensMark){ classes[found].shape, take_color (is_dark ? classes[found].dark : classes[found].light) };
}

/* ---- drawing ---- */

static void
trace_points (cairo_t *cr, const double (*points)[2], int n, double radius)
{
  for (int i = 0; i < n; i++)
    cairo_line_to (cr, points[i][0] * radius, points[i][1] * radius);
  cairo_close_path (cr);
}

static void
trace_star (cairo_t *cr, double radius)
{
  for (int i = 0; i < 10; i++)
    {
      double angle = G_PI / 5 * i, r = i % 2 == 0 ? 1.15 * radius : 0.5 * radius;

      cairo_line_to (cr, r * sin (angle), -r * cos (angle));
    }
  cairo_close_path (cr);
}

static void
trace (cairo_t *cr, LensMarkShape shape, double radius)
{
  static const double up[][2] = { { 0, -1.05 }, { 1.1, 0.85 }, { -1.1, 0.85 } };
  static const double down[][2] = { { 0, 1.05 }, { 1.1, -0.85 }, { -1.1, -0.85 } };
  static const double diamond[][2] = { { 0, -1.15 }, { 1.0, 0 }, { 0, 1.15 }, { -1.0, 0 } };
  static const double square[][2] = { { -0.88, -0.88 }, { 0.88, -0.88 }, { 0.88, 0.88 }, { -0.88, 0.88 } };
  static const double cross[][2]
      = { { -0.38, -1.1 }, { 0.38, -1.1 }, { 0.38, -0.38 }, { 1.1, -0.38 }, { 1.1, 0.38 },   { 0.38, 0.38 },
          { 0.38, 1.1 },   { -0.38, 1.1 }, { -0.38, 0.38 }, { -1.1, 0.38 }, { -1.1, -0.38 }, { -0.38, -0.38 } };

  switch (shape)
    {
    case LENS_MARK_SQUARE:
      trace_points (cr, square, G_N_ELEMENTS (square), radius);
      break;
    case LENS_MARK_UP:
      trace_points (cr, up, G_N_ELEMENTS (up), radius);
      break;
    case LENS_MARK_DOWN:
      trace_points (cr, down, G_N_ELEMENTS (down), radius);
      break;
    case LENS_MARK_DIAMOND:
      trace_points (cr, diamond, G_N_ELEMENTS (diamond), radius);
      break;
    case LENS_MARK_CROSS:
      trace_points (cr, cross, G_N_ELEMENTS (cross), radius);
      break;
    case LENS_MARK_STAR:
      trace_star (cr, radius);
      break;
    default:
      cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
      cairo_close_path (cr);
    }
}

void
lens_mark_draw (const LensMark *mark, cairo_t *cr, double x, double y, double size, const GdkRGBA *ground)
{
  double line = CLAMP (size / 7, 1.0, 2 * LINE);

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_new_path (cr);
  trace (cr, mark->shape, ground == NULL ? size / 2 : (size - line) / 2);
  if (ground == NULL)
    {
      gdk_cairo_set_source_rgba (cr, &mark->color);
      cairo_fill (cr);
    }
  else
    {
      gdk_cairo_set_source_rgba (cr, ground);
      cairo_fill_preserve (cr);
      gdk_cairo_set_source_rgba (cr, &mark->color);
      cairo_set_line_width (cr, line);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

/* ---- the widget ---- */

typedef struct {
  char *code; /* owned */
  guint place;
  gboolean is_filled;
} Shown;

static void
shown_free (gpointer data)
{
  g_free (((Shown *) data)->code);
  g_free (data);
}

static void
draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  const Shown *shown = g_object_get_data (G_OBJECT (area), "lens-mark");
  const GdkRGBA clear = { 0, 0, 0, 0 };
  LensMark mark;

  if (shown == NULL)
    return;
  mark = lens_mark_find (shown->code, shown->place, lens_theme_is_dark (GTK_WIDGET (area)));
  lens_mark_draw (&mark, cr, width / 2.0, height / 2.0, 0.8 * MIN (width, height), shown->is_filled ? NULL : &clear);
}

GtkWidget *
lens_mark_widget_new (void)
{
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  "content-width", SIDE, "content-height", SIDE, "valign", GTK_ALIGN_CENTER, NULL);

  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw, NULL, NULL);

  return area;
}

void
lens_mark_widget_set (GtkWidget *widget, const char *code, guint place, gboolean is_filled)
{
  Shown *shown = g_new (Shown, 1);

  *shown = (Shown){ g_strdup (code), place, is_filled };
  g_object_set_data_full (G_OBJECT (widget), "lens-mark", shown, shown_free);
  gtk_widget_queue_draw (widget);
}
