/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

G_BEGIN_DECLS

/* Explanations that are known, by what they were asked: going back to an image, a class or a method needs no work. Of
 * too many those go that were not asked for longest. */
typedef struct _LensExplained LensExplained;

/* max: how many are kept. */
LensExplained *lens_explained_new (guint max);
void lens_explained_free (LensExplained *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensExplained, lens_explained_free)

/**
 * lens_explained_dup_key:
 * @options: with a class that is not -1
 * @draw: of random weights; -1 for the network's own
 *
 * Returns: (transfer full): all that the answer depends on. Occlusion answers for all classes at once: its key has none
 */
char *lens_explained_dup_key (DermModel *model, DermInput *input, const DermExplainOptions *options, int draw);

/**
 * lens_explained_find:
 * @seconds: (out) (optional): how long the work took
 *
 * Returns: (transfer none) (nullable): what was kept; it may be of another class if it is occlusion's
 */
DermExplanation *lens_explained_find (LensExplained *self, const char *key, double *seconds);
void lens_explained_keep (LensExplained *self, const char *key, DermExplanation *explanation, double seconds);
guint lens_explained_get_n (LensExplained *self);

G_END_DECLS
