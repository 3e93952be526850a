/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"

G_BEGIN_DECLS

/* Whether what is looked at is a painted input, which then is what is saved. */
gboolean lens_save_edited_is_wanted (LensSession *session);

/**
 * lens_save_edited:
 * @path: ending in .png
 *
 * The painted input as a picture, and beside it, in a file of the same name that ends in .json, what the network says
 * of it and of the untouched one. On a thread; the messages say how it went. The file of the image is not written to.
 */
void lens_save_edited (LensSession *session, const char *path);

G_END_DECLS
