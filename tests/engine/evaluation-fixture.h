/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>
#include <json-glib/json-glib.h>

/* (transfer full) fixtures/evaluation.json */
JsonParser *evaluation_fixture_open (void);
JsonArray *evaluation_fixture_get_cases (JsonParser *parser);

/* (transfer full) The set of a case. order: [n], which item comes when; NULL: as they are. */
DermEvaluationSet *evaluation_fixture_make_set (JsonObject *entry, const guint *order);
DermEvaluation *evaluation_fixture_make (JsonObject *entry);
int evaluation_fixture_n_classes (DermEvaluation *evaluation);
