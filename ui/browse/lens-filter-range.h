/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_FILTER_RANGE (lens_filter_range_get_type ())
G_DECLARE_FINAL_TYPE (LensFilterRange, lens_filter_range, LENS, FILTER_RANGE, GtkWidget)

/* The lowest and the highest number that the filter shows of a topic, and what these numbers are. */

/* For a score of a class that is still to be chosen, give its topic the name of the first one. */
GtkWidget *lens_filter_range_new (LensSession *session, LensTopic topic);

G_END_DECLS
