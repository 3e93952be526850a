/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text of a model's card in the reader's language, if it is one of the bundled model's; any other as it is. NULL:
 * NULL. */
const char *lens_model_words (const char *text);
/* Whether it is one that can be translated. */
gboolean lens_model_words_are_known (const char *text);

G_END_DECLS
