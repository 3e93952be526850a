/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-classifier.h"
#include "image-hash.h"

G_BEGIN_DECLS

/* What images are compared by; borrowed. Both NULL: it is no other image's twin. */
typedef struct {
  const char *sha256;   /* of the file */
  const DermHash *hash; /* of the picture */
} TwinImage;

/* Images that are one. */
typedef struct {
  guint *images; /* owned */
  guint n_images;
  gboolean is_exact; /* the files, or only the pictures */
} TwinGroup;

/* Array of TwinGroup that frees what these own; the threads are the classifier's. NULL if cancelled. */
G_GNUC_INTERNAL GArray *derm_twin_groups_find (const TwinImage *images, guint n, DermClassifier *classifier,
                                               GCancellable *cancellable, GError **error);

/* An empty one. */
G_GNUC_INTERNAL GArray *derm_twin_groups_new (void);

/* Adds those that belong to one first image, through others too. first_of: [n], that image, or itself. */
G_GNUC_INTERNAL void derm_twin_groups_add (GArray *groups, guint *first_of, guint n, gboolean is_exact);

G_END_DECLS
