/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * DermWalkFlags:
 * @DERM_WALK_RECURSIVE: folders below the folder too
 * @DERM_WALK_HIDDEN: hidden files and folders too
 */
typedef enum {
  DERM_WALK_DEFAULT = 0,
  DERM_WALK_RECURSIVE = 1 << 0,
  DERM_WALK_HIDDEN = 1 << 1,
} DermWalkFlags;

/* Folders below the folder that are entered; deeper ones are left out. */
#define DERM_WALK_MAX_DEPTH 32

/**
 * DermWalkFile:
 * @modified: when it was changed, in seconds since 1970
 *
 * A file that is an image by its name.
 */
typedef struct {
  GFile *file;
  gint64 modified;
} DermWalkFile;

/**
 * DermWalkBatch: (skip)
 * @folder: the folder that was read
 * @depth: 0 for the one that the walk began with
 * @files: its images, in natural order: image9 before image10
 * @n_folders: folders in it, entered or not
 * @error: (nullable): why it could not be read to its end
 *
 * What one folder holds.
 */
typedef struct {
  GFile *folder;
  int depth;
  const DermWalkFile *files;
  guint n_files, n_folders;
  const GError *error;
} DermWalkBatch;

/**
 * DermWalkFunc: (skip)
 * @batch: belongs to the walk; valid during the call
 *
 * Called for each folder, on the thread that walks, a folder before those in it.
 */
typedef void (*DermWalkFunc) (const DermWalkBatch *batch, gpointer user_data);

#define DERM_TYPE_WALK (derm_walk_get_type ())
G_DECLARE_FINAL_TYPE (DermWalk, derm_walk, DERM, WALK, GObject)

/* Finds the images in a folder, by their names (derm-image-format.h). A link to a file is a file like any other, and
 * what is neither a file nor a folder is found too, for whoever opens it will say what is wrong. A link to a folder is
 * not entered, since it may lead in a circle. */

/**
 * derm_walk_new:
 *
 * Returns: (transfer full): a walk to be run once
 */
DermWalk *derm_walk_new (GFile *folder, DermWalkFlags flags);

/**
 * derm_walk_run: (skip)
 * @func: called for each folder
 *
 * Blocks. That a folder below cannot be read is told by its batch.
 *
 * Returns: whether the first folder was read and nobody cancelled; with @error set otherwise
 */
gboolean derm_walk_run (DermWalk *self, DermWalkFunc func, gpointer user_data, GCancellable *cancellable,
                        GError **error);

/* ---- what was left out; to be asked after the run ---- */

/**
 * derm_walk_list_endings:
 *
 * Returns: (transfer full) (array zero-terminated=1): the endings of files that are no images by their names, in small
 * letters and from the dot on, "" for names without one; the most frequent first
 */
char **derm_walk_list_endings (DermWalk *self);

/**
 * derm_walk_get_n_left_out:
 * @ending: (nullable): one of these endings, or %NULL for all
 *
 * Returns: how many files were left out
 */
guint derm_walk_get_n_left_out (DermWalk *self, const char *ending);

/**
 * derm_walk_describe_left_out:
 *
 * Returns: (transfer full) (nullable): the same in words, like "2 .csv, 1 .txt", or %NULL if nothing was left out
 */
char *derm_walk_describe_left_out (DermWalk *self);

/**
 * derm_walk_get_links:
 *
 * Returns: (transfer none) (element-type GFile): links to folders that were not entered, neither by the link nor at their own place
 */
GPtrArray *derm_walk_get_links (DermWalk *self);

/**
 * derm_walk_get_deep_folders:
 *
 * Returns: (transfer none) (element-type GFile): folders more than %DERM_WALK_MAX_DEPTH below the first, which were not
 * entered
 */
GPtrArray *derm_walk_get_deep_folders (DermWalk *self);

#pragma GCC visibility pop
G_END_DECLS
