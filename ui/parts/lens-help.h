/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_HELP (lens_help_get_type ())
G_DECLARE_FINAL_TYPE (LensHelp, lens_help, LENS, HELP, GtkWindow)

/* The built-in help: a list of pages, and the page. */
LensHelp *lens_help_new (GtkWindow *parent);

/* The page of that name, of lens-help-pages.c. */
void lens_help_show_page (LensHelp *self, const char *id);
const char *lens_help_get_page (LensHelp *self);
/* (transfer full) The words of the page, as they are shown. */
char *lens_help_dup_text (LensHelp *self);
gboolean lens_help_is_narrow (LensHelp *self); /* the list is a button above the page */

G_END_DECLS
