/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_MESSAGE_BARS (lens_message_bars_get_type ())
G_DECLARE_FINAL_TYPE (LensMessageBars, lens_message_bars, LENS, MESSAGE_BARS, GtkWidget)

/* The last error, until somebody closes it, and the last notice, for as long as it takes to read it. */

void lens_message_bars_set_session (LensMessageBars *self, LensSession *session);

G_END_DECLS
