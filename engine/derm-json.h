/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/* Values in JSON, the same on every computer and in every locale. */

/* The shortest decimal that reads back as the same float. */
void derm_json_append_float (GString *text, float value);
/* As a JSON string, null for NULL; what is not UTF-8 becomes U+FFFD. */
void derm_json_append_string (GString *text, const char *string);
/* A member of an object with such a string, behind a comma if it is not the first. */
void derm_json_append_member (GString *text, const char *key, const char *string);

#pragma GCC visibility pop
G_END_DECLS
