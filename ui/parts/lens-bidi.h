/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Words of two directions in one line, where the language is written from right to left; as they are elsewhere. */

/* Returns: (transfer full): a line that runs in the language's direction, whatever letter it starts with. */
char *lens_bidi_line (const char *text);
/* Returns: (transfer full): the same for words or numbers by themselves, whose order is that of their own letters. */
char *lens_bidi_part (const char *text);

/* Returns: (transfer full): codes, or numbers and signs between them, from left to right in every language. */
char *lens_bidi_isolate (const char *text);

/* Returns: (transfer full): width before height in every language. */
char *lens_bidi_size (int width, int height);

/* Returns: (transfer full): derm_recipe_describe(), whose words are in the order of the line and whole in themselves.
 */
char *lens_bidi_recipe (DermRecipe *recipe);

G_END_DECLS
