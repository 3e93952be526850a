/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-truth-dialog.h"

#include <glib/gi18n.h>

#include "lens-drop-down.h"
#include "lens-item.h"
#include "lens-truth-preview.h"
#include "lens-truth-words.h"

#define WIDTH 640
#define HEIGHT 620
#define REFRESH_MS 300

struct _LensTruthDialog {
  GtkWindow parent_instance;

  /* template */
  GtkWidget *cancel_button;
  GtkWidget *use_button;
  GtkLabel *size_label;
  GtkGrid *preview;
  GtkDropDown *id_choice;
  GtkDropDown *label_choice;
  LensTruthWords *words;
  GtkLabel *status_label;

  /* owned */
  DermTable *table;
  GListModel *images;
  char **labels;
  char **titles;    /* of the labels */
  GPtrArray *names; /* of the images, NULL at the end */
  DermTruth *truth; /* of the choice as it is now; NULL: there is none */

  gboolean has_class_columns; /* the first class choice is one column for each class */
  gboolean is_guessing;
  gboolean is_id_chosen, is_label_chosen; /* by the user: there is nothing to guess any more */
  guint refresh_id;
};

G_DEFINE_FINAL_TYPE (LensTruthDialog, lens_truth_dialog, GTK_TYPE_WINDOW)

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static guint
get_id_column (LensTruthDialog *self)
{
  return gtk_drop_down_get_selected (self->id_choice);
}

/* -1: one column for each class. */
static int
get_label_column (LensTruthDialog *self)
{
  return (int) gtk_drop_down_get_selected (self->label_choice) - self->has_class_columns;
}

/* ---- what comes of it ---- */

static guint
count_labelled (DermTruth *truth)
{
  guint n = 0;

  for (guint i = 0; i < derm_truth_get_n_images (truth); i++)
    n += derm_truth_get_label (truth, i) >= 0;
  return n;
}

static guint
count_images (LensTruthDialog *self)
{
  guint n = 0;

  for (guint i = 0; i + 1 < self->names->len; i++)
    {
      int image = derm_truth_find (self->truth, g_ptr_array_index (self->names, i));

      n += image >= 0 && derm_truth_get_label (self->truth, (guint) image) >= 0;
    }
  return n;
}

static char *
describe (LensTruthDialog *self, guint n_labelled)
{
  guint n_rows = derm_table_get_n_rows (self->table), n_images = self->names->len - 1;
  guint n_problems = derm_truth_get_n_problems (self->truth);
  GString *text = g_string_new (NULL);

  /* TRANSLATORS: a class is known in so many rows of a table */
  g_string_append_printf (text, ngettext ("%u of %u row has a class.", "%u of %u rows have a class.", n_rows),
                          n_labelled, n_rows);
  if (n_images > 0)
    /* TRANSLATORS: images in the list for which the table has a class */
    g_string_append_printf (text,
                            ngettext (" It is known of %u of %u image in the list.",
                                      " It is known of %u of %u images in the list.", n_images),
                            count_images (self), n_images);
  if (n_problems > 0)
    /* TRANSLATORS: "line 12: there is no id" */
    g_string_append_printf (text, _ (" Not used: %s."), derm_truth_get_problem (self->truth, 0));
  if (n_problems > 1)
    g_string_append_printf (text,
                            ngettext (" %u more row cannot be used.", " %u more rows cannot be used.", n_problems - 1),
                            n_problems - 1);
  return g_string_free (text, FALSE);
}

static void
update_status (LensTruthDialog *self)
{
  g_autoptr (GHashTable) meaning = lens_truth_words_get_meaning (self->words);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  DermTruthHints hints;
  guint n_labelled = 0;

  hints = (DermTruthHints){ .titles = (const char *const *) self->titles, .words = meaning };
  g_clear_object (&self->truth);
  self->truth = derm_truth_new_from_table (self->table, (const char *const *) self->labels, get_id_column (self),
                                           get_label_column (self), &hints, &error);
  if (self->truth != NULL)
    {
      n_labelled = count_labelled (self->truth);
      text = describe (self, n_labelled);
    }
  gtk_label_set_text (self->status_label, text != NULL ? text : error->message);
  gtk_widget_set_sensitive (self->use_button, n_labelled > 0);
}

