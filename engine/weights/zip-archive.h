/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "engine/archive/derm-archive.h"

G_BEGIN_DECLS

/* derm_archive_walk() from the library of its own, which is loaded here. False with DERM_ERROR_MODEL if the archive is
 * wrong; that the visitor wanted no more is no error here. */
G_GNUC_INTERNAL gboolean derm_zip_walk (GBytes *bytes, const DermArchiveVisitor *visitor, gpointer data,
                                        GError **error);

G_END_DECLS
