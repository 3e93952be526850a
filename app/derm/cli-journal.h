/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The journal of a run that writes to a file: FILE.run beside FILE. Its first line is a JSON object, the head: what the
 * rows were made by. A line follows for each finished image, in the order of its rows in FILE, which is that of the
 * list unless the run was --unordered:
 *
 *   INDEX OFFSET SIZE MTIME NAMEHASH CONTENTHASH|- ROWSHASH
 *
 * and, when the run has come to its end, "end N_LISTED LISTHASH". FILE is written before the journal: what a line says
 * is in FILE, and FILE may have more. A program that was stopped may leave a torn last line; it is as if it were not
 * there. A journal of an earlier version has no ROWSHASH. */

#include <glib.h>

#define CLI_JOURNAL_VERSION 1

/* What all rows of a run were made by. Members of texts are owned. */
typedef struct {
  char *version;     /* of derm */
  char *model;       /* SHA-256 of its file */
  char *weights_key; /* nullable: which of its networks */
  char *recipe;      /* JSON: an object, or an array of them for several recipes */
  char *calibration; /* nullable: SHA-256 of the file that was given for the model's own */
  char *format;      /* "csv", "jsonl", ... */
  char *fields;      /* nullable: a JSON array of names */
  char *decision;
  char *scores;
  guint shard, n_shards; /* from 1; both 0: the whole list */
  gboolean by_hash;      /* an image is the same if its content is */
} CliJournalHead;

void cli_journal_head_clear (CliJournalHead *head);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliJournalHead, cli_journal_head_clear)

/* One thing that two heads do not have in common: its name as the journal has it, or for a part of a recipe as rows
 * have it, and both values as people can read them. */
typedef struct {
  char *member, *of_a, *of_b; /* owned */
} CliJournalDifference;

/* (transfer full) (element-type CliJournalDifference) All that differs, in the order of the journal; empty if nothing
 * does. Shards are compared only if with_shard. */
GArray *cli_journal_head_compare (const CliJournalHead *a, const CliJournalHead *b, gboolean with_shard);

/* A finished image. One that failed has rows and a line like any other, and -1 for its size and its time: it is never
 * the same as a file that is there. */
typedef struct {
  guint64 index;    /* 0-based place in the whole list, before sharding */
  guint64 offset;   /* length of FILE after its rows */
  gint64 size;      /* in bytes; -1: it failed */
  gint64 mtime;     /* ns since 1970; -1: it failed */
  char name[17];    /* first 16 hexadecimal digits of the SHA-256 of the name's bytes */
  char content[65]; /* SHA-256 of the file's content; "": not asked for */
  char rows[17];    /* first 16 hexadecimal digits of the SHA-256 of its rows; "": not known */
} CliJournalEntry;

void cli_journal_hash_name (const char *name, char hash[17]);
void cli_journal_hash_rows (const char *rows, gsize length, char hash[17]);

/* ---- writing: a line each, with its end ---- */

void cli_journal_append_head (GString *text, const CliJournalHead *head);
void cli_journal_append_entry (GString *text, const CliJournalEntry *entry);
/* list_hash: SHA-256 over all names of the whole list, each with a NUL behind it. */
void cli_journal_append_end (GString *text, guint64 n_listed, const char *list_hash);

/* ---- reading, a line at a time ---- */

typedef struct _CliJournal CliJournal;

/* (transfer full) "FILE.run" */
char *cli_journal_path (const char *output);

/* Opens a journal and reads its head into *head. NULL with the error set, which names no file: G_FILE_ERROR if it
 * cannot be read, G_IO_ERROR_INVALID_DATA if it is none, or of another version. */
CliJournal *cli_journal_open (const char *path, CliJournalHead *head, GError **error);

/* The next image; false at the end, at "end ..." and from the first line on that is torn or none. Offsets never fall: a
 * line with a smaller one than before it is none. */
gboolean cli_journal_next (CliJournal *journal, CliJournalEntry *entry);

/* After the last image: whether the run came to its end, and then what it had for a list. list_hash is borrowed. */
gboolean cli_journal_is_complete (const CliJournal *journal, guint64 *n_listed, const char **list_hash);

/* Bytes up to the end of the last line that was taken, the head's or an image's. */
guint64 cli_journal_get_length (const CliJournal *journal);

void cli_journal_free (CliJournal *journal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliJournal, cli_journal_free)
