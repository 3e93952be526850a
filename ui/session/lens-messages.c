/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-messages.h"

#include <glib/gi18n.h>

struct _LensMessages {
  GObject parent_instance;

  char *error;
  char *notice;
  LensNoticeKind notice_kind;
  gboolean has_more;
};

G_DEFINE_FINAL_TYPE (LensMessages, lens_messages, G_TYPE_OBJECT)

enum { PROP_ERROR = 1, PROP_NOTICE, N_PROPS };
enum { CANCELLED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
lens_messages_finalize (GObject *object)
{
  LensMessages *self = LENS_MESSAGES (object);

  g_free (self->error);
  g_free (self->notice);

  G_OBJECT_CLASS (lens_messages_parent_class)->finalize (object);
}

static void
lens_messages_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LensMessages *self = LENS_MESSAGES (object);

  switch (id)
    {
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    case PROP_NOTICE:
      g_value_set_string (value, self->notice);
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
}

LensMessages *
lens_messages_new (void)
{
  return g_object_new (LENS_TYPE_MESSAGES, NULL);
}

static void
set_error (LensMessages *self, char *error, gboolean has_more)
{
  g_free (self->error);
  self->error = error;
  self->has_more = has_more;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

void
lens_messages_show_error (LensMessages *self, const char *name, const char *reason)
{
  g_return_if_fail (LENS_IS_MESSAGES (self));
  g_return_if_fail (reason != NULL);

  /* TRANSLATORS: name of a file, and why it could not be opened */
  set_error (self, name != NULL ? g_strdup_printf (_ ("%s: %s"), name, reason) : g_strdup (reason), FALSE);
}

void
lens_messages_show_failures (LensMessages *self, const char *text, gboolean has_more)
{
  g_return_if_fail (LENS_IS_MESSAGES (self));
  g_return_if_fail (text != NULL);

  set_error (self, g_strdup (text), has_more);
}

void
lens_messages_clear_error (LensMessages *self)
{
  g_return_if_fail (LENS_IS_MESSAGES (self));

  if (self->error != NULL)
    set_error (self, NULL, FALSE);
}

const char *
lens_messages_get_error (LensMessages *self)
{
  g_return_val_if_fail (LENS_IS_MESSAGES (self), NULL);

  return self->error;
}

gboolean
lens_messages_has_more (LensMessages *self)
{
  g_return_val_if_fail (LENS_IS_MESSAGES (self), FALSE);

  return self->has_more;
}

void
lens_messages_show_notice (LensMessages *self, const char *text, LensNoticeKind kind)
{
  g_return_if_fail (LENS_IS_MESSAGES (self));
  g_return_if_fail (text != NULL);

  g_free (self->notice);
  self->notice = g_strdup (text);
  self->notice_kind = kind;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
}

void
lens_messages_clear_notice (LensMessages *self)
{
  g_return_if_fail (LENS_IS_MESSAGES (self));

  if (self->notice == NULL)
    return;
  g_clear_pointer (&self->notice, g_free);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
}

const char *
lens_messages_get_notice (LensMessages *self)
{
  g_return_val_if_fail (LENS_IS_MESSAGES (self), NULL);

  return self->notice;
}

LensNoticeKind
lens_messages_get_notice_kind (LensMessages *self)
{
  g_return_val_if_fail (LENS_IS_MESSAGES (self), LENS_NOTICE_DONE);

  return self->notice_kind;
}

void
lens_messages_cancel (LensMessages *self)
{
  g_return_if_fail (LENS_IS_MESSAGES (self));

  g_signal_emit (self, signals[CANCELLED], 0);
}
