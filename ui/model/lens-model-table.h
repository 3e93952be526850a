/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-model-reports.h"

G_BEGIN_DECLS

/* A table of a model's classes: a row each, with what is known of it in figures. Where there is no room for its columns
 * it scrolls sideways. */
GtkWidget *lens_model_table_new (DermModel *model, const LensModelReports *reports);

G_END_DECLS
