/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "cli-progress.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "derm-cli.h"

enum { LINE_US = G_USEC_PER_SEC / 2, LOG_US = 60 * G_USEC_PER_SEC };

void
progress_init (Progress *progress, gint64 n_total, gboolean is_quiet, gboolean is_logged)
{
  gboolean is_terminal = isatty (STDERR_FILENO);
  gint64 now = g_get_monotonic_time ();

  *progress = (Progress){ .n_total = n_total, .begin = now, .last = now };
  progress->is_on_line
      = !is_quiet && is_terminal && (is_logged || !isatty (STDOUT_FILENO)); /* rows are a progress too */
  progress->is_logged = !is_quiet && !is_terminal && is_logged;
}

char *
progress_format_number (guint64 number)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, number);
}

/* Hours, minutes and seconds. */
static char *
format_time (double seconds)
{
  guint64 whole = (guint64) CLAMP (seconds, 0, 1e9);

  return g_strdup_printf ("%" G_GUINT64_FORMAT ":%02d:%02d", whole / 3600, (int) (whole / 60 % 60), (int) (whole % 60));
}

static char *
format_counts (const Progress *progress, const ProgressCounts *counts, gint64 now)
{
  double seconds = (double) (now - progress->begin) / G_USEC_PER_SEC;
  double rate = (double) (counts->n_done - MIN (counts->n_quick, counts->n_done)) / MAX (seconds, 1e-3);
  g_autofree char *done = progress_format_number (counts->n_done), *failed = progress_format_number (counts->n_failed);
  g_autofree char *per_second = g_strdup_printf (rate < 10 ? "%.1f" : "%.0f", rate), *total = NULL, *left = NULL;

  if (progress->n_total < 0)
    /* Translators: numbers of images */
    return g_strdup_printf (_ ("%1$s done · %2$s a second · %3$s failed"), done, per_second, failed);
  total = progress_format_number ((guint64) progress->n_total);
  left = rate > 0 ? format_time ((double) (progress->n_total - (gint64) counts->n_done) / rate) : g_strdup ("…");
  /* Translators: numbers of images; %4$s is hours:minutes:seconds */
  return g_strdup_printf (_ ("%1$s of %2$s done · %3$s a second · %4$s left · %5$s failed"), done, total, per_second,
                          left, failed);
}

void
progress_show (Progress *progress, const ProgressCounts *counts)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *text = NULL;

  if (!(progress->is_on_line && now - progress->last >= LINE_US)
      && !(progress->is_logged && now - progress->last >= LOG_US))
    return;
  text = format_counts (progress, counts, now);
  if (progress->is_on_line)
    cli_show_line (text);
  else
    cli_error ("%s", text);
  progress->last = now;
}

void
progress_end (Progress *progress)
{
  if (progress->is_on_line)
    cli_show_line (NULL);
}
