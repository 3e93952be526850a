/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_ACTIONS (lens_actions_get_type ())
G_DECLARE_DERIVABLE_TYPE (LensActions, lens_actions, LENS, ACTIONS, GObject)

/**
 * LensActionsClass:
 * @update: sets what of the actions can be done now, and their states; called after every change of the session
 *
 * The actions of a room. The window shows all of them as its own, "win.…", so their names are unique.
 */
struct _LensActionsClass {
  GObjectClass parent_class;

  void (*update) (LensActions *self);
};

/* The instance is the user data of the entries. */
void lens_actions_add (LensActions *self, const GActionEntry *entries, int n_entries);
/* From now on the class's update() follows the session. Once, when the instance is complete. */
void lens_actions_follow (LensActions *self, LensSession *session);
LensSession *lens_actions_get_session (LensActions *self);
void lens_actions_update (LensActions *self);

GActionGroup *lens_actions_get_group (LensActions *self);
GSimpleAction *lens_actions_find (LensActions *self, const char *name);
void lens_actions_set_enabled (LensActions *self, const char *name, gboolean is_enabled);
/* value: floating or not. */
void lens_actions_set_state (LensActions *self, const char *name, GVariant *value);
gboolean lens_actions_is_on (LensActions *self, const char *name);

/* All of its actions are those of the map, too. */
void lens_actions_export (LensActions *self, GActionMap *map);

G_END_DECLS
