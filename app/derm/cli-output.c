/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "cli-output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <sys/file.h>
#include <unistd.h>

#include "cli-journal.h"
#include "derm-cli.h"

gboolean
cli_output_is_input (const char *output, const char *const *inputs, gsize n_inputs)
{
  for (gsize i = 0; i < n_inputs; i++)
    if (inputs[i] != NULL && !cli_is_stdin (inputs[i]) && cli_is_same_file (output, inputs[i]))
      {
        g_autofree char *shown = cli_printable (inputs[i]);

        cli_error (_ ("The output would replace %s, which is read: name another file."), shown);
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_journal (const char *path)
{
  g_auto (CliJournalHead) head = { 0 };
  g_autoptr (CliJournal) journal = g_file_test (path, G_FILE_TEST_IS_REGULAR) /* opening a pipe would wait */
                                       ? cli_journal_open (path, &head, NULL)
                                       : NULL;

  return journal != NULL;
}

gboolean
cli_output_has_journal (const char *output)
{
  g_autofree char *journal = cli_journal_path (output);

  return g_file_test (output, G_FILE_TEST_EXISTS) && is_journal (journal);
}

/* The lock of predict-store.c. */
static gboolean
is_being_written (const char *output)
{
  int fd = open (output, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  gboolean is_locked = fd >= 0 && flock (fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;

  if (fd >= 0)
    close (fd);
  return is_locked;
}

/* A journal whose rows are gone is of no use, but another file of that name may be. */
static gboolean
check_journal_place (const char *output)
{
  g_autofree char *journal = cli_journal_path (output), *shown = cli_printable (journal);

  if (!g_file_test (journal, G_FILE_TEST_EXISTS) || is_journal (journal))
    return TRUE;
  cli_error ("%s: %s", shown, _ ("this is not the journal of a run"));
  return FALSE;
}

gboolean
cli_output_check_rows (const char *output, gboolean replaces)
{
  g_autofree char *shown = cli_printable (output);
  gboolean has_journal = cli_output_has_journal (output), is_there = g_file_test (output, G_FILE_TEST_EXISTS);

  if (!is_there)
    return check_journal_place (output);
  if (has_journal && is_being_written (output))
    cli_error (_ ("%s is being written by another run of derm."), shown);
  else if (has_journal && replaces)
    return TRUE;
  else if (has_journal)
    cli_error (_ ("%s is there already: replace it by --replace, or name another file."), shown);
  else
    cli_error (_ ("%s is there already, and no run wrote it: remove it, or name another file."), shown);
  return FALSE;
}

gboolean
cli_output_check (const char *output, const char *const *inputs, gsize n_inputs)
{
  g_autofree char *shown = cli_printable (output);

  if (cli_output_is_input (output, inputs, n_inputs))
    return FALSE;
  if (!cli_output_has_journal (output) && !is_journal (output))
    return TRUE;
  cli_error (
      _ ("%s belongs to a run of “derm predict --output” or “derm merge” and is not replaced: name another file."),
      shown);
  return FALSE;
}
