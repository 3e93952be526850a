/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "engine/nn/nn.h"
#include "safetensors.h"

G_BEGIN_DECLS

/* Where the features of the training images lie, which are the values that the network's first linear layer reads. A
 * linear layer of its own whitens them: it moves their mean to 0 and makes their spread 1 in every direction. Belongs
 * to the weights, whatever a recipe does. */
typedef struct {
  NnLayer layer;    /* its tensors belong to the file */
  NnNet net;        /* of that layer alone */
  double threshold; /* farther is outside */
  char *fitted_on;  /* owned */
} DermDomain;

G_GNUC_INTERNAL void derm_domain_free (DermDomain *self);

/* The file's "domain" and its tensors, before the layers are read, to which they do not belong. TRUE with *domain NULL
 * if the file has none; FALSE with DERM_ERROR_MODEL. Lives as long as the file. */
G_GNUC_INTERNAL gboolean derm_domain_read (DermSafetensors *file, DermDomain **domain, GError **error);

/* Whether it is of that network. NULL, none, is of any. */
G_GNUC_INTERNAL gboolean derm_domain_check (const DermDomain *self, const NnNet *net, const NnShape *shapes,
                                            GError **error);

/* The distance of an input from the whitened features of all its views: the root of the mean square, with the same bits
 * everywhere. Infinite if it is beyond all numbers. */
G_GNUC_INTERNAL double derm_domain_measure (const DermDomain *self, int n_views, const float *whitened);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DermDomain, derm_domain_free)

G_END_DECLS
