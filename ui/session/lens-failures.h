/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"

G_BEGIN_DECLS

#define LENS_TYPE_FAILURES (lens_failures_get_type ())
G_DECLARE_FINAL_TYPE (LensFailures, lens_failures, LENS, FAILURES, GObject)

/* The files of the last opening that could not be opened: images that failed, and names that are neither an image nor a
 * folder of images. */

/**
 * LensNameFunc:
 *
 * Returns: (transfer full): the name by which an image is shown
 */
typedef char *(*LensNameFunc) (LensItem *item, gpointer data);

LensFailures *lens_failures_new (void);

/* Another opening begins: nothing has failed yet. */
void lens_failures_begin (LensFailures *self);
/* The image belongs to this opening. */
void lens_failures_expect (LensFailures *self, LensItem *item);
/* Returns whether it belongs to this opening; only then it is counted. */
gboolean lens_failures_add (LensFailures *self, LensItem *item);
void lens_failures_refuse (LensFailures *self, const char *name, const char *reason);
/* It was removed. */
void lens_failures_forget (LensFailures *self, LensItem *item);

guint lens_failures_get_n (LensFailures *self);
/* (transfer full) "name: reason" of an image that failed. */
char *lens_failures_format (LensItem *item, LensNameFunc name_of, gpointer data);
/* (transfer full) A line for each, without a last newline. */
char *lens_failures_dup_list (LensFailures *self, LensNameFunc name_of, gpointer data);

G_END_DECLS
