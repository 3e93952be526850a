/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>
#include <derm.h>

G_BEGIN_DECLS

#define LENS_TYPE_LOADER (lens_loader_get_type ())
G_DECLARE_FINAL_TYPE (LensLoader, lens_loader, LENS, LOADER, GObject)

/* Reads, checks, hashes and compiles the model of a file on a worker thread. Only the file that was asked for last is
 * answered.
 *
 * Property "is-loading". Signals: "loaded" (DermClassifier), "calibrated" (the same, for a calibration), "failed" (the
 * file's name, the reason). */

LensLoader *lens_loader_new (void);

/* file: a local file that derm_model_new_from_file() reads. What was asked for before is cancelled. */
void lens_loader_load (LensLoader *self, GFile *file);
/* The same for one of several networks in the file; NULL is the one that is taken by itself. */
void lens_loader_load_weights (LensLoader *self, GFile *file, const char *key);
/* The same for a calibration: a file that derm_recalibration_save() has written, for that model and recipe. */
void lens_loader_calibrate (LensLoader *self, GFile *file, DermModel *model, DermRecipe *recipe);
/* Nothing is answered any more. */
void lens_loader_cancel (LensLoader *self);
gboolean lens_loader_is_loading (LensLoader *self);

/* Whether the file's name ends like that of a model: .safetensors, .pth, .pt. Its content is not looked at. */
gboolean lens_loader_is_model (GFile *file);

G_END_DECLS
