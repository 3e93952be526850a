/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <dlfcn.h>
#include <errno.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "derm-cli.h"

/* The text with each of its lines made printable: whatever a file has in it, no terminal obeys it. */
static char *
clean (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      char *shown = cli_printable (*line);

      g_free (*line);
      *line = shown;
    }
  return g_strjoinv ("\n", lines);
}

/* The terminal's last line is not of what was said, but of how far a run is. */
static gboolean is_line_shown;

void
cli_show_line (const char *text)
{
  if (text != NULL)
    g_printerr ("\r%s\033[K", text);
  else if (is_line_shown)
    g_printerr ("\r\033[K");
  is_line_shown = text != NULL;
}

void
cli_put_error (const char *format, ...)
{
  g_autofree char *text = NULL, *shown = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  shown = clean (text);
  cli_show_line (NULL);
  g_printerr ("%s", shown);
}

void
cli_error (const char *format, ...)
{
  g_autofree char *text = NULL, *shown = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  shown = cli_printable (text);
  cli_show_line (NULL);
  g_printerr ("derm: %s\n", shown);
}

void
cli_file_error (const char *path, const GError *reason)
{
  g_autofree char *shown = cli_printable (path), *shown_reason = cli_printable (reason->message);

  cli_error ("%s: %s", shown, shown_reason);
}

gboolean
cli_parse (const CliCommand *command, char **argv, char ***files)
{
  g_autoptr (GOptionContext) context = g_option_context_new (command->parameters);
  g_autofree char *name = g_strconcat ("derm ", command->name, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry rest[]
      = { { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, files, NULL, NULL }, { NULL } };

  g_strv_builder_add (builder, name); /* GOption takes the first for the program's name */
  g_strv_builder_addv (builder, (const char **) argv);
  all = g_strv_builder_end (builder);
  g_set_prgname (name);
  g_option_context_set_summary (context, command->summary);
  g_option_context_add_main_entries (context, command->entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, rest, NULL);
  if (g_option_context_parse_strv (context, &all, &error))
    return TRUE;
  cli_error ("%s", error->message);
  /* Translators: %s is the name of a command */
  cli_put_error (_ ("Try “%s --help”.\n"), name);
  return FALSE;
}

DermModel *
cli_load_model (const char *path, const char *weights_key)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bundled = path == NULL && weights_key != NULL ? derm_data_path ("model/skincnn.safetensors") : NULL;
  DermModel *model;

  if (path == NULL && bundled == NULL)
    model = derm_model_new_bundled (&error);
  else
    model = derm_model_new_from_weights (path != NULL ? path : bundled, NULL, NULL, weights_key, &error);
  if (model == NULL && path != NULL)
    cli_file_error (path, error);
  else if (model == NULL)
    cli_error ("%s", error->message);
  return model;
}

char **
cli_list_labels (DermModel *model)
{
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();

  for (int k = 0; k < derm_model_get_n_classes (model); k++)
    g_strv_builder_add (labels, derm_model_get_label (model, k));
  return g_strv_builder_end (labels);
}

DermClassifier *
cli_make_classifier (DermModel *model, const char *isa, int n_threads, CliStatus *status)
{
  g_autoptr (GError) error = NULL;
  DermClassifier *classifier = derm_classifier_new (model, isa, n_threads, &error);

  if (classifier != NULL)
    return classifier;
  cli_error ("%s", error->message);
  *status = g_error_matches (error, DERM_ERROR, DERM_ERROR_LEVEL) ? CLI_USAGE : CLI_MODEL;
  return NULL;
}

void
cli_tell_remarks (DermModel *model, gboolean with_labels)
{
  g_auto (GStrv) remarks = derm_model_list_remarks (model);
  g_autofree char *labels = derm_model_describe_labels (model);

  for (char **remark = remarks; *remark != NULL; remark++)
    if (with_labels || g_strcmp0 (*remark, labels) != 0)
      cli_error ("%s", *remark);
}

GFile *
cli_file (const char *path)
{
  return g_vfs_get_file_for_path (g_vfs_get_local (), path);
}

static GByteArray *
read_all (int fd, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[65536];

  for (;;)
    {
      gssize n = read (fd, buffer, sizeof buffer);

      if (n == 0)
        return g_steal_pointer (&bytes);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
          return NULL;
        }
      if ((goffset) bytes->len + n > DERM_IMAGE_MAX_BYTES)
        {
          g_set_error (error, DERM_ERROR, DERM_ERROR_TOO_LARGE, _ ("standard input is longer than %d MiB"),
                       (int) (DERM_IMAGE_MAX_BYTES >> 20));
          return NULL;
        }
      g_byte_array_append (bytes, buffer, (guint) n);
    }
}

DermImage *
cli_read_stdin (GError **error)
{
  GByteArray *array = read_all (STDIN_FILENO, error);
  g_autoptr (GBytes) bytes = NULL;

  if (array == NULL)
    return NULL;
  bytes = g_byte_array_free_to_bytes (array);
  return derm_image_new_from_bytes (bytes, _ ("standard input"), NULL, error);
}

