/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-atlas-legend.h"

#include <glib/gi18n.h>

#include "lens-accessible.h"
#include "lens-atlas-marks.h"
#include "lens-flow.h"
#include "lens-places-words.h"

struct _LensAtlasLegend {
  GtkWidget parent_instance;

  char **classes; /* owned: of the rows */
  LensSession *session;
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (LensAtlasLegend, lens_atlas_legend, GTK_TYPE_WIDGET)

static LensPlaces *
get_places (LensAtlasLegend *self)
{
  return lens_session_get_places (self->session);
}

/* ---- rows ---- */

/* What a row has. */
typedef struct {
  GtkWidget *mark;
  GtkLabel *name, *count;
} Row;

static void
on_toggled (GtkToggleButton *button, LensAtlasLegend *self)
{
  const char *code = g_object_get_data (G_OBJECT (button), "class");

  if (!self->is_updating)
    lens_places_set_class_shown (get_places (self), code, gtk_toggle_button_get_active (button));
}

static GtkWidget *
make_row (LensAtlasLegend *self, const char *code)
{
  GtkWidget *button = gtk_toggle_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  Row *row = g_new (Row, 1);

  *row = (Row){ lens_mark_widget_new (), GTK_LABEL (gtk_label_new (NULL)), GTK_LABEL (gtk_label_new (NULL)) };
  gtk_label_set_xalign (row->name, 0);
  gtk_label_set_xalign (row->count, 1);
  gtk_widget_set_hexpand (GTK_WIDGET (row->name), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row->count), "numeric");
  gtk_box_append (GTK_BOX (box), row->mark);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->name));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->count));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "lens-atlas-row");
  g_object_set_data_full (G_OBJECT (button), "class", g_strdup (code), g_free);
  g_object_set_data_full (G_OBJECT (button), "row", row, g_free);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, 0);

  return button;
}

static void
make_rows (LensAtlasLegend *self)
{
  GtkWidget *child;
  g_auto (GStrv) classes = lens_places_list_classes (get_places (self));

  if (self->classes != NULL && g_strv_equal ((const char *const *) classes, (const char *const *) self->classes))
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; classes[i] != NULL; i++)
    gtk_widget_set_parent (make_row (self, classes[i]), GTK_WIDGET (self));
  g_strfreev (self->classes);
  self->classes = g_steal_pointer (&classes);
}

static void
count (LensAtlasLegend *self, const char *code, guint *n_listed, guint *n)
{
  LensPlaces *places = get_places (self);
  LensView *view = lens_session_get_view (self->session);
  gboolean has_all = lens_view_is_unfiltered (view);

  *n = *n_listed = 0;
  for (guint i = 0; i < lens_places_get_n (places); i++)
    if (g_str_equal (lens_places_get_class (places, i), code))
      {
        *n += 1;
        *n_listed += has_all
                     || lens_filter_matches (lens_view_get_filter (view), lens_places_get_item (places, i),
                                             lens_view_get_vocabulary (view));
      }
}

static void
fill_row (LensAtlasLegend *self, GtkWidget *button, guint place)
{
  const Row *row = g_object_get_data (G_OBJECT (button), "row");
  const char *code = g_object_get_data (G_OBJECT (button), "class");
  gboolean is_shown = lens_places_is_class_shown (get_places (self), code);
  g_autofree char *name = lens_places_dup_class (self->session, code), *text = NULL, *spoken = NULL;
  guint n_listed, n;

  count (self, code, &n_listed, &n);
  if (lens_view_is_unfiltered (lens_session_get_view (self->session)))
    text = g_strdup_printf ("%'u", n);
  else
    /* TRANSLATORS: of how many images the list shows how many */
    text = g_strdup_printf (_ ("%'u of %'u"), n_listed, n);
  lens_mark_widget_set (row->mark, code, place, is_shown);
  gtk_label_set_text (row->name, name);
  gtk_label_set_text (row->count, text);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), is_shown);
  if (is_shown)
    gtk_widget_remove_css_class (GTK_WIDGET (row->name), "lens-dim");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row->name), "lens-dim");
  gtk_widget_set_tooltip_text (button, is_shown ? _ ("Hide These Images on the Map") : _ ("Show These Images"));
  spoken = g_strdup_printf ("%s, %s", name, text);
  lens_accessible_set_name (button, spoken);
}

static void
update (LensAtlasLegend *self)
{
  guint place = 0;

  if (lens_session_is_closed (self->session))
    return;
  self->is_updating = TRUE;
  make_rows (self);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    fill_row (self, row, place++);
  self->is_updating = FALSE;
}

/* ---- the object ---- */

static void
lens_atlas_legend_dispose (GObject *object)
{
  LensAtlasLegend *self = LENS_ATLAS_LEGEND (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_atlas_legend_parent_class)->dispose (object);
}

static void
lens_atlas_legend_finalize (GObject *object)
{
  g_strfreev (LENS_ATLAS_LEGEND (object)->classes);

  G_OBJECT_CLASS (lens_atlas_legend_parent_class)->finalize (object);
}

static void
lens_atlas_legend_class_init (LensAtlasLegendClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_atlas_legend_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_atlas_legend_finalize;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "lens-atlas-legend");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lens_atlas_legend_init (LensAtlasLegend *self)
{
  lens_atlas_legend_set_flat (self, FALSE);
  lens_accessible_set_name (GTK_WIDGET (self), _ ("Classes on the map"));
}

void
lens_atlas_legend_set_session (LensAtlasLegend *self, LensSession *session)
{
  LensPlaces *places = lens_session_get_places (session);
  const struct {
    gpointer part;
    const char *signal;
  } watched[] = {
    { places, "changed" },
    { places, "settings-changed" },
    { lens_session_get_view (session), "changed" },
    { lens_session_get_view (session), "notify::filter" },
    { lens_session_get_truths (session), "changed" },
  };

  g_return_if_fail (LENS_IS_ATLAS_LEGEND (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (watched[i].part, watched[i].signal, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
lens_atlas_legend_set_flat (LensAtlasLegend *self, gboolean is_flat)
{
  GtkLayoutManager *layout;

  g_return_if_fail (LENS_IS_ATLAS_LEGEND (self));

  if (is_flat)
    layout = g_object_new (LENS_TYPE_FLOW, NULL);
  else
    layout = g_object_new (GTK_TYPE_BOX_LAYOUT, "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  gtk_widget_set_layout_manager (GTK_WIDGET (self), layout);
}
