/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Runs the built derm as a process and makes the files that it is given. */

#include <gio/gio.h>
#include <json-glib/json-glib.h>

typedef struct {
  int status; /* exit status */
  char *out;  /* zero-terminated */
  gsize out_length;
  char *err;
} CliRun;

void cli_run_free (CliRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliRun, cli_run_free)

/* Runs derm in the folder of cli_fixture_init() with these arguments, NULL at the end. */
CliRun *cli_run (const char *first, ...) G_GNUC_NULL_TERMINATED;

/* The same with bytes on standard input and other environment variables ("A=b" ..., NULL at the end); both nullable. */
CliRun *cli_run_full (GBytes *input, const char *const *environment, const char *const *arguments);

/* A folder of this test program, removed at the end; the path of a file in it. */
void cli_fixture_init (void);
void cli_fixture_clear (void);
char *cli_path (const char *name);
const char *cli_folder (void);

/* Writes an image of random blobs, another for each seed; the name's ending decides the format. Returns its path. */
char *cli_make_image (const char *name, int width, int height, guint32 seed);
char *cli_make_file (const char *name, const void *content, gsize length);

/* The header of a PNG of that size, with nothing behind it. */
char *cli_make_png_header (const char *name, guint32 width, guint32 height);

/* The only line of jsonl output, as an object. */
JsonParser *cli_parse_json (const CliRun *run);
JsonObject *cli_object (JsonParser *parser);

/* RFC 4180: an array of rows, each an array of fields. Fails the test on anything else. */
GPtrArray *cli_parse_csv (const char *text);

/* SHA-256 of the pixels of a PNG file, row by row, RGB. */
char *cli_pixels_sha256 (const char *path);

/* The object of a jsonl run of `derm predict` on the image with these options, NULL at the end, which must go well. */
JsonParser *cli_predict (const char *model, const char *image, ...) G_GNUC_NULL_TERMINATED;

/* Members of such objects. */
void cli_assert_string (JsonParser *parser, const char *member, const char *value);
void cli_assert_same_array (JsonParser *a, JsonParser *b, const char *member);
