/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-help-pages.h"
#include "lens-keys.h"
#include "ui-fixture.h"

/* What names keys agrees with their table: menus, tooltips, help. */

#define RESOURCES "/io/github/dermlens/Dermlens/"
/* Keys that a text names by itself, where an action in braces would stand for its key: at the end of a tooltip, and in
 * the help. */
#define TOOLTIP_KEY "\\([^{)][^)]*\\)$"
#define HELP_KEY                                                                                                       \
  "(^|[\\s(“])((Ctrl|Alt|Shift)\\+\\S+|F[0-9]{1,2}|Esc(ape)?|Delete|[B-Z]|[0-9+−](?![.,:][0-9]))([\\s).,;:]|$)"

static void
test_fill (void)
{
  const struct {
    const char *text, *filled;
  } texts[] = {
    { "no key in it", "no key in it" },
    { "{win.copy-input}", "Ctrl+Shift+C" },
    { "{win.copy-text} {win.crop-square} {win.crop}", "Ctrl+Alt+C Shift+C C" },
    { "({win.zoom-in}, {win.zoom-out}, {win.zoom-fit})", "(+, −, 0)" },
    { "{win.back} or {win.present}, {main-menu}", "Escape or F5, F10" },
    { "{win.next} {win.pan::left} {app.shortcuts}", "Down Shift+Left Ctrl+?" },
    { "a brace { alone", "a brace { alone" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *filled = lens_keys_fill (texts[i].text);

      g_assert_cmpstr (filled, ==, texts[i].filled);
    }
}

/* Of one object or item of a menu in a .ui file. */
typedef struct {
  char *action, *target, *accel, *tooltip;
} Part;

typedef struct {
  const char *file;
  GQueue parts; /* the innermost is the last */
  char *name;   /* of the property or attribute whose text is being read */
  guint n_accels, n_tooltips;
} Reader;

static gboolean
is_part (const char *element)
{
  return g_str_equal (element, "object") || g_str_equal (element, "template") || g_str_equal (element, "item");
}

static void
on_start (GMarkupParseContext *context, const char *element, const char **names, const char **values,
          gpointer user_data, GError **error)
{
  Reader *reader = user_data;

  g_clear_pointer (&reader->name, g_free);
  if (is_part (element))
    g_queue_push_tail (&reader->parts, g_new0 (Part, 1));
  else if (g_str_equal (element, "property") || g_str_equal (element, "attribute"))
    for (int i = 0; names[i] != NULL; i++)
      if (g_str_equal (names[i], "name"))
        reader->name = g_strdup (values[i]);
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data, GError **error)
{
  Reader *reader = user_data;
  Part *part = g_queue_peek_tail (&reader->parts);
  char **field = NULL;

  if (reader->name == NULL || part == NULL)
    return;
  if (g_str_equal (reader->name, "action") || g_str_equal (reader->name, "action-name"))
    field = &part->action;
  else if (g_str_equal (reader->name, "target") || g_str_equal (reader->name, "action-target"))
    field = &part->target;
  else if (g_str_equal (reader->name, "accel"))
    field = &part->accel;
  else if (g_str_equal (reader->name, "tooltip-text"))
    field = &part->tooltip;
  if (field != NULL && *field == NULL)
    *field = g_strndup (text, length);
}

/* In a menu, the first key of a shortcut; GTK itself adds those of the application. */
static void
check_accel (Reader *reader, Part *part)
{
  const LensKeys *keys = part->target == NULL ? lens_keys_find (part->action) : NULL;
  g_auto (GStrv) accels = keys != NULL ? g_strsplit (keys->keys, "|", -1) : NULL;

  if (keys == NULL || keys->scope != LENS_KEYS_WINDOW || !g_str_equal (accels[0], part->accel))
    g_error ("%s: the accelerator of %s is %s, but %s in the table", reader->file, part->action, part->accel,
             keys == NULL ? "missing" : accels[0]);
  reader->n_accels++;
}

/* A tooltip names the key of its own widget's action. */
static void
check_tooltip (Reader *reader, Part *part)
{
  const char *brace = strchr (part->tooltip, '{');

  if (g_regex_match_simple (TOOLTIP_KEY, part->tooltip, 0, 0))
    g_error ("%s: “%s” names a key by itself", reader->file, part->tooltip);
  if (brace == NULL)
    return;
  if (part->action != NULL)
    {
      const char *own = brace + 1 + strlen (part->action);

      g_assert_true (strncmp (brace + 1, part->action, strlen (part->action)) == 0);
      g_assert_true (*own == '}' || g_str_has_prefix (own, "::")); /* with its target */
    }
  reader->n_tooltips++;
}

static void
on_end (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  Reader *reader = user_data;
  Part *part;

  g_clear_pointer (&reader->name, g_free);
  if (!is_part (element))
    return;
  part = g_queue_pop_tail (&reader->parts);
  if (part->accel != NULL)
    check_accel (reader, part);
  if (part->tooltip != NULL)
    check_tooltip (reader, part);
  g_free (part->action);
  g_free (part->target);
  g_free (part->accel);
  g_free (part->tooltip);
  g_free (part);
}

/* Accelerators in menus, and tooltips, of every .ui file. */
static void
test_ui_files (void)
{
  const GMarkupParser parser = { .start_element = on_start, .end_element = on_end, .text = on_text };
  g_auto (GStrv) files = g_resources_enumerate_children (RESOURCES, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  Reader reader = { .parts = G_QUEUE_INIT };

  for (int i = 0; files[i] != NULL; i++)
    {
      g_autoptr (GMarkupParseContext) context = NULL;
      g_autofree char *path = g_strconcat (RESOURCES, files[i], NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      if (!g_str_has_suffix (path, ".ui"))
        continue;
      reader.file = files[i];
      context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &reader, NULL);
      bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_markup_parse_context_parse (context, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (reader.n_accels, >, 30);
  g_assert_cmpuint (reader.n_tooltips, >, 20);
}

static guint
count_filled (GtkWidget *widget)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);
  guint n = 0;

  if (tooltip != NULL)
    {
      g_assert_null (strchr (tooltip, '{'));
      n += g_regex_match_simple (TOOLTIP_KEY, tooltip, 0, 0);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_filled (child);

  return n;
}

/* Each widget fills its own tooltips, and in the window all have their keys. */
static void
test_tooltips (void)
{
  const GType types[] = { LENS_TYPE_BROWSER,    LENS_TYPE_CANVAS,   LENS_TYPE_COMPARE, LENS_TYPE_INPUT_VIEW,
                          LENS_TYPE_MODEL_PAGE, LENS_TYPE_NOTE_BAR, LENS_TYPE_PAIR,    LENS_TYPE_RESULT };
  LensWindow *window;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (types[i], NULL));

      g_assert_cmpuint (count_filled (widget), >, 0);
    }

  window = fixture_window_with_samples ();
  g_assert_cmpuint (count_filled (GTK_WIDGET (window)), >, 20);
  fixture_close_window (window);
}

static void
test_help (void)
{
  guint n = 0;

  for (guint i = 0; i < lens_n_help_pages; i++)
    for (int j = 0; lens_help_pages[i].texts[j] != NULL; j++)
      {
        g_autofree char *filled
            = lens_keys_fill (lens_help_pages[i].texts[j]); /* complains of what is not in the table */

        if (g_regex_match_simple (HELP_KEY, lens_help_pages[i].texts[j], 0, 0))
          g_error ("help, %s: “%s” names a key by itself", lens_help_pages[i].id, lens_help_pages[i].texts[j]);
        n += !g_str_equal (filled, lens_help_pages[i].texts[j]);
      }
  g_assert_cmpuint (n, >, 10);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/key-names/fill", test_fill);
  g_test_add_func ("/key-names/ui-files", test_ui_files);
  g_test_add_func ("/key-names/tooltips", test_tooltips);
  g_test_add_func ("/key-names/help", test_help);

  return g_test_run ();
}
