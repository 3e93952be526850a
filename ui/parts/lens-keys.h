/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Every key of the program, once: accelerators, shortcuts, the window that lists them, tooltips and help are made from
 * this table. A new key is a line in lens-keys-table.c. */

typedef enum {
  LENS_KEYS_APPLICATION, /* an accelerator: heard before the widget with the focus */
  LENS_KEYS_WINDOW,      /* a shortcut: heard after the widget with the focus, so that an entry keeps its letters */
  LENS_KEYS_WIDGET,      /* GTK or the widget with the focus handles it by itself; it is only listed */
  LENS_KEYS_AGAIN,       /* listed in a second group: the keys are those of the action's other entry */
} LensKeysScope;

typedef enum {
  LENS_KEYS_UNLISTED,
  LENS_KEYS_IMAGES,
  LENS_KEYS_LIST,
  LENS_KEYS_NOTES,
  LENS_KEYS_CROP,
  LENS_KEYS_ASPECTS,
  LENS_KEYS_VIEW,
  LENS_KEYS_PIXELS,
  LENS_KEYS_INPUT,
  LENS_KEYS_MODEL,
  LENS_KEYS_OUTPUT,
  LENS_KEYS_OTHER,
  LENS_KEYS_N_GROUPS,
} LensKeysGroup;

typedef struct {
  LensKeysScope scope;
  LensKeysGroup group;
  const char *title;    /* to be translated; neighbours with the same title share one line of the list */
  const char *action;   /* detailed: "win.pan::left"; for a widget's own key a name without a dot, or NULL */
  const char *keys;     /* accelerators as GTK writes them, separated by "|"; texts name the first */
  const char *more;     /* further ones that are not listed, such as those of the number pad; may be NULL */
  gboolean is_mirrored; /* the list has the opposite arrow where text runs from right to left */
} LensKeys;

extern const LensKeys lens_keys[];
extern const guint lens_n_keys;

/* The titles of the groups, to be translated. */
extern const char *const lens_keys_groups[LENS_KEYS_N_GROUPS];

/* The entry with the keys of that detailed action, NULL if there is none. */
const LensKeys *lens_keys_find (const char *action);
/* (transfer full) The first key of the action as it is named in a text: "Ctrl+Shift+C". */
char *lens_keys_dup_label (const char *action);
/* (transfer full) The same for a key as GTK writes it: "<Control><Shift>c". */
char *lens_keys_dup_accel_label (const char *accel);
/* (transfer full) @text with the key's name for each action in braces: "Open Images ({win.open})". */
char *lens_keys_fill (const char *text);
/* The same for the tooltips of @widget and of all widgets in it: once, after its template is there. */
void lens_keys_fill_tooltips (GtkWidget *widget);

/* Where an arrow leads, that of the number pad too: one to the right and down; FALSE for other keys. */
gboolean lens_keys_find_arrow (guint keyval, int *dx, int *dy);

void lens_keys_install_accels (GtkApplication *application);
void lens_keys_install_shortcuts (GtkWidget *window);
/* The keys of one of these shortcuts for what has the focus within @widget, before what is around it hears them. */
void lens_keys_install_shortcut (GtkWidget *widget, const char *action);

G_END_DECLS
