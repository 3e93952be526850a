/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-row.h"

#include "lens-cover.h"
#include "lens-names.h"
#include "lens-row-words.h"
#include "lens-theme.h"

/* Drawn in one go, without children: a list view makes two hundred rows at once, and with a handful of widgets in each
 * the window would stand still for a quarter of a second. */

#define THUMB_WIDTH 64
#define THUMB_HEIGHT 48
#define GAP 8
#define PADDING 6
#define CORNER 4
#define SIGN_SIZE 12
#define BAR_HEIGHT 4
#define N_CHARS 14     /* room for the name */
#define N_TILE_CHARS 9 /* and in a tile for a class and its score */
#define NAMED_TILE 120 /* wide enough for a name that can be read */

struct _LensRow {
  GtkWidget parent_instance;

  LensItem *item;    /* owned */
  GdkTexture *cover; /* owned: its thumbnail as it is drawn here */
  gboolean is_failed;
  gboolean has_folder; /* beside its name */
  int tile_size;       /* 0: a row */
  gulong changed_id;
};

G_DEFINE_FINAL_TYPE (LensRow, lens_row, GTK_TYPE_WIDGET)

/* In words, and where it is: two folders may have images of one name. */
static gboolean
lens_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean is_keyboard, GtkTooltip *tooltip)
{
  LensItem *item = LENS_ROW (widget)->item;
  GFile *file = item != NULL && !lens_item_is_sample (item) ? lens_item_get_file (item) : NULL;
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;
  g_autofree char *place = folder != NULL ? g_file_get_parse_name (folder) : NULL;
  g_autofree char *description = NULL, *text = NULL;

  if (item == NULL)
    return FALSE;
  description = lens_row_describe (item);
  text = g_strjoin ("\n", description, place, NULL);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
update (LensRow *self)
{
  g_autofree char *label = lens_row_describe (self->item);
  GtkWidget *place = gtk_widget_get_parent (GTK_WIDGET (self)); /* the list's: it has the focus */
  gboolean is_failed = lens_item_get_state (self->item) == LENS_STATE_FAILED;
  gboolean has_folder = lens_item_get_folder_part (self->item) != NULL;

  g_clear_object (&self->cover);
  if (place != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (place), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (is_failed != self->is_failed || has_folder != self->has_folder)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  self->is_failed = is_failed;
  self->has_folder = has_folder;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static PangoLayout *
make_layout (LensRow *self, const char *text, gboolean is_small, int width, PangoEllipsizeMode ellipsize)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  if (is_small)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_scale_new (0.86));
      pango_layout_set_attributes (layout, attributes);
    }
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, ellipsize);
  pango_layout_set_width (layout, width >= 0 ? width * PANGO_SCALE : -1);
  /* Pango turns the alignment of a line round that runs against the window: so both stand beside the picture. */
  if (pango_layout_get_line_readonly (layout, 0)->resolved_dir == PANGO_DIRECTION_RTL)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);

  return layout;
}

static int
get_tile_height (int width)
{
  return width * THUMB_HEIGHT / THUMB_WIDTH;
}

/* The same for all tiles: those of a row are equally high. */
static gboolean
has_tile_name (LensRow *self)
{
  return self->tile_size >= NAMED_TILE;
}

static GtkSizeRequestMode
lens_row_get_request_mode (GtkWidget *widget)
{
  return LENS_ROW (widget)->tile_size > 0 ? GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
lens_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int line = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  int n_lines = LENS_ROW (widget)->has_folder ? 3 : 2, size = LENS_ROW (widget)->tile_size;
  int character = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics));

  if (size > 0 && orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LENS_ROW_MIN_TILE;
      *natural = MAX (size, N_TILE_CHARS * character);
    }
  else if (size > 0)
    *minimum = *natural = get_tile_height (for_size >= 0 ? for_size : size)
                          + (has_tile_name (LENS_ROW (widget)) ? 2 : 1) * line + BAR_HEIGHT + 4;
  else if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = THUMB_WIDTH + GAP + N_CHARS * character;
  else
    *minimum = *natural
        = MAX (2 * PADDING + MAX (THUMB_HEIGHT, 2 * line + BAR_HEIGHT + 2),
               n_lines * line + (LENS_ROW (widget)->is_failed ? line : BAR_HEIGHT + 2)); /* most are of small type */
  pango_font_metrics_unref (metrics);
}

/* Left edge of what is `width` wide and begins at x in reading direction. */
static float
place (LensRow *self, double x, double width)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  return (float) (is_rtl ? gtk_widget_get_width (GTK_WIDGET (self)) - x - width : x);
}

static void
snapshot_rounded (GtkSnapshot *snapshot, const graphene_rect_t *rect, float radius, const GdkRGBA *color)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, rect, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, color, rect);
  gtk_snapshot_pop (snapshot);
}

