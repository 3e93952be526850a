/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lines of JSON objects, most of whose values are strings: what notes are kept as. */

/* Appends the string with its quotes. Text must be UTF-8. */
void lens_jsonl_append_string (GString *line, const char *text);

/* (transfer full) Member -> value, owned strings; NULL if the line is anything else. */
GHashTable *lens_jsonl_parse (const char *line);

/**
 * lens_jsonl_parse_any:
 * @others: (transfer none): gets the members whose values are no strings, and the text of these values
 *
 * The same for an object of any values, none of whose names is there twice.
 */
GHashTable *lens_jsonl_parse_any (const char *line, GHashTable *others);

G_END_DECLS
