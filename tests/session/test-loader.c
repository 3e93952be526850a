/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-loader.h"
#include "session-fixture.h"

typedef struct {
  LensLoader *loader;
  GString *told; /* name of each model that was loaded, "name: reason" of each failure */
} Fixture;

static void
on_loaded (LensLoader *loader, DermClassifier *classifier, Fixture *fixture)
{
  g_autofree char *name = g_path_get_basename (derm_model_get_path (derm_classifier_get_model (classifier)));

  g_assert_false (lens_loader_is_loading (loader)); /* whoever hears of it may load another one */
  g_string_append_printf (fixture->told, "%s ", name);
}

static void
on_failed (LensLoader *loader, const char *name, const char *reason, Fixture *fixture)
{
  g_assert_false (lens_loader_is_loading (loader));
  g_string_append_printf (fixture->told, "%s: %s ", name, reason);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->loader = lens_loader_new ();
  fixture->told = g_string_new (NULL);
  g_signal_connect (fixture->loader, "loaded", G_CALLBACK (on_loaded), fixture);
  g_signal_connect (fixture->loader, "failed", G_CALLBACK (on_failed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->loader);
  g_string_free (fixture->told, TRUE);
}

static void
load (Fixture *fixture, const char *name)
{
  g_autofree char *path = fixture_model_path (name);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  lens_loader_load (fixture->loader, file);
}

static gboolean
is_idle (gpointer loader)
{
  return !lens_loader_is_loading (loader);
}

static void
wait (Fixture *fixture)
{
  fixture_wait (is_idle, fixture->loader, "the model");
}

static void
test_load (Fixture *fixture, gconstpointer data)
{
  GString *told = fixture_told ();

  fixture_listen (fixture->loader, "notify::is-loading", told, "loading");
  fixture_listen (fixture->loader, "loaded", told, "loaded");
  g_assert_false (lens_loader_is_loading (fixture->loader));
  load (fixture, "torch/f16.pth");
  g_assert_true (lens_loader_is_loading (fixture->loader));
  g_assert_cmpstr (fixture->told->str, ==, ""); /* nothing happens on this thread */
  wait (fixture);
  fixture_assert_told (fixture->told, "f16.pth ");
  fixture_assert_told (told, "loading loading loaded ");
}

/* The name of the file and a reason, whatever is wrong with it. */
static void
test_bad_files (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "torch/hostile-system.pth", "torch/hostile-crc.pth", "README.md", "gone.pth" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *base = g_path_get_basename (names[i]);
      g_autofree char *start = g_strconcat (base, ": ", NULL);

      load (fixture, names[i]);
      wait (fixture);
      g_assert_true (g_str_has_prefix (fixture->told->str, start));
      g_assert_cmpuint (fixture->told->len, >, strlen (start) + 5);
      g_string_truncate (fixture->told, 0);
    }
  load (fixture, "torch/f16.pth"); /* and it still works */
  wait (fixture);
  fixture_assert_told (fixture->told, "f16.pth ");
}

static void
test_remote (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_uri ("https://example.org/model.pth");

  lens_loader_load (fixture->loader, file);
  wait (fixture);
  fixture_assert_told (fixture->told, "model.pth: a model is opened from a local file only ");
}

/* Of several that follow at once only the last is answered, however long the others take. */
static void
test_last_counts (Fixture *fixture, gconstpointer data)
{
  for (guint ms = 0; ms < 6; ms++)
    {
      load (fixture, "torch/f16.pth");
      fixture_run_for (ms);
      load (fixture, "gone.pth");
      load (fixture, "recipe.safetensors");
      wait (fixture);
      fixture_run_for (30);
      if (!g_str_equal (fixture->told->str, "f16.pth recipe.safetensors ")) /* the first was quick enough */
        g_assert_cmpstr (fixture->told->str, ==, "recipe.safetensors ");
      g_string_truncate (fixture->told, 0);
    }
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  GString *told = fixture_told ();

  fixture_listen (fixture->loader, "notify::is-loading", told, "loading");
  lens_loader_cancel (fixture->loader); /* there is nothing */
  fixture_assert_told (told, "");
  load (fixture, "torch/f16.pth");
  lens_loader_cancel (fixture->loader);
  g_assert_false (lens_loader_is_loading (fixture->loader));
  fixture_assert_told (told, "loading loading ");
  fixture_run_for (200);
  fixture_assert_told (fixture->told, "");
  fixture_assert_told (told, "");
}

/* Given up while it loads, nothing is answered and nothing stays. */
static void
test_dispose (Fixture *fixture, gconstpointer data)
{
  gpointer weak = fixture->loader;

  load (fixture, "torch/f16.pth");
  g_object_add_weak_pointer (G_OBJECT (fixture->loader), &weak);
  g_object_run_dispose (G_OBJECT (fixture->loader));
  g_clear_object (&fixture->loader);
  for (int i = 0; i < 400 * fixture_patience () && weak != NULL; i++)
    fixture_run_for (5);
  g_assert_null (weak);
  fixture_assert_told (fixture->told, "");
}

static void
test_names (void)
{
  static const struct {
    const char *path;
    gboolean is_model;
  } cases[] = { { "/a/model.pth", TRUE },  { "/a/model.PT", TRUE }, { "/a/m.safetensors", TRUE },
                { "/a/image.jpg", FALSE }, { "/a/pth", FALSE },     { "/", FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (cases[i].path);

      g_assert_cmpint (lens_loader_is_model (file), ==, cases[i].is_model);
    }
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/loader/load", test_load);
  add ("/loader/bad-files", test_bad_files);
  add ("/loader/remote", test_remote);
  add ("/loader/last-counts", test_last_counts);
  add ("/loader/cancel", test_cancel);
  add ("/loader/dispose", test_dispose);
  g_test_add_func ("/loader/names", test_names);

  return g_test_run ();
}