gboolean
cli_is_stdin (const char *path)
{
  return strcmp (path, "-") == 0;
}

gboolean
cli_has_ending (const char *path, const char *const *endings)
{
  const char *dot = strrchr (path, '.');

  for (gsize i = 0; dot != NULL && endings[i] != NULL; i++)
    if (g_ascii_strcasecmp (dot, endings[i]) == 0)
      return TRUE;
  return FALSE;
}

gboolean
cli_is_same_file (const char *a, const char *b)
{
  struct stat sa, sb;

  return stat (a, &sa) == 0 && stat (b, &sb) == 0 && sa.st_dev == sb.st_dev && sa.st_ino == sb.st_ino;
}

void
cli_put (const char *text)
{
  g_autofree char *shown = clean (text), *converted = NULL;
  const char *charset;

  if (!g_get_charset (&charset))
    converted = g_convert_with_fallback (shown, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
  fputs (converted != NULL ? converted : shown, stdout);
}

void
cli_put_data (const char *text, gsize length)
{
  if (isatty (STDOUT_FILENO))
    cli_put (text);
  else
    fwrite (text, 1, length, stdout);
}

/* Whoever starts the program with the signal ignored wants to be told of the error. */
static gboolean ends_with_reader;

void
cli_ignore_pipe_signal (void)
{
  ends_with_reader = signal (SIGPIPE, SIG_IGN) != SIG_IGN;
}

/* As other programs end when "| head" has seen enough. */
static void
end_without_reader (void)
{
  struct pollfd output = { STDOUT_FILENO, POLLOUT, 0 };

  if (!ends_with_reader || poll (&output, 1, 0) < 1 || (output.revents & POLLERR) == 0)
    return;
  signal (SIGPIPE, SIG_DFL);
  raise (SIGPIPE);
}

gboolean
cli_flush (void)
{
  static gboolean is_said = FALSE;

  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  end_without_reader ();
  if (!is_said)
    cli_error (_ ("The output could not be written: %s"), g_strerror (errno));
  is_said = TRUE;
  return FALSE;
}

int
cli_text_width (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

void
cli_append_padded (GString *line, const char *text, int width, gboolean is_right)
{
  int spaces = MAX (0, width - cli_text_width (text));

  if (!is_right)
    g_string_append (line, text);
  for (int i = 0; i < spaces; i++)
    g_string_append_c (line, ' ');
  if (is_right)
    g_string_append (line, text);
}

void
cli_append_wrapped (GString *text, const char *words, int indent)
{
  g_auto (GStrv) split = g_strsplit (words, " ", -1);
  int column = indent;

  for (char **word = split; *word != NULL; word++)
    {
      int width = cli_text_width (*word);

      if (column > indent && column + 1 + width > CLI_TEXT_WIDTH)
        {
          g_string_append_printf (text, "\n%*s", indent, "");
          column = indent;
        }
      g_string_append_printf (text, "%s%s", column > indent ? " " : "", *word);
      column += width + (column > indent);
    }
  g_string_append_c (text, '\n');
}

/* What translations into Arabic keep apart and together by: marks, isolates, which end with the line, and the word
 * joiner. Embeddings and overrides, by which a name could look like another, are none of them. */
static gboolean
is_direction_mark (gunichar c)
{
  return c == 0x061c || c == 0x200e || c == 0x200f || c == 0x2060 || (c >= 0x2066 && c <= 0x2069);
}

char *
cli_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *known = NULL, *shown = NULL;
  const char *charset;
  GString *out = g_string_new (NULL);

  if (!g_get_charset (
          &charset)) /* what the terminal lacks becomes "?" here already, so that columns are counted right */
    known = g_convert_with_fallback (valid, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
  if (known != NULL)
    shown = g_convert (known, -1, "UTF-8", charset, NULL, NULL, NULL);
  for (const char *p = shown != NULL ? shown : valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, g_unichar_isprint (c) || is_direction_mark (c) ? c : 0xfffd);
    }
  return g_string_free (out, FALSE);
}

DermImage *
cli_read_image (const char *path, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (cli_is_stdin (path))
    return cli_read_stdin (error);
  file = cli_file (path);
  return derm_image_new_from_file (file, NULL, error);
}

DermInput *
cli_make_input (const char *path, DermRecipe *recipe, GError **error)
{
  g_autoptr (DermImage) image = cli_read_image (path, error);

  return image != NULL ? derm_input_new (image, recipe, error) : NULL;
}

void *
cli_find_figure (const char *function, GError **error)
{
  void *library = dlopen (DERM_FIGURE_LIBRARY, RTLD_LAZY); /* not GModule: the search starts from who calls dlopen() */
  void *found = library != NULL ? dlsym (library, function) : NULL;

  if (found == NULL)
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, dlerror ());
  return found;
}
