/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-messages.h"

#include <glib/gi18n.h>

typedef struct {
  char *text;
  gboolean is_failures; /* of files that were opened together */
  gboolean has_more;
  gconstpointer about; /* not to be used but as a name; or NULL */
} Error;

struct _LensMessages {
  GObject parent_instance;

  GPtrArray *errors;                         /* of Error: none is lost before it is closed; the newest is the last */
  char *notices[LENS_N_NOTICE_KINDS];        /* one of each kind */
  LensNoticeKind order[LENS_N_NOTICE_KINDS]; /* the newest is the last */
  guint n_notices;
};

G_DEFINE_FINAL_TYPE (LensMessages, lens_messages, G_TYPE_OBJECT)

enum { PROP_ERROR = 1, PROP_NOTICE, N_PROPS };
enum { CANCELLED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
error_free (gpointer data)
{
  Error *error = data;

  g_free (error->text);
  g_free (error);
}

static void
lens_messages_finalize (GObject *object)
{
  LensMessages *self = LENS_MESSAGES (object);

  g_ptr_array_unref (self->errors);
  for (int i = 0; i < LENS_N_NOTICE_KINDS; i++)
    g_free (self->notices[i]);

  G_OBJECT_CLASS (lens_messages_parent_class)->finalize (object);
}

static void
lens_messages_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LensMessages *self = LENS_MESSAGES (object);

