/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"

G_BEGIN_DECLS

/* Fits a calibration on the images that Evaluate counts and writes it to the path, on a thread; the messages say how it
 * went. Images that the model was trained on are refused. */
void lens_save_calibration (LensSession *session, DermScalingMethod method, const char *path, gboolean is_hiding_names);

G_END_DECLS
