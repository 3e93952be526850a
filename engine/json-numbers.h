/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A member of an object behind a comma; null if the number is not finite: JSON has no word for it. */
G_GNUC_INTERNAL void derm_json_append_number (GString *text, const char *key, float value);

/* Numbers with a separator between them, null for those that are not finite; nothing for NULL. */
G_GNUC_INTERNAL void derm_json_append_list (GString *text, const float *values, int n, char separator);

/* The same with an array of n; null for NULL. */
G_GNUC_INTERNAL void derm_json_append_numbers (GString *text, const char *key, const float *values, int n);

G_END_DECLS
