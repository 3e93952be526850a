/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Strict reading of the JSON in a model file, which may come from anywhere. All errors are DERM_ERROR_MODEL; `what`
 * names the piece in them. */

/* Parses UTF-8 text; refuses deep nesting and members that are given twice. */
G_GNUC_INTERNAL JsonNode *derm_json_parse (const char *text, gsize length, const char *what, GError **error);

/* From the least to the greatest number that is accepted. */
typedef struct {
  double least, most;
} DermRange;

/* The member, or NULL with error set if it is not there or of another type. */
G_GNUC_INTERNAL const char *derm_json_get_string (JsonObject *object, const char *member, const char *what,
                                                  GError **error);
G_GNUC_INTERNAL gboolean derm_json_get_int (JsonObject *object, const char *member, DermRange range, const char *what,
                                            int *value, GError **error);
G_GNUC_INTERNAL gboolean derm_json_get_double (JsonObject *object, const char *member, const char *what, double *value,
                                               GError **error);

/* An array of exactly n numbers in the range. (transfer full) */
G_GNUC_INTERNAL double *derm_json_get_numbers (JsonObject *object, const char *member, int n, DermRange range,
                                               const char *what, GError **error);

G_END_DECLS
