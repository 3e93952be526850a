/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_FILTER_VALUES (lens_filter_values_get_type ())
G_DECLARE_FINAL_TYPE (LensFilterValues, lens_filter_values, LENS, FILTER_VALUES, GtkBox)

/* The values of one topic, to choose those that the filter shows; beside each stands how many images it would add.
 * Rows stay while the list changes: only their numbers follow. */

GtkWidget *lens_filter_values_new (LensSession *session, LensTopic topic);

G_END_DECLS