static void
snapshot_thumbnail (LensRow *self, GtkSnapshot *snapshot, const graphene_rect_t *box, const GdkRGBA *ground)
{
  GdkPaintable *thumbnail = self->tile_size > 0 ? lens_item_get_tile (self->item) : NULL;

  if (thumbnail == NULL)
    thumbnail = lens_item_get_thumbnail (self->item);
  if (thumbnail == NULL)
    snapshot_rounded (snapshot, box, CORNER, ground);
  else
    lens_cover_snapshot (&self->cover, thumbnail, GTK_WIDGET (self), snapshot, box, CORNER);
}

/* at: the left or, in a right-to-left row, the right end of the text. Returns its height. */
static int
snapshot_text (LensRow *self, GtkSnapshot *snapshot, PangoLayout *layout, const graphene_point_t *at, double width,
               const GdkRGBA *color)
{
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (place (self, at->x, width), at->y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);

  return height;
}

static void
snapshot_sign (LensRow *self, GtkSnapshot *snapshot, double x, double y, const GdkRGBA *color)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr (GtkIconPaintable) icon = NULL;

  icon = gtk_icon_theme_lookup_icon (theme, "dialog-warning-symbolic", NULL, SIGN_SIZE,
                                     gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                                     gtk_widget_get_direction (GTK_WIDGET (self)), 0);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (place (self, x, SIGN_SIZE), (float) y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, SIGN_SIZE, SIGN_SIZE, color, 1);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_bar (LensRow *self, GtkSnapshot *snapshot, double x, double y, double width, const GdkRGBA *track)
{
  DermPrediction *prediction = lens_item_get_prediction (self->item);
  DermTheme theme = lens_theme_for_widget (GTK_WIDGET (self));
  GdkRGBA accent = { (float) theme.accent.r, (float) theme.accent.g, (float) theme.accent.b, 1 };
  double filled = 0.0;

  if (lens_item_is_doubtful (self->item))
    accent = (GdkRGBA){ (float) theme.dim_text.r, (float) theme.dim_text.g, (float) theme.dim_text.b, 0.6f };
  if (prediction != NULL)
    filled = width * derm_prediction_get_calibrated (prediction)[derm_prediction_get_top (prediction)];
  snapshot_rounded (snapshot, &GRAPHENE_RECT_INIT (place (self, x, width), (float) y, (float) width, BAR_HEIGHT),
                    BAR_HEIGHT / 2, track);
  if (filled >= 1.0)
    snapshot_rounded (snapshot, &GRAPHENE_RECT_INIT (place (self, x, filled), (float) y, (float) filled, BAR_HEIGHT),
                      BAR_HEIGHT / 2, &accent);
}

static int
get_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return width;
}

/* Short where there is no room for all of it: the tooltip has it. */
static PangoLayout *
make_verdict_layout (LensRow *self, const char *before, int width)
{
  g_autofree char *verdict = lens_row_format_verdict (self->item);
  g_autofree char *line = g_strconcat (before, verdict, NULL);
  g_autoptr (PangoLayout) full = make_layout (self, line, TRUE, -1, PANGO_ELLIPSIZE_NONE);

  if (get_width (full) > width)
    {
      g_free (verdict);
      g_free (line);
      verdict = lens_row_format_short_verdict (self->item);
      line = g_strconcat (before, verdict, NULL);
    }

  return make_layout (self, line, TRUE, width, PANGO_ELLIPSIZE_END);
}

/* Where there is no room for a name, what all names have at the end is left out, and then its start: most names differ
 * behind that. */
static PangoLayout *
make_name_layout (LensRow *self, gboolean is_small, int width)
{
  const char *name = lens_item_get_name (self->item);
  PangoLayout *layout = make_layout (self, name, is_small, -1, PANGO_ELLIPSIZE_NONE);
  g_autofree char *start = NULL;

  if (get_width (layout) > width)
    {
      start = lens_names_dup_start (self->item);
      g_object_unref (layout);
      layout = make_layout (self, start != NULL ? start : name, is_small, width, PANGO_ELLIPSIZE_START);
    }
  else
    pango_layout_set_width (layout, width * PANGO_SCALE);

  return layout;
}

static int
get_height (PangoLayout *layout)
{
  int height = 0;

  if (layout != NULL)
    pango_layout_get_pixel_size (layout, NULL, &height);

  return height;
}

