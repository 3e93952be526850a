/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"

G_BEGIN_DECLS

/* Writes what Evaluate shows on a thread: by the ending of the path as a page (.pdf, .svg, .png) or as .txt, .csv or
 * .json; the messages say how it went. Nothing is written while there is no evaluation. is_hiding_names: nothing in it
 * tells of folders. */
void lens_save_report (LensSession *session, const char *path, gboolean is_hiding_names);

G_END_DECLS
