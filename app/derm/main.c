/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "derm-cli.h"

typedef struct {
  const char *name;
  CliStatus (*run) (char **argv);
  const char *summary;
} Command;

static const Command commands[] = {
  { "predict", cmd_predict, N_ ("Show the scores of images") },
  { "merge", cmd_merge, N_ ("Join the outputs of shards") },
  { "preprocess", cmd_preprocess, N_ ("Write the exact input that the network gets") },
  { "explain", cmd_explain, N_ ("Map what speaks for and against a class") },
  { "stability", cmd_stability, N_ ("Ask what becomes of the answer when the image is a little different") },
  { "activations", cmd_activations, N_ ("Write what a layer of the network makes of an image") },
  { "features", cmd_features, N_ ("Write what the network makes of images before it decides") },
  { "similar", cmd_similar, N_ ("List the images that the network finds most like one") },
  { "lessons", cmd_lessons, N_ ("List the lessons, or check what they state") },
  { "info", cmd_info, N_ ("Describe a model: card, layers, classes, CPU level") },
  { "convert", cmd_convert, N_ ("Write a PyTorch file as a model file") },
  { "evaluate", cmd_evaluate, N_ ("Tell how good a model's answers are, by images whose class is known") },
  { "audit", cmd_audit, N_ ("Judge a model by labelled images: recipe, labels, leakage") },
  { "selftest", cmd_selftest, N_ ("Check that all CPU levels give the same bits") },
};

/* Else a file opened later would get the number of a closed stream, and text meant for the stream would go into it. The
 * wrong direction makes reading and writing fail as on a closed stream. */
static void
reserve_standard_streams (void)
{
  for (int fd = 0; fd < 3; fd++)
    if (fcntl (fd, F_GETFD) == -1 && open ("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
      exit (CLI_OUTPUT);
}

static void
set_up_locale (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, derm_locale_path ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* An image takes 0.8 MB. By default malloc() gives that back to the system after each image and gets it anew, page by
 * page. */
static void
keep_memory (void)
{
#ifdef M_MMAP_THRESHOLD
  mallopt (M_MMAP_THRESHOLD, 16 << 20);
  mallopt (M_TRIM_THRESHOLD, 16 << 20);
#endif
}

static void
append_usage (GString *text)
{
  g_string_append_printf (text, "%s\n  derm %s\n\n%s\n", _ ("Usage:"), _ ("COMMAND [OPTION…] [FILE…]"),
                          _ ("Commands:"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_string_append (text, "  ");
      cli_append_padded (text, commands[i].name, 12, FALSE);
      g_string_append_printf (text, "%s\n", _ (commands[i].summary));
    }
  g_string_append_printf (text, "\n%s\n\n%s\n",
                          _ ("“derm COMMAND --help” tells the options of a command; see also derm(1)."),
                          derm_research_line ());
}

/* --help leaves through exit(), so what it could not write is noticed here. */
static void
check_output_at_exit (void)
{
  if (!cli_flush ())
    _exit (CLI_OUTPUT);
}

static CliStatus
dispatch (char **argv)
{
  g_autoptr (GString) usage = g_string_new (NULL);
  const char *name = argv[0];

  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (commands); i++)
    if (strcmp (name, commands[i].name) == 0)
      return commands[i].run (argv + 1);
  append_usage (usage);
  if (name != NULL && (strcmp (name, "--help") == 0 || strcmp (name, "-h") == 0 || strcmp (name, "help") == 0))
    {
      cli_put (usage->str);
      return cli_flush () ? CLI_OK : CLI_OUTPUT;
    }
  if (name != NULL && strcmp (name, "--version") == 0)
    {
      printf ("derm %s\n", derm_version ());
      return cli_flush () ? CLI_OK : CLI_OUTPUT;
    }
  if (name != NULL)
    {
      g_autofree char *shown = cli_printable (name);

      cli_error (_ ("There is no command “%s”."), shown);
    }
  cli_put_error ("%s", usage->str);
  return CLI_USAGE;
}

int
main (int argc, char *argv[])
{
  reserve_standard_streams ();
  keep_memory ();
  cli_ignore_pipe_signal ();
  set_up_locale ();
  g_set_prgname ("derm");
  atexit (check_output_at_exit);
  return (int) dispatch (argc > 0 ? argv + 1 : argv);
}
