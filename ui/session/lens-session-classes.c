/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-session-private.h"

#include <glib/gi18n.h>

#define N_NAMED 8 /* folders in a question */

/* ---- folders that are called like classes ---- */

typedef struct {
  GFile *folder;
  GStrv labels, titles;
} Search;

typedef struct {
  LensSession *session; /* borrowed: its offers hold this */
  GFile *folder;        /* owned */
} Classes;

static void
search_free (Search *search)
{
  g_object_unref (search->folder);
  g_strfreev (search->labels);
  g_strfreev (search->titles);
  g_free (search);
}

static void
classes_free (gpointer data)
{
  Classes *classes = data;

  g_object_unref (classes->folder);
  g_free (classes);
}

static void
search_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *search = data;

  g_task_return_pointer (task,
                         derm_truth_list_class_folders (search->folder, (const char *const *) search->labels,
                                                        (const char *const *) search->titles, cancellable),
                         (GDestroyNotify) g_strfreev);
}

/* They become the truth, and the images in them are listed, though folders below others are not as a rule. */
static void
on_accepted (gpointer data)
{
  Classes *classes = data;
  LensSession *self = classes->session;

  lens_truths_open_folders (self->truths, classes->folder);
  if (!self->is_recursive)
    lens_work_scan (self->work, classes->folder, TRUE);
}

static char *
join_names (char **names)
{
  guint n = g_strv_length (names);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, N_NAMED); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", names[i]);
  if (n > N_NAMED)
    g_string_append (text, ", …");

  return g_string_free (text, FALSE);
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensSession *self = LENS_SESSION (source);
  Search *search = g_task_get_task_data (G_TASK (result));
  g_auto (GStrv) names = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *list = names != NULL ? join_names (names) : NULL;
  Classes *classes;

  lens_session_release (self);
  if (self->is_closed || names == NULL || *names == NULL || lens_reading_get_classifier (self->reading) == NULL)
    return;
  classes = g_new (Classes, 1);
  classes->session = self;
  classes->folder = g_object_ref (search->folder);
  lens_offers_add (
      self->offers,
      &(LensOffer){
          .kind = "classes",
          /* TRANSLATORS: names of folders */
          .text = g_strdup_printf (
              _ ("Some folders have the names of classes: %s. Are these names the truth of the images in them?"), list),
          /* TRANSLATORS: a button: names of folders become the truth */
          .button = g_strdup (_ ("Use as Truth")),
          .accept = on_accepted,
          .data = classes,
          .destroy = classes_free,
      });
}

static void
on_folder (LensWork *work, GFile *folder, LensSession *self)
{
  g_autoptr (GTask) task = NULL;
  Search *search;

  if (lens_truths_is_of_folder (self->truths, folder))
    return;
  search = g_new (Search, 1);
  search->folder = g_object_ref (folder);
  search->labels = lens_reading_dup_labels (self->reading);
  search->titles = lens_reading_dup_titles (self->reading);
  task = g_task_new (self, self->cancellable, on_searched, NULL);
  g_task_set_source_tag (task, on_folder);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  lens_session_hold (self);
  g_task_run_in_thread (task, search_in_thread);
}

static void
on_table (LensWork *work, GFile *table, LensSession *self)
{
  if (lens_reading_get_classifier (self->reading) != NULL)
    lens_truths_open (self->truths, table, FALSE);
}

void
lens_session_connect_classes (LensSession *self)
{
  g_signal_connect_object (self->work, "folder", G_CALLBACK (on_folder), self, 0);
  g_signal_connect_object (self->work, "table", G_CALLBACK (on_table), self, 0);
}
