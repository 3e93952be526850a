/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What training programs write beside the weights, in whatever member and however deep: names of the classes, and the
 * mean and standard deviation that images were normalised by. */
typedef struct {
  char **codes;           /* owned, of each output (of a single output: without it and with it), or NULL */
  char *codes_key;        /* owned, where they are: "hyper_parameters.class_names" */
  char *mean_key;         /* owned, where mean and std are, or NULL */
  double mean[3], std[3]; /* of red, green, blue, from 0 to 1 */
  GPtrArray *remarks;     /* owned sentences on names that are there and not used */
} DermNotes;

/* Forms of names: name to number (class_to_idx, label2id), number to name (id2label, YOLO's names), lists (classes,
 * class_names, categories), lists of objects with a name; as values, or as text that is JSON or Python. They count if
 * they name each output once. */
G_GNUC_INTERNAL void derm_notes_read (DermNotes *self, JsonObject *notes, int n_outputs);
G_GNUC_INTERNAL void derm_notes_clear (DermNotes *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DermNotes, derm_notes_clear)

/* Text that is JSON, or a Python literal of dicts, lists, tuples, texts and numbers; NULL for any other. (transfer
 * full) */
G_GNUC_INTERNAL JsonNode *derm_notes_parse (const char *text);

/* The names that a member's value gives to numbers from 0 on, in their order; NULL if it is of no known form (*n 0) or
 * does not name all numbers up to the highest once (*n: how many it names). */
G_GNUC_INTERNAL char **derm_notes_read_names (JsonNode *node, guint *n);

G_END_DECLS
