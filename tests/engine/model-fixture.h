/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Model files that are built here. */

#include <derm.h>

/* conv 3 -> 2 on 4 × 4, relu, flatten, linear 32 -> 2: 2·3·9 + 2 + 2·32 + 2 = 122 floats */
enum { N_FLOATS = 122, DATA_SIZE = 4 * N_FLOATS };

/* The header of a good one. */
extern const char model_good_header[];

/* In front of the card. */
#define CALIBRATION(scale, offset, ece)                                                                                \
  "\"calibration\":\"{\\\"scale\\\":" scale ",\\\"offset\\\":" offset ",\\\"fitted_on\\\":\\\"x\\\",\\\"ece\\\":" ece  \
  "}\",\"card\":"

/* The folder of this program's files, removed at the end. */
extern char *model_folder;
void model_fixture_init (void);
void model_fixture_clear (void);

/* The bytes of a file with that header and weights 1, 2, 3 ... */
GByteArray *model_build (const char *header);
DermModel *model_open_bytes (gconstpointer data, gsize size, GError **error);
DermModel *model_open_header (const char *header, GError **error);
void model_check_refused (DermModel *model, const GError *error, const char *reason);
/* The good header with the first `from` replaced. */
char *model_replace (const char *from, const char *to);
