/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <derm.h>
#include <string.h>

#include "truth-ids.h"

/* Lists of the images that a model was trained on. */

/* The ids in alphabetical order, with spaces between them. */
static char *
read_ids (const char *text)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("ids-XXXXXX", &stream, NULL);
  g_autoptr (GHashTable) ids = NULL;
  g_autoptr (GList) names = NULL;
  g_autoptr (GError) error = NULL;
  GString *list = g_string_new (NULL);

  g_assert_true (g_file_set_contents (g_file_peek_path (file), text, -1, NULL));
  ids = derm_truth_read_ids (file, NULL, &error);
  g_assert_true (g_file_delete (file, NULL, NULL));
  if (ids == NULL)
    {
      g_string_append (list, error->message);
      return g_string_free (list, FALSE);
    }
  names = g_list_sort (g_hash_table_get_keys (ids), (GCompareFunc) strcmp);
  for (GList *l = names; l != NULL; l = l->next)
    g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", (char *) l->data);
  return g_string_free (list, FALSE);
}

static void
assert_ids (const char *text, const char *expected)
{
  g_autofree char *ids = read_ids (text);

  g_assert_cmpstr (ids, ==, expected);
}

/* Rows of a test part are left out, however it is written; those of other parts, and without one, are not. */
static void
test_parts (void)
{
  static const char *const parts[]
      = { "test", "Test", "TEST", "testing", "Testing", "holdout", "HoldOut", "hold-out", "Held-Out", "held_out" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("image_id,part\na,train\nb,%s\nc,Train\nd,\ne,validation\nf,latest\n", parts[i]);

      g_test_message ("%s", parts[i]);
      assert_ids (text, "a c d e f");
    }
  assert_ids ("Split;Image_ID\nTEST;x\nTRAIN;dir/y.jpg\n", "y");
}

static void
test_lists (void)
{
  assert_ids ("image_id\na.jpg\nb\n", "a b");
  assert_ids ("a.jpg\nb.PNG\n", "a b");
  assert_ids ("ISIC_0024306\nISIC_0024307\n", "ISIC_0024306 ISIC_0024307");
  assert_ids ("one\ntwo\r\n\r\nthree\n", "one three two");
  assert_ids ("one\rtwo\r", "one two");
  assert_ids ("ISIC_1,nv\nISIC_2,nv\n", "ISIC_1 ISIC_2"); /* no line of names */
  assert_ids ("dx\tisic_id\nnv\ta\n", "a");
  assert_ids ("a,b\n1,2\n", "no column is image_id; there are: a, b");
}

static void
test_id (void)
{
  static const char *const cases[][2] = {
    { "ISIC_1", "ISIC_1" },
    { "ISIC_1.jpg", "ISIC_1" },
    { "/a/b.c/ISIC_1.JPEG", "ISIC_1" },
    { "part\\ISIC_1.png", "ISIC_1" },
    { "Dr. Smith 3.5", "Dr. Smith 3.5" },
    { "La\xcc\x88sion.tif", "L\xc3\xa4sion" },
    { "L\xe4sion.tif", "L\xe4sion" }, /* not UTF-8: as it is */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = derm_image_id (cases[i][0]);

      g_assert_cmpstr (id, ==, cases[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/truth-ids/parts", test_parts);
  g_test_add_func ("/truth-ids/lists", test_lists);
  g_test_add_func ("/truth-ids/id", test_id);
  return g_test_run ();
}
