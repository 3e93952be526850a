/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-truth-words.h"

#include <glib/gi18n.h>

#include "lens-bidi.h"
#include "lens-drop-down.h"

#define MAX_WORDS 64

struct _LensTruthWords {
  GtkBox parent_instance;

  /* template */
  GtkWidget *words_box;
  GtkGrid *grid;
  GtkLabel *hint_label;

  /* owned */
  DermTable *table;
  char **labels;
  char **titles;      /* of the labels */
  GPtrArray *choices; /* borrowed GtkDropDown of each word */
  GPtrArray *texts;   /* the words */
};

G_DEFINE_FINAL_TYPE (LensTruthWords, lens_truth_words, GTK_TYPE_BOX)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
clear (LensTruthWords *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  g_ptr_array_set_size (self->choices, 0);
  g_ptr_array_set_size (self->texts, 0);
}

static GtkWidget *
make_label (const char *text, float xalign)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", xalign, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
}

static GtkWidget *
make_class_choice (LensTruthWords *self, const char *word)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  int guess = derm_word_guess_label (word, (const char *const *) self->labels, (const char *const *) self->titles);
  GtkWidget *choice;

  /* TRANSLATORS: a word stands for none of the model's classes */
  gtk_string_list_append (list, C_ ("class", "none of the classes"));
  for (int i = 0; self->labels[i] != NULL; i++)
    {
      g_autofree char *line = g_strdup_printf ("%s · %s", self->labels[i], self->titles[i]);

      gtk_string_list_take (list, lens_bidi_line (line));
    }
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&list)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), (guint) (guess + 1));
  gtk_widget_set_hexpand (choice, TRUE);
  lens_drop_down_set_name (GTK_DROP_DOWN (choice), word);

  return choice;
}

static void
on_word (LensTruthWords *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_word (LensTruthWords *self, const DermWord *word, int row)
{
  GtkWidget *choice = make_class_choice (self, word->text), *text = make_label (word->text, 0);
  g_autofree char *n = g_strdup_printf ("%u", word->n);
  GtkWidget *count = make_label (n, 1);

  gtk_widget_set_tooltip_text (text, word->text);
  gtk_label_set_width_chars (GTK_LABEL (text), 6);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 24);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE); /* in a narrow window; two words may start alike */
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (text), 3);
  gtk_label_set_ellipsize (GTK_LABEL (count), PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "lens-dim");
  gtk_grid_attach (self->grid, text, 0, row, 1, 1);
  gtk_grid_attach (self->grid, count, 1, row, 1, 1);
  gtk_grid_attach (self->grid, choice, 2, row, 1, 1);
  g_ptr_array_add (self->choices, choice);
  g_ptr_array_add (self->texts, g_strdup (word->text));
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (on_word), self, G_CONNECT_SWAPPED);
}

/* What stands in the columns below. */
static void
add_head (LensTruthWords *self)
{
  const char *const titles[] = { C_ ("column", "word"), C_ ("column", "rows"), C_ ("column", "class") };

  for (int i = 0; i < 3; i++)
    {
      GtkWidget *title = make_label (titles[i], i == 1 ? 1 : 0);

      gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_NONE);
      gtk_widget_add_css_class (title, "caption");
      gtk_widget_add_css_class (title, "lens-dim");
      gtk_grid_attach (self->grid, title, i, 0, 1, 1);
    }
}

static gboolean
is_number (const char *text)
{
  char *end;

  g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

static void
show_hint (LensTruthWords *self, gboolean has_too_many, gboolean has_numbers)
{
  gtk_label_set_text (self->hint_label, has_too_many
                                            ? _ ("This column has too many different values to be classes.")
                                            : _ ("Which classes these numbers stand for cannot be told: published "
                                                 "lists contradict each other. Ask whoever made the table."));
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), has_too_many || has_numbers);
}

static void
lens_truth_words_finalize (GObject *object)
{
  LensTruthWords *self = LENS_TRUTH_WORDS (object);

  g_clear_object (&self->table);
  g_strfreev (self->labels);
  g_strfreev (self->titles);
  g_ptr_array_unref (self->choices);
  g_ptr_array_unref (self->texts);

  G_OBJECT_CLASS (lens_truth_words_parent_class)->finalize (object);
}

static void
lens_truth_words_class_init (LensTruthWordsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lens_truth_words_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-truth-words.ui");
  gtk_widget_class_bind_template_child (widget_class, LensTruthWords, words_box);
  gtk_widget_class_bind_template_child (widget_class, LensTruthWords, grid);
  gtk_widget_class_bind_template_child (widget_class, LensTruthWords, hint_label);

  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_truth_words_init (LensTruthWords *self)
{
  self->choices = g_ptr_array_new ();
  self->texts = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lens_truth_words_set_classes (LensTruthWords *self, const char *const *labels, const char *const *titles)
{
  g_return_if_fail (LENS_IS_TRUTH_WORDS (self));

  g_strfreev (self->labels);
  g_strfreev (self->titles);
  self->labels = g_strdupv ((char **) labels);
  self->titles = g_strdupv ((char **) titles);
}

void
lens_truth_words_set_column (LensTruthWords *self, DermTable *table, int column)
{
  g_autoptr (GPtrArray) words = NULL;
  gboolean has_words, has_numbers = FALSE;

  g_return_if_fail (LENS_IS_TRUTH_WORDS (self));

  clear (self);
  g_set_object (&self->table, table);
  if (column >= 0)
    words = derm_table_list_words (table, (guint) column, MAX_WORDS);
  has_words = words != NULL && words->len > 0;
  if (has_words)
    add_head (self);
  for (guint i = 0; words != NULL && i < words->len; i++)
    {
      const DermWord *word = words->pdata[i];

      add_word (self, word, (int) i + 1);
      has_numbers |= is_number (word->text);
    }
  gtk_widget_set_visible (self->words_box, has_words);
  show_hint (self, column >= 0 && words == NULL, has_numbers);
  gtk_widget_set_visible (GTK_WIDGET (self), has_words || gtk_widget_get_visible (GTK_WIDGET (self->hint_label)));
}

GHashTable *
lens_truth_words_get_meaning (LensTruthWords *self)
{
  GHashTable *meaning = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < self->choices->len; i++)
    {
      guint chosen = gtk_drop_down_get_selected (g_ptr_array_index (self->choices, i));

      g_hash_table_insert (meaning, g_strdup (g_ptr_array_index (self->texts, i)),
                           g_strdup (chosen > 0 ? self->labels[chosen - 1] : ""));
    }
  return meaning;
}
