/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_CHOOSER (lens_chooser_get_type ())
G_DECLARE_FINAL_TYPE (LensChooser, lens_chooser, LENS, CHOOSER, GObject)

/* The file dialogs of a window, one at a time. What is chosen there is kept out of the list of recent files that all
 * programs share.
 *
 * A file is saved where the last one was saved, at first among the user's documents: never beside the images without
 * the user's having gone there. Where that was is known to this chooser; it is written into the settings, for windows to
 * come, only while recent files are to be remembered. */

/**
 * LensFileKind:
 * @suffix: without the dot, or several with spaces between them; NULL: all files are of this kind
 */
typedef struct {
  const char *name;
  const char *suffix;
} LensFileKind;

/**
 * LensQuestion:
 * @accept: (nullable): label of the button
 * @name: (nullable): proposed for a file that is saved
 * @is_apart: it may be among the images, and other files need not follow it there
 * @kinds: (array length=n_kinds)
 */
typedef struct {
  const char *title;
  GtkFileChooserAction action;
  gboolean is_multiple;
  const char *accept;
  const char *name;
  gboolean is_apart;
  const LensFileKind *kinds;
  gsize n_kinds;
} LensQuestion;

/* files: at least one GFile. */
typedef void (*LensChosen) (gpointer owner, GListModel *files);

/* parent: borrowed; it outlives the chooser. */
LensChooser *lens_chooser_new (GtkWindow *parent);
/* Where files were saved is remembered there, if it may be. */
void lens_chooser_set_settings (LensChooser *self, GSettings *settings);
/* Calls chosen if something is chosen, and owner is still there. Does nothing while another dialog is open. */
void lens_chooser_ask (LensChooser *self, const LensQuestion *question, LensChosen chosen, gpointer owner);
/* The open dialog goes. */
void lens_chooser_close (LensChooser *self);

/* (transfer full) (nullable) The folder that is proposed for the next file that is saved; NULL: the computer has none for
 * documents. */
GFile *lens_chooser_dup_save_folder (LensChooser *self);
/* A file was saved in that folder. */
void lens_chooser_keep_save_folder (LensChooser *self, GFile *folder);

/* (transfer full) The first of what was chosen. */
GFile *lens_chooser_get_first (GListModel *files);

G_END_DECLS
