/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-audit-page.h"

#include <glib/gi18n.h>

#include "lens-keys.h"

struct _LensAuditPage {
  GtkWidget parent_instance;

  /* template */
  GtkLabel *state_label;
  GtkProgressBar *progress;
  GtkWidget *start_button, *stop_button;
  GtkBox *findings;

  LensSession *session; /* owned */
  DermAudit *shown;     /* owned: whose findings are there; or NULL */
};

G_DEFINE_FINAL_TYPE (LensAuditPage, lens_audit_page, GTK_TYPE_WIDGET)

static LensAuditing *
get_auditing (LensAuditPage *self)
{
  return lens_session_get_auditing (self->session);
}

/* ---- findings ---- */

static const char *
get_question (DermFindingKind kind)
{
  static const char *const questions[] = {
    [DERM_FINDING_LAYOUT] = N_ ("Trained on another layout?"),
    [DERM_FINDING_FILTER] = N_ ("Trained with another filter?"),
    [DERM_FINDING_LABELS] = N_ ("Are the labels permuted?"),
    [DERM_FINDING_TRAINED_ON] = N_ ("Was it trained on these images?"),
    [DERM_FINDING_LESIONS] = N_ ("Are pictures of one lesion on both sides of the split?"),
    [DERM_FINDING_DUPLICATES] = N_ ("Is a file there twice?"),
    [DERM_FINDING_NEAR_DUPLICATES] = N_ ("Is a picture there twice?"),
  };

  return _ (questions[kind]);
}

static const char *
get_answer (DermVerdict verdict)
{
  switch (verdict)
    {
    case DERM_VERDICT_FAULT:
      return C_ ("verdict", "yes");
    case DERM_VERDICT_FINE:
      return C_ ("verdict", "no");
    case DERM_VERDICT_UNKNOWN:
    default:
      return C_ ("verdict", "cannot be told");
    }
}

static const char *
get_icon (DermVerdict verdict)
{
  return verdict == DERM_VERDICT_FAULT  ? "dialog-warning-symbolic"
         : verdict == DERM_VERDICT_FINE ? "object-select-symbolic"
                                        : "dialog-question-symbolic";
}

static GtkWidget *
make_label (const char *text, gboolean is_heading)
{
  GtkWidget *label
      = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                      "max-width-chars", 80, "selectable", !is_heading, "accessible-role",
                      is_heading ? GTK_ACCESSIBLE_ROLE_HEADING : GTK_ACCESSIBLE_ROLE_LABEL, NULL);

  if (is_heading)
    gtk_widget_add_css_class (label, "heading");

  return label;
}

static void
append_finding (LensAuditPage *self, guint index)
{
  DermFindingKind kind;
  DermVerdict verdict;
  const char *text = derm_audit_get_finding (self->shown, index, &kind, &verdict);
  /* TRANSLATORS: a question, and "yes", "no" or "cannot be told" */
  g_autofree char *title = g_strdup_printf (_ ("%s %s"), get_question (kind), get_answer (verdict));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words
      = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 2, "hexpand", TRUE, NULL);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", get_icon (verdict), "valign", GTK_ALIGN_START,
                                  "margin-top", 2, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_box_append (GTK_BOX (words), make_label (title, TRUE));
  gtk_box_append (GTK_BOX (words), make_label (text, FALSE));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (self->findings, box);
}

static void
show_findings (LensAuditPage *self)
{
  DermAudit *audit = lens_auditing_get_audit (get_auditing (self));
  GtkWidget *child;

  if (audit == self->shown)
    return;
  g_set_object (&self->shown, audit);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->findings))) != NULL)
    gtk_box_remove (self->findings, child);
  for (guint i = 0; audit != NULL && i < derm_audit_get_n_findings (audit); i++)
    append_finding (self, i);
}

/* ---- how far it is ---- */

/* (transfer full) */
static char *
dup_state (LensAuditPage *self)
{
  LensAuditing *auditing = get_auditing (self);
  DermAudit *audit = lens_auditing_get_audit (auditing);
  guint n;

  if (lens_auditing_is_working (auditing))
    return g_strdup_printf (_ ("%'u of %'u"), lens_auditing_get_n_done (auditing), lens_auditing_get_n (auditing));
  if (lens_auditing_get_error (auditing) != NULL)
    return g_strdup (lens_auditing_get_error (auditing));
  if (audit == NULL)
    return g_strdup (
        _ ("Every open image with a truth goes through the network in both layouts and with all filters, and is "
           "compared with all others. With thousands of images that takes minutes."));
  n = derm_audit_get_n_images (audit);

  return g_strdup_printf (ngettext ("Judged by %'u image.", "Judged by %'u images.", n), n);
}

static void
update (LensAuditPage *self)
{
  LensAuditing *auditing;
  g_autofree char *state = NULL;
  guint n;

  if (lens_session_is_closed (self->session))
    return;
  auditing = get_auditing (self);
  n = lens_auditing_get_n (auditing);
  state = dup_state (self);
  gtk_label_set_text (self->state_label, state);
  gtk_progress_bar_set_fraction (self->progress, n > 0 ? (double) lens_auditing_get_n_done (auditing) / n : 0.0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), lens_auditing_is_working (auditing));
  gtk_widget_set_visible (self->stop_button, lens_auditing_is_working (auditing));
  gtk_widget_set_visible (self->start_button, !lens_auditing_is_working (auditing));
  show_findings (self);
}

/* ---- the object ---- */

static void
lens_audit_page_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_AUDIT_PAGE (object)->shown);
  g_clear_object (&LENS_AUDIT_PAGE (object)->session);

  G_OBJECT_CLASS (lens_audit_page_parent_class)->dispose (object);
}

static void
lens_audit_page_class_init (LensAuditPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_audit_page_dispose;
  gtk_widget_class_set_css_name (widget_class, "lens-audit-page");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-audit-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LensAuditPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, LensAuditPage, progress);
  gtk_widget_class_bind_template_child (widget_class, LensAuditPage, start_button);
  gtk_widget_class_bind_template_child (widget_class, LensAuditPage, stop_button);
  gtk_widget_class_bind_template_child (widget_class, LensAuditPage, findings);
}

static void
lens_audit_page_init (LensAuditPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lens_keys_fill_tooltips (GTK_WIDGET (self));
}

void
lens_audit_page_set_session (LensAuditPage *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_AUDIT_PAGE (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (lens_session_get_auditing (session), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}