  switch (id)
    {
    case PROP_ERROR:
      g_value_set_string (value, lens_messages_get_error (self));
      break;
    case PROP_NOTICE:
      g_value_set_string (value, lens_messages_get_notice (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lens_messages_class_init (LensMessagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = lens_messages_finalize;
  object_class->get_property = lens_messages_get_property;

  properties[PROP_ERROR] = g_param_spec_string ("error", "Error", "What went wrong", NULL, flags);
  properties[PROP_NOTICE] = g_param_spec_string ("notice", "Notice", "What was done", NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CANCELLED]
      = g_signal_new ("cancelled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_messages_init (LensMessages *self)
{
  self->errors = g_ptr_array_new_with_free_func (error_free);
}

LensMessages *
lens_messages_new (void)
{
  return g_object_new (LENS_TYPE_MESSAGES, NULL);
}

/* ---- errors ---- */

static Error *
get_newest (LensMessages *self)
{
  return self->errors->len > 0 ? self->errors->pdata[self->errors->len - 1] : NULL;
}

/* What is said again is said once; of files that could not be opened only the last count is true. Takes over text. */
static void
add_error (LensMessages *self, char *text, gboolean is_failures, gboolean has_more)
{
  Error *error = g_new0 (Error, 1);

  *error = (Error){ text, is_failures, has_more, NULL };
  for (guint i = self->errors->len; i > 0; i--)
    {
      const Error *old = self->errors->pdata[i - 1];

      if (g_str_equal (old->text, text) || (is_failures && old->is_failures))
        g_ptr_array_remove_index (self->errors, i - 1);
    }
  g_ptr_array_add (self->errors, error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

void
lens_messages_show_error (LensMessages *self, const char *name, const char *reason)
{
  g_return_if_fail (LENS_IS_MESSAGES (self));
  g_return_if_fail (reason != NULL);

  /* TRANSLATORS: name of a file, and why it could not be opened */
  add_error (self, name != NULL ? g_strdup_printf (_ ("%s: %s"), name, reason) : g_strdup (reason), FALSE, FALSE);
}

void
lens_messages_show_failures (LensMessages *self, const char *text, gboolean has_more)
{
  g_return_if_fail (LENS_IS_MESSAGES (self));
  g_return_if_fail (text != NULL);

  add_error (self, g_strdup (text), TRUE, has_more);
}

void
lens_messages_tie_error (LensMessages *self, gconstpointer about)
{
  g_return_if_fail (LENS_IS_MESSAGES (self));

  if (self->errors->len > 0)
    get_newest (self)->about = about;
}

void
lens_messages_take_back (LensMessages *self, gconstpointer about)
{
  guint n;

  g_return_if_fail (LENS_IS_MESSAGES (self));
  g_return_if_fail (about != NULL);

  n = self->errors->len;
  for (guint i = n; i > 0; i--)
    if (((const Error *) self->errors->pdata[i - 1])->about == about)
      g_ptr_array_remove_index (self->errors, i - 1);
  if (self->errors->len < n)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

void
lens_messages_clear_error (LensMessages *self)
{
  g_return_if_fail (LENS_IS_MESSAGES (self));

  if (self->errors->len == 0)
    return;
  g_ptr_array_remove_index (self->errors, self->errors->len - 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

void
lens_messages_clear_errors (LensMessages *self)
{
  g_return_if_fail (LENS_IS_MESSAGES (self));

  if (self->errors->len == 0)
    return;
  g_ptr_array_set_size (self->errors, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

const char *
lens_messages_get_error (LensMessages *self)
{
  g_return_val_if_fail (LENS_IS_MESSAGES (self), NULL);

  return self->errors->len > 0 ? get_newest (self)->text : NULL;
}

gboolean
lens_messages_has_more (LensMessages *self)
{
  g_return_val_if_fail (LENS_IS_MESSAGES (self), FALSE);

  return self->errors->len > 0 && get_newest (self)->has_more;
}

guint
lens_messages_get_n_errors (LensMessages *self)
{
  g_return_val_if_fail (LENS_IS_MESSAGES (self), 0);

  return self->errors->len;
}

char *
lens_messages_dup_errors (LensMessages *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (LENS_IS_MESSAGES (self), g_string_free (text, FALSE));

  for (guint i = self->errors->len; i > 0; i--)
    {
      const Error *error = self->errors->pdata[i - 1];

      if (!error->has_more) /* the list says more of these */
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", error->text);
    }

  return g_string_free (text, FALSE);
}

/* ---- notices ---- */

/* Whether there was one of that kind. */
static gboolean
take_away (LensMessages *self, LensNoticeKind kind)
{
  guint n = 0;

  for (guint i = 0; i < self->n_notices; i++)
    if (self->order[i] != kind)
      self->order[n++] = self->order[i];
  g_clear_pointer (&self->notices[kind], g_free);
  if (n == self->n_notices)
    return FALSE;
  self->n_notices = n;

  return TRUE;
}

void
lens_messages_show_notice (LensMessages *self, const char *text, LensNoticeKind kind)
{
  g_return_if_fail (LENS_IS_MESSAGES (self));
  g_return_if_fail (text != NULL);
  g_return_if_fail (kind < LENS_N_NOTICE_KINDS);

  take_away (self, kind);
  if (kind == LENS_NOTICE_UNDOABLE || kind == LENS_NOTICE_REDOABLE) /* there is one way back, or forth */
    take_away (self, kind == LENS_NOTICE_UNDOABLE ? LENS_NOTICE_REDOABLE : LENS_NOTICE_UNDOABLE);
  take_away (self, LENS_NOTICE_DONE); /* it has nothing to press: nobody needs it again */
  self->notices[kind] = g_strdup (text);
  self->order[self->n_notices++] = kind;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
}

void
lens_messages_clear_notice (LensMessages *self)
{
  g_return_if_fail (LENS_IS_MESSAGES (self));

  if (self->n_notices > 0)
    lens_messages_clear_kind (self, self->order[self->n_notices - 1]);
}

void
lens_messages_clear_kind (LensMessages *self, LensNoticeKind kind)
{
  g_return_if_fail (LENS_IS_MESSAGES (self));
  g_return_if_fail (kind < LENS_N_NOTICE_KINDS);

  if (take_away (self, kind))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
}

const char *
lens_messages_get_notice (LensMessages *self)
{
  g_return_val_if_fail (LENS_IS_MESSAGES (self), NULL);

  return self->n_notices > 0 ? self->notices[self->order[self->n_notices - 1]] : NULL;
}

LensNoticeKind
lens_messages_get_notice_kind (LensMessages *self)
{
  g_return_val_if_fail (LENS_IS_MESSAGES (self), LENS_NOTICE_DONE);

  return self->n_notices > 0 ? self->order[self->n_notices - 1] : LENS_NOTICE_DONE;
}

void
lens_messages_cancel (LensMessages *self)
{
  g_return_if_fail (LENS_IS_MESSAGES (self));

  g_signal_emit (self, signals[CANCELLED], 0);
}