/* ---- the dialog ---- */

static void
update_words (LensTruthDialog *self)
{
  lens_truth_words_set_column (self->words, self->table, get_label_column (self));
}

static void
on_word (LensTruthDialog *self)
{
  self->is_label_chosen = TRUE;
  update_status (self);
}

static void
show_columns (LensTruthDialog *self)
{
  const LensTruthColumns columns = { get_id_column (self), get_label_column (self), (const char *const *) self->labels,
                                     (const char *const *) self->titles };

  lens_truth_preview_mark (self->preview, self->table, &columns);
  update_status (self);
}

static void
on_id_column (LensTruthDialog *self)
{
  self->is_id_chosen |= !self->is_guessing;
  show_columns (self);
}

static void
on_label_column (LensTruthDialog *self)
{
  self->is_label_chosen |= !self->is_guessing;
  update_words (self);
  show_columns (self);
}

static void
on_use (LensTruthDialog *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, self->truth);
  gtk_window_close (GTK_WINDOW (self));
}

static void
lens_truth_dialog_dispose (GObject *object)
{
  g_clear_handle_id (&LENS_TRUTH_DIALOG (object)->refresh_id, g_source_remove);

  G_OBJECT_CLASS (lens_truth_dialog_parent_class)->dispose (object);
}

static void
lens_truth_dialog_finalize (GObject *object)
{
  LensTruthDialog *self = LENS_TRUTH_DIALOG (object);

  g_clear_object (&self->table);
  g_clear_object (&self->images);
  g_clear_object (&self->truth);
  g_strfreev (self->labels);
  g_strfreev (self->titles);
  g_clear_pointer (&self->names, g_ptr_array_unref);

  G_OBJECT_CLASS (lens_truth_dialog_parent_class)->finalize (object);
}

static void
lens_truth_dialog_class_init (LensTruthDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_truth_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_truth_dialog_finalize;
  g_type_ensure (LENS_TYPE_TRUTH_WORDS);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-truth-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LensTruthDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, LensTruthDialog, use_button);
  gtk_widget_class_bind_template_child (widget_class, LensTruthDialog, size_label);
  gtk_widget_class_bind_template_child (widget_class, LensTruthDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, LensTruthDialog, id_choice);
  gtk_widget_class_bind_template_child (widget_class, LensTruthDialog, label_choice);
  gtk_widget_class_bind_template_child (widget_class, LensTruthDialog, words);
  gtk_widget_class_bind_template_child (widget_class, LensTruthDialog, status_label);

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, DERM_TYPE_TRUTH);
}

static void
lens_truth_dialog_init (LensTruthDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->cancel_button, "clicked", G_CALLBACK (gtk_window_close), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->use_button, "clicked", G_CALLBACK (on_use), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->words, "changed", G_CALLBACK (on_word), self, G_CONNECT_SWAPPED);
}

static void
take_classes (LensTruthDialog *self, DermModel *model)
{
  int n = derm_model_get_n_classes (model);

  self->labels = g_new0 (char *, n + 1);
  self->titles = g_new0 (char *, n + 1);
  for (int i = 0; i < n; i++)
    {
      self->labels[i] = g_strdup (derm_model_get_label (model, i));
      self->titles[i] = g_strdup (derm_model_get_class_name (model, i));
    }
}

static GPtrArray *
list_names (GListModel *images)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (images); i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (images, i);

      g_ptr_array_add (names, g_strdup (lens_item_get_name (item)));
    }
  g_ptr_array_add (names, NULL);
  return names;
}

static GtkStringList *
list_columns (DermTable *table)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < derm_table_get_n_columns (table); i++)
    {
      const char *name = derm_table_get_column (table, i);

      if (*name != '\0')
        gtk_string_list_append (list, name);
      else
        /* TRANSLATORS: a column of a table that has no name, and its number */
        gtk_string_list_take (list, g_strdup_printf (_ ("column %u"), i + 1));
    }
  return list;
}

