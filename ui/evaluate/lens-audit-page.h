/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_AUDIT_PAGE (lens_audit_page_get_type ())
G_DECLARE_FINAL_TYPE (LensAuditPage, lens_audit_page, LENS, AUDIT_PAGE, GtkWidget)

/* Whether something is wrong with the model, or with the images that it is judged by: a question and an answer for each
 * of the findings, in the words of `derm audit`. */

void lens_audit_page_set_session (LensAuditPage *self, LensSession *session);

G_END_DECLS
