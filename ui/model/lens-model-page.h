/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_MODEL_PAGE (lens_model_page_get_type ())
G_DECLARE_FINAL_TYPE (LensModelPage, lens_model_page, LENS, MODEL_PAGE, GtkWidget)

/* The card of the model that is in use: what it is for, what it was trained on, its figures and limits, and where it
 * comes from. */

/* From now on it is about the model that is in use. */
void lens_model_page_set_session (LensModelPage *self, LensSession *session);
void lens_model_page_set_model (LensModelPage *self, DermModel *model);
/* In a narrow window the page is as high as its content, because the whole window scrolls. */
void lens_model_page_set_narrow (LensModelPage *self, gboolean is_narrow);
/* (transfer full) All that it says, headings and texts in lines. */
char *lens_model_page_dup_text (LensModelPage *self);

G_END_DECLS
