/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>

#include "pickle.h"

G_BEGIN_DECLS

/* What a pickle holds beside tensors, as JSON: dicts (whole numbers as keys become text) and the attributes of objects
 * are objects, lists and tuples are arrays. What JSON has no word for, and what lies deeper or is longer than anything
 * that people write down, is left out. (transfer full) An object, perhaps empty. */
G_GNUC_INTERNAL JsonNode *derm_torch_notes_new (const PickleValue *root);

G_END_DECLS
