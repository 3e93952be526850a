/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LENS_HELP_MAX_TEXTS 7

/* One page of the help; title and paragraphs are to be translated, then lens_keys_fill() puts the keys in. */
typedef struct {
  const char *id, *title;
  const char *texts[LENS_HELP_MAX_TEXTS + 1]; /* ends with NULL */
} LensHelpPage;

extern const LensHelpPage lens_help_pages[];
extern const guint lens_n_help_pages;

G_END_DECLS
