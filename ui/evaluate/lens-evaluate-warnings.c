/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-evaluate-warnings.h"

#include <glib/gi18n.h>

#include "lens-evaluating-words.h"

struct _LensEvaluateWarnings {
  GtkBox parent_instance;

  LensSession *session; /* owned */
  char *shown;          /* owned: what the lines say; or NULL */
};

G_DEFINE_FINAL_TYPE (LensEvaluateWarnings, lens_evaluate_warnings, GTK_TYPE_BOX)

typedef struct {
  char *bold, *text;  /* owned */
  const char *button; /* or NULL */
  const char *target; /* of win.evaluate-show; NULL: the help */
  gboolean is_heading;
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->bold);
  g_free (line->text);
  g_free (line);
}

static Line *
make_line (LensEvaluateWarnings *self, LensWarningKind kind)
{
  static const char *const targets[LENS_N_WARNINGS]
      = { [LENS_WARNING_LEFT_OUT] = "left-out", [LENS_WARNING_SHARED] = "left-out", [LENS_WARNING_TWICE] = "twice" };
  Line *line = g_new0 (Line, 1);

  line->text = lens_evaluating_words_warning (lens_session_get_evaluating (self->session), kind,
                                              lens_session_get_figures (self->session), &line->bold);
  line->target = targets[kind];
  /* TRANSLATORS: buttons behind a warning: images that it is about are listed; the help explains it */
  line->button = line->target != NULL ? _ ("Show Them") : _ ("Why");

  return line;
}

/* (transfer full) (element-type Line) */
static GPtrArray *
list_lines (LensEvaluateWarnings *self)
{
  LensEvaluating *evaluating = lens_session_get_evaluating (self->session);
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  char *heading = lens_evaluating_words_heading (evaluating);

  if (heading != NULL)
    {
      Line *line = g_new0 (Line, 1);

      *line = (Line){ heading, g_strdup (""), _ ("Why"), NULL, TRUE };
      g_ptr_array_add (lines, line);
    }
  if (lens_evaluating_get_evaluation (evaluating) == NULL)
    return lines;
  for (int kind = 0; kind < LENS_N_WARNINGS; kind++)
    {
      Line *line = make_line (self, (LensWarningKind) kind);

      if (line->text != NULL)
        g_ptr_array_add (lines, line);
      else
        line_free (line);
    }

  return lines;
}

static void
append_line (LensEvaluateWarnings *self, const Line *line)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *button;
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic", "valign", GTK_ALIGN_START,
                                  "margin-top", 2, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_autofree char *markup = g_markup_printf_escaped ("<b>%s</b> %s", line->bold, line->text);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", markup, "use-markup", TRUE, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "xalign", 0.0f, "hexpand", TRUE, NULL);

  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  if (line->is_heading)
    gtk_widget_add_css_class (label, "lens-evaluate-heading");
  button = gtk_button_new_with_label (line->button);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  if (line->target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", line->target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), line->target != NULL ? "win.evaluate-show" : "win.help");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "lens-way-out");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, label, NULL, -1);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (self), box);
}

/* They are made anew only when they say something else: a button that has the focus keeps it. */
static void
update (LensEvaluateWarnings *self)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GString) all = g_string_new (NULL);
  GtkWidget *child;

  if (lens_session_is_closed (self->session))
    return;
  lines = list_lines (self);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (all, "%s\n%s\n", ((Line *) lines->pdata[i])->bold, ((Line *) lines->pdata[i])->text);
  if (g_strcmp0 (all->str, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (all->str);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint i = 0; i < lines->len; i++)
    append_line (self, lines->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), lines->len > 0);
}

static void
lens_evaluate_warnings_dispose (GObject *object)
{
  g_clear_object (&LENS_EVALUATE_WARNINGS (object)->session);
  g_clear_pointer (&LENS_EVALUATE_WARNINGS (object)->shown, g_free);

  G_OBJECT_CLASS (lens_evaluate_warnings_parent_class)->dispose (object);
}

static void
lens_evaluate_warnings_class_init (LensEvaluateWarningsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_evaluate_warnings_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "lens-evaluate-warnings");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lens_evaluate_warnings_init (LensEvaluateWarnings *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Warnings"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
lens_evaluate_warnings_set_session (LensEvaluateWarnings *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_EVALUATE_WARNINGS (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (lens_session_get_evaluating (session), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_figures (session), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