/* What the user has not chosen. */
static void
guess (LensTruthDialog *self)
{
  const DermTruthHints hints
      = { .titles = (const char *const *) self->titles, .names = (const char *const *) self->names->pdata };
  DermTableGuess found;
  int label;

  derm_table_guess (self->table, (const char *const *) self->labels, &hints, &found);
  label = found.label;
  self->is_guessing = TRUE;
  if (!self->is_id_chosen)
    gtk_drop_down_set_selected (self->id_choice, (guint) MAX (found.id, 0));
  if (label < 0 && !found.has_class_columns) /* any but the one of the images */
    label = derm_table_get_n_columns (self->table) > 1 && get_id_column (self) == 0 ? 1 : 0;
  if (!self->is_label_chosen)
    gtk_drop_down_set_selected (self->label_choice, (guint) (label + self->has_class_columns));
  self->is_guessing = FALSE;
}

static void
fill_choices (LensTruthDialog *self)
{
  g_autoptr (GtkStringList) ids = list_columns (self->table);
  g_autoptr (GtkStringList) classes = list_columns (self->table);

  self->has_class_columns = derm_table_has_class_columns (self->table, (const char *const *) self->labels,
                                                          (const char *const *) self->titles);
  if (self->has_class_columns)
    gtk_string_list_splice (classes, 0, 0, (const char *[]){ _ ("one column for each class"), NULL });
  lens_drop_down_set_name (self->id_choice, _ ("Column of image names"));
  lens_drop_down_set_name (self->label_choice, _ ("Column of classes"));
  gtk_drop_down_set_model (self->id_choice, G_LIST_MODEL (ids));
  gtk_drop_down_set_model (self->label_choice, G_LIST_MODEL (classes));
}

static gboolean
on_refresh (gpointer user_data)
{
  LensTruthDialog *self = user_data;

  self->refresh_id = 0;
  g_ptr_array_unref (self->names);
  self->names = list_names (self->images);
  guess (self);
  show_columns (self);

  return G_SOURCE_REMOVE;
}

/* A folder may still be read: with more images, more is known. */
static void
on_images_changed (LensTruthDialog *self)
{
  if (self->refresh_id == 0)
    self->refresh_id = g_timeout_add (REFRESH_MS, on_refresh, self);
}

static void
show_size (LensTruthDialog *self, const char *name)
{
  guint n_rows = derm_table_get_n_rows (self->table), n_columns = derm_table_get_n_columns (self->table);
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row", "%u rows", n_rows), n_rows);
  g_autofree char *columns = g_strdup_printf (ngettext ("%u column", "%u columns", n_columns), n_columns);
  /* TRANSLATORS: name of a file, "12 rows", "3 columns" */
  g_autofree char *text = g_strdup_printf (_ ("%s: %s, %s"), name, rows, columns);

  gtk_label_set_text (self->size_label, text);
}

LensTruthDialog *
lens_truth_dialog_new (GtkWindow *parent, DermTable *table, const char *name, DermModel *model, GListModel *images)
{
  LensTruthDialog *self = g_object_new (LENS_TYPE_TRUTH_DIALOG, "transient-for", parent, NULL);
  int width = gtk_widget_get_width (GTK_WIDGET (parent));

  gtk_window_set_default_size (GTK_WINDOW (self), width > 0 ? MIN (width, WIDTH) : WIDTH, HEIGHT);
  self->table = g_object_ref (table);
  self->images = g_object_ref (images);
  self->names = list_names (images);
  take_classes (self, model);
  lens_truth_words_set_classes (self->words, (const char *const *) self->labels, (const char *const *) self->titles);
  show_size (self, name);
  lens_truth_preview_fill (self->preview, table);
  fill_choices (self);
  guess (self);
  g_signal_connect_object (images, "items-changed", G_CALLBACK (on_images_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->id_choice, "notify::selected", G_CALLBACK (on_id_column), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->label_choice, "notify::selected", G_CALLBACK (on_label_column), self,
                           G_CONNECT_SWAPPED);
  update_words (self);
  show_columns (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->id_choice));

  return self;
}

const char *
lens_truth_dialog_get_status (LensTruthDialog *self)
{
  g_return_val_if_fail (LENS_IS_TRUTH_DIALOG (self), NULL);
  return gtk_label_get_text (self->status_label);
}
