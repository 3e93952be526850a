/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* What the subcommands share. */

#include <derm.h>

/* Exit statuses, as derm(1) lists them. */
typedef enum {
  CLI_OK,
  CLI_USAGE,   /* wrong options */
  CLI_MODEL,   /* the model could not be used, or its self-test failed */
  CLI_IMAGES,  /* some images failed, the others are done */
  CLI_OUTPUT,  /* the result could not be written */
  CLI_REFUSED, /* what the output's file has already is not replaced or gone on with; nothing was done */
} CliStatus;

/* Subcommands: argv without the program's name, options parsed inside. */
CliStatus cmd_predict (char **argv);
CliStatus cmd_merge (char **argv);
CliStatus cmd_preprocess (char **argv);
CliStatus cmd_info (char **argv);
CliStatus cmd_convert (char **argv);
CliStatus cmd_selftest (char **argv);
CliStatus cmd_audit (char **argv);
CliStatus cmd_evaluate (char **argv);
CliStatus cmd_explain (char **argv);
CliStatus cmd_activations (char **argv);
CliStatus cmd_stability (char **argv);
CliStatus cmd_features (char **argv);
CliStatus cmd_similar (char **argv);
CliStatus cmd_lessons (char **argv);

/* "derm: …" on standard error. */
void cli_error (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Lines on standard error. */
void cli_put_error (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* How far a run is, on the last line of the terminal that standard error is, in place of what was shown before; NULL:
 * nothing. Whatever is said on standard error takes its place, too. */
void cli_show_line (const char *text);

/* The same with the file's name as a terminal can show it, and the reason. */
void cli_file_error (const char *path, const GError *reason);

/* A subcommand as its help shows it. */
typedef struct {
  const char *name;
  const char *parameters; /* translated, or NULL: it has none */
  const char *summary;    /* translated */
  const GOptionEntry *entries;
} CliCommand;

/* Takes the options out of argv; the rest goes to *files (nullable). False after saying what is wrong. */
gboolean cli_parse (const CliCommand *command, char **argv, char ***files);

/* The model of that file, or the bundled one for NULL; weights_key (nullable) chooses among several networks. NULL
 * after saying what is wrong. */
DermModel *cli_load_model (const char *path, const char *weights_key);

/* Codes of its classes, in their order. (transfer full) */
char **cli_list_labels (DermModel *model);

/* (transfer full) NULL after saying what is wrong, with the status to end with. */
DermClassifier *cli_make_classifier (DermModel *model, const char *isa, int n_threads, CliStatus *status);

/* On standard error what has to be known of the model, a line each; with_labels: also that its labels are assumed. */
void cli_tell_remarks (DermModel *model, gboolean with_labels);

/* A local file as GIO sees it, without the virtual file systems that would take time to load. */
GFile *cli_file (const char *path);

/* The whole of standard input, decoded. Blocks. */
DermImage *cli_read_stdin (GError **error);

/* The image in that file, or on standard input. */
DermImage *cli_read_image (const char *path, GError **error);

/* What the recipe makes of it. */
DermInput *cli_make_input (const char *path, DermRecipe *recipe, GError **error);

/* A function of the library of figures, which is loaded only here: drawing text brings forty libraries along. */
void *cli_find_figure (const char *function, GError **error);

gboolean cli_is_stdin (const char *path);
gboolean cli_has_ending (const char *path, const char *const *endings);
gboolean cli_is_same_file (const char *a, const char *b);

/* UTF-8 text to standard output, in the terminal's character set. */
void cli_put (const char *text);

/* Rows for another program, as they are; on a terminal like cli_put(). */
void cli_put_data (const char *text, gsize length);

/* Whether standard output took all that was written; says why not otherwise. Where it is a pipe that nobody reads any
 * more, the process ends by SIGPIPE, if cli_ignore_pipe_signal() found that signal as it is by default. */
gboolean cli_flush (void);

/* Once, at the start: what is written elsewhere than to standard output must not end the process. */
void cli_ignore_pipe_signal (void);

/* Columns that the text takes in a terminal. */
int cli_text_width (const char *text);

/* Appends text and fills up with spaces to `width` columns, in front if `is_right`. */
void cli_append_padded (GString *line, const char *text, int width, gboolean is_right);

/* Appends words and a line break; lines are at most CLI_TEXT_WIDTH wide, all but the first indented: the first is for
 * the caller to begin at that column. */
enum { CLI_TEXT_WIDTH = 100 };
void cli_append_wrapped (GString *text, const char *words, int indent);

/* What a terminal can show: valid UTF-8, of this terminal's characters, without control characters but for direction
 * marks. All that derm writes for people goes through it, line by line; single values go through it before, so that
 * they stay in their line. (transfer full) */
char *cli_printable (const char *text);
