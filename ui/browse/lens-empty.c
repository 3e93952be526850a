/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-empty.h"

#include <glib/gi18n.h>

#include "lens-keys.h"
#include "lens-scroller.h"
#include "lens-thumb.h"

#define MAX_SAMPLES 16

struct _LensEmpty {
  GtkWidget parent_instance;

  /* template */
  GtkScrolledWindow *scroller;
  GtkWidget *back;
  GtkWidget *back_button;
  GtkLabel *back_label;
  GtkWidget *samples;
  GtkFlowBox *flow;

  LensSession *session;      /* owned */
  GCancellable *cancellable; /* owned */
  gboolean is_loaded;
};

G_DEFINE_FINAL_TYPE (LensEmpty, lens_empty, GTK_TYPE_WIDGET)

/* All of them are opened: with one alone there would be no list to see how images are walked through and compared. */
static void
on_activated (GtkFlowBox *flow, GtkFlowBoxChild *chosen, LensEmpty *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GtkFlowBoxChild *child;

  for (int i = 0; (child = gtk_flow_box_get_child_at_index (flow, i)) != NULL; i++)
    {
      LensItem *sample = g_object_get_data (G_OBJECT (child), "lens-item");

      g_ptr_array_add (items, lens_item_new_for_file (lens_item_get_file (sample)));
    }
  lens_session_open_around (self->session, items, items->pdata[gtk_flow_box_child_get_index (chosen)]);
}

/* On the way to another image there is a way back to those that are open. */
static void
update_back (LensEmpty *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (lens_session_get_collection (self->session)));
  g_autofree char *text
      = g_strdup_printf (ngettext ("%u image is still open.", "%u images are still open.", n), n);

  gtk_label_set_text (self->back_label, text);
  gtk_widget_set_visible (self->back, g_strcmp0 (lens_session_get_page (self->session), "start") == 0);
}

static void
on_item_changed (LensItem *item, LensThumb *thumb)
{
  lens_thumb_set_paintable (thumb, lens_item_get_thumbnail (item));
}

static void
add_sample (LensEmpty *self, GFile *file)
{
  g_autoptr (LensItem) item = lens_item_new_for_file (file);
  GtkWidget *thumb = lens_thumb_new (96, 72);
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), thumb);
  gtk_widget_set_tooltip_text (child, lens_item_get_name (item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, lens_item_get_name (item),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ ("drawn by a program"), -1);
  g_signal_connect_object (item, "changed", G_CALLBACK (on_item_changed), thumb, 0);
  g_object_set_data_full (G_OBJECT (child), "lens-item", g_object_ref (item), g_object_unref);
  gtk_flow_box_append (self->flow, child);
  lens_queue_add (lens_work_get_samples (lens_session_get_work (self->session)), item);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (g_file_info_get_name ((GFileInfo *) a), g_file_info_get_name ((GFileInfo *) b));
}

static void
on_next_files (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensEmpty) self = user_data;
  g_autoptr (GError) error = NULL;
  GFileEnumerator *enumerator = G_FILE_ENUMERATOR (source);
  GList *infos = g_file_enumerator_next_files_finish (enumerator, result, &error);
  int n = 0;

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("samples: %s", error->message);

  if (g_cancellable_is_cancelled (self->cancellable) || lens_session_is_closed (self->session))
    {
      g_list_free_full (infos, g_object_unref);
      return;
    }
  infos = g_list_sort (infos, compare_names);
  for (GList *l = infos; l != NULL; l = l->next)
    {
      g_autoptr (GFile) file = g_file_enumerator_get_child (enumerator, l->data);

      if (derm_image_format_find (g_file_info_get_name (l->data)) == NULL || n == MAX_SAMPLES)
        continue;
      add_sample (self, file);
      n++;
    }
  g_list_free_full (infos, g_object_unref);
  gtk_widget_set_visible (self->samples, n > 0);
}

static void
on_enumerated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensEmpty) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileEnumerator) enumerator = g_file_enumerate_children_finish (G_FILE (source), result, &error);

  if (enumerator == NULL)
    {
      /* Without samples there are none to show; opening images works all the same. */
      g_debug ("samples: %s", error->message);
      return;
    }
  g_file_enumerator_next_files_async (enumerator, 256, G_PRIORITY_LOW, self->cancellable, on_next_files,
                                      g_object_ref (self));
}

static void
lens_empty_dispose (GObject *object)
{
  LensEmpty *self = LENS_EMPTY (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_cancellable_cancel (self->cancellable);
  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_empty_parent_class)->dispose (object);
}

static void
lens_empty_finalize (GObject *object)
{
  g_clear_object (&LENS_EMPTY (object)->cancellable);

  G_OBJECT_CLASS (lens_empty_parent_class)->finalize (object);
}

/* As on the other pages: what leads back. */
static gboolean
lens_empty_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (LENS_EMPTY (widget)->back_button);
}

static void
lens_empty_class_init (LensEmptyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_empty_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_empty_finalize;
  widget_class->grab_focus = lens_empty_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "lens-empty");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-empty.ui");
  gtk_widget_class_bind_template_child (widget_class, LensEmpty, scroller);
  gtk_widget_class_bind_template_child (widget_class, LensEmpty, back);
  gtk_widget_class_bind_template_child (widget_class, LensEmpty, back_button);
  gtk_widget_class_bind_template_child (widget_class, LensEmpty, back_label);
  gtk_widget_class_bind_template_child (widget_class, LensEmpty, samples);
  gtk_widget_class_bind_template_child (widget_class, LensEmpty, flow);
}

static void
lens_empty_init (LensEmpty *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_keys_fill_tooltips (GTK_WIDGET (self));
  g_signal_connect_object (self->flow, "child-activated", G_CALLBACK (on_activated), self, 0);
}

/* As soon as there is a model. */
static void
load_samples (LensEmpty *self)
{
  g_autofree char *path = derm_data_path ("samples");
  g_autoptr (GFile) folder = g_file_new_for_path (path);

  if (self->is_loaded || lens_work_get_samples (lens_session_get_work (self->session)) == NULL)
    return;

  self->is_loaded = TRUE;
  g_file_enumerate_children_async (folder, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE, G_PRIORITY_LOW,
                                   self->cancellable, on_enumerated, g_object_ref (self));
}

void
lens_empty_set_session (LensEmpty *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_EMPTY (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (lens_session_get_reading (session), "changed", G_CALLBACK (load_samples), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::page", G_CALLBACK (update_back), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_collection (session), "settled", G_CALLBACK (update_back), self,
                           G_CONNECT_SWAPPED);
  load_samples (self);
  update_back (self);
}

void
lens_empty_set_narrow (LensEmpty *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_EMPTY (self));

  lens_scroller_set_scrolls (self->scroller, !is_narrow);
}
