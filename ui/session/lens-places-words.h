/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"

G_BEGIN_DECLS

/* What is said of the places of images. All (transfer full). */

/* "mel 0.93": the answer and its score; "" before it is known, or while it is covered. */
char *lens_places_dup_answer (LensSession *session, LensItem *item);
/* What a class is called in the legend: its code, a flag's name, or that there is none. */
char *lens_places_dup_class (LensSession *session, const char *code);
/* Markup, beside the scores: how the nearest images of the current one are called, what the lasso holds, and what near
 * means. NULL: nothing. */
char *lens_places_dup_remark (LensSession *session);
/* "principal components, 63 % of the variation shown"; NULL before that is known. */
char *lens_places_dup_footer (LensSession *session);
/* Why there is no map, for the place of it; NULL if there is one. */
char *lens_places_dup_state (LensSession *session);
/* How far it is while results come; NULL when all are there. */
char *lens_places_dup_progress (LensSession *session);
/* All images, for those who hear it: "226 images. bkl 17, near nv. …" */
char *lens_places_dup_aloud (LensSession *session);
/* The current image and its nearest; NULL if it has no place. */
char *lens_places_dup_image_aloud (LensSession *session);

G_END_DECLS