static void
snapshot_row (LensRow *self, GtkSnapshot *snapshot, const GdkRGBA *text, const GdkRGBA *dim, const GdkRGBA *track)
{
  double x = THUMB_WIDTH + GAP, width = gtk_widget_get_width (GTK_WIDGET (self)) - x, y;
  double height = gtk_widget_get_height (GTK_WIDGET (self)), indent = self->is_failed ? SIGN_SIZE + 4 : 0;
  const char *folder = lens_item_get_folder_part (self->item);
  g_autoptr (PangoLayout) signs
      = make_layout (self, lens_row_format_signs (self->item), FALSE, -1, PANGO_ELLIPSIZE_NONE);
  int signs_width = get_width (signs);
  g_autoptr (PangoLayout) name = make_name_layout (self, FALSE, (int) width - signs_width);
  g_autoptr (PangoLayout) second
      = folder != NULL ? make_layout (self, folder, TRUE, (int) width, PANGO_ELLIPSIZE_MIDDLE) : NULL;
  g_autoptr (PangoLayout) last = make_verdict_layout (self, "", (int) (width - indent));

  if (self->is_failed)
    pango_layout_set_height (last, -2); /* lines: a reason is longer than a class and its score */
  y = (height - get_height (name) - get_height (second) - get_height (last) - (self->is_failed ? 0 : BAR_HEIGHT + 2))
      / 2;

  snapshot_thumbnail (self, snapshot,
                      &GRAPHENE_RECT_INIT (place (self, 0, THUMB_WIDTH), (float) (height - THUMB_HEIGHT) / 2.0f,
                                           THUMB_WIDTH, THUMB_HEIGHT),
                      track);
  if (signs_width > 0)
    snapshot_text (self, snapshot, signs, &GRAPHENE_POINT_INIT ((float) x, (float) y), signs_width, text);
  y += snapshot_text (self, snapshot, name, &GRAPHENE_POINT_INIT ((float) (x + signs_width), (float) y),
                      width - signs_width, text);
  if (second != NULL)
    y += snapshot_text (self, snapshot, second, &GRAPHENE_POINT_INIT ((float) x, (float) y), width, dim);
  if (self->is_failed)
    snapshot_sign (self, snapshot, x, y + (get_height (last) / pango_layout_get_line_count (last) - SIGN_SIZE) / 2,
                   text);
  y += snapshot_text (self, snapshot, last, &GRAPHENE_POINT_INIT ((float) (x + indent), (float) y), width - indent,
                      dim);
  if (!self->is_failed)
    snapshot_bar (self, snapshot, x, y + 2, width, track);
}

static void
snapshot_tile (LensRow *self, GtkSnapshot *snapshot, const GdkRGBA *text, const GdkRGBA *track)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = get_tile_height (width);
  double indent = self->is_failed ? SIGN_SIZE + 4 : 0, y = height + 2;
  g_autoptr (PangoLayout) layout
      = make_verdict_layout (self, lens_row_format_signs (self->item), (int) (width - indent));

  snapshot_thumbnail (self, snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height), track);
  if (has_tile_name (self))
    {
      g_autoptr (PangoLayout) name = make_name_layout (self, TRUE, width);

      y += snapshot_text (self, snapshot, name, &GRAPHENE_POINT_INIT (0, (float) y), width, text);
    }
  if (self->is_failed)
    snapshot_sign (self, snapshot, 0, y, text);
  y += snapshot_text (self, snapshot, layout, &GRAPHENE_POINT_INIT ((float) indent, (float) y), width - indent, text);
  if (!self->is_failed)
    snapshot_bar (self, snapshot, 0, y, width, track);
}

static void
lens_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensRow *self = LENS_ROW (widget);
  GdkRGBA text, dim, track;

  if (self->item == NULL || gtk_widget_get_width (widget) <= THUMB_WIDTH + GAP)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  dim = track = text;
  dim.alpha *= 0.72f;
  track.alpha *= 0.12f; /* of the text, so that it is seen on a selected row too */
  if (self->tile_size > 0)
    snapshot_tile (self, snapshot, &text, &track);
  else
    snapshot_row (self, snapshot, &text, &dim, &track);
}

static void
lens_row_dispose (GObject *object)
{
  lens_row_set_item (LENS_ROW (object), NULL);

  G_OBJECT_CLASS (lens_row_parent_class)->dispose (object);
}

static void
lens_row_class_init (LensRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_row_dispose;
  widget_class->get_request_mode = lens_row_get_request_mode;
  widget_class->measure = lens_row_measure;
  widget_class->query_tooltip = lens_row_query_tooltip;
  widget_class->snapshot = lens_row_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_css_name (widget_class, "lens-row");
}

static void
lens_row_init (LensRow *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
lens_row_new (void)
{
  return g_object_new (LENS_TYPE_ROW, NULL);
}

void
lens_row_set_tile (LensRow *self, int size)
{
  g_return_if_fail (LENS_IS_ROW (self));

  if (size == self->tile_size)
    return;
  self->tile_size = size;
  g_clear_object (&self->cover);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
lens_row_forget_cover (LensRow *self)
{
  g_return_if_fail (LENS_IS_ROW (self));

  if (self->cover == NULL)
    return;
  g_clear_object (&self->cover);
  gtk_widget_queue_draw (GTK_WIDGET (self)); /* what was drawn holds it, too */
}

void
lens_row_set_item (LensRow *self, LensItem *item)
{
  g_return_if_fail (LENS_IS_ROW (self));

  if (self->item != NULL)
    {
      g_clear_signal_handler (&self->changed_id, self->item);
      lens_item_remove_viewer (self->item);
    }
  g_clear_object (&self->cover);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  lens_item_add_viewer (item);
  self->changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (update), self);
  update (self);
}

LensItem *
lens_row_get_item (LensRow *self)
{
  return self->item;
}
