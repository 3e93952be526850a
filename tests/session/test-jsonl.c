/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-jsonl.h"
#include "session-fixture.h"

/* (transfer full) {"a": the text} */
static char *
line_with (const char *text)
{
  GString *line = g_string_new ("{\"a\": ");

  lens_jsonl_append_string (line, text);
  g_string_append_c (line, '}');

  return g_string_free (line, FALSE);
}

static void
assert_read_back (const char *text)
{
  g_autofree char *line = line_with (text);
  g_autoptr (GHashTable) members = lens_jsonl_parse (line);

  g_assert_null (strchr (line, '\n')); /* a line stays one */
  g_assert_nonnull (members);
  g_assert_cmpuint (g_hash_table_size (members), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (members, "a"), ==, text);
}

static void
test_odd_strings (void)
{
  static const char *const odd[]
      = { "",         "plain",     "\"quoted\" \\ back", "line\nbreak\ttab\r", "Grüße, 皮肤", "\x01\x1f end",
          "😀 beyond", "{\"a\": 1}" };

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    assert_read_back (odd[i]);
}

/* Every character of one byte but NUL, and 5,000 random ones of Unicode, in strings of a hundred. */
static void
test_any_string (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (GString) bytes = g_string_new (NULL);

  for (int c = 1; c < 128; c++)
    g_string_append_c (bytes, (char) c);
  assert_read_back (bytes->str);
  for (int i = 0; i < 50; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      while (g_utf8_strlen (text->str, -1) < 100)
        {
          gunichar c = (gunichar) g_rand_int_range (rand, 1, 0x110000);

          if (c < 0xd800 || c > 0xdfff)
            g_string_append_unichar (text, c);
        }
      assert_read_back (text->str);
    }
}

/* What another program may have written in its own way. */
static void
test_escapes (void)
{
  g_autoptr (GHashTable) escaped
      = lens_jsonl_parse (" { \"a\" : \"\\ud83d\\ude00\\u00e9\\/\\n\" , \"b\\u0042\":\"\\\"\\\\\\b\\f\\r\\t\"}\r\n ");

  g_assert_nonnull (escaped);
  g_assert_cmpuint (g_hash_table_size (escaped), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (escaped, "a"), ==, "😀é/\n");
  g_assert_cmpstr (g_hash_table_lookup (escaped, "bB"), ==, "\"\\\b\f\r\t");
}

static void
test_members (void)
{
  g_autoptr (GHashTable) empty = lens_jsonl_parse ("{ }");
  g_autoptr (GHashTable) twice = lens_jsonl_parse ("{\"a\": \"1\", \"b\": \"2\", \"a\": \"3\"}");

  g_assert_nonnull (empty);
  g_assert_cmpuint (g_hash_table_size (empty), ==, 0);
  g_assert_cmpuint (g_hash_table_size (twice), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (twice, "a"), ==, "3"); /* the last one counts, as in Python */
}

static void
test_bad (void)
{
  static const char *const bad[] = { "",
                                     "{",
                                     "null",
                                     "[]",
                                     "\"a\"",
                                     "{\"a\": 1}",
                                     "{\"a\": null}",
                                     "{\"a\": {\"b\": \"c\"}}",
                                     "{\"a\": \"b\"",
                                     "{\"a\": \"b\",}",
                                     "{,}",
                                     "{\"a\" \"b\"}",
                                     "{\"a\": \"b\" \"c\": \"d\"}",
                                     "{\"a\": \"b\"} x",
                                     "{} {}",
                                     "{a: \"b\"}",
                                     "{\"a\": 'b'}",
                                     "{\"a\": \"\\u12\"}",
                                     "{\"a\": \"\\uzzzz\"}",
                                     "{\"a\": \"\\ud800\"}",
                                     "{\"a\": \"\\ud800\\u0041\"}",
                                     "{\"a\": \"\\udc00\"}",
                                     "{\"a\": \"\\u0000\"}",
                                     "{\"a\": \"\\x\"}",
                                     "{\"a\": \"tab\there\"}",
                                     "{\"a\": \"open",
                                     "{\"a\": \"\\",
                                     "{\"a\": \"\xff\"}" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    if (lens_jsonl_parse (bad[i]) != NULL)
      g_error ("taken as a line: %s", bad[i]);
}

static gboolean
is_line (const char *value)
{
  g_autofree char *line = g_strdup_printf ("{\"a\": %s}", value);
  g_autoptr (GHashTable) others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) members = lens_jsonl_parse_any (line, others);

  g_assert_true (members == NULL || g_strcmp0 (g_hash_table_lookup (others, "a"), value) == 0); /* as it was */
  return members != NULL;
}

/* Values of others are kept if they are JSON's. */
static void
test_others (void)
{
  static const char *const good[]
      = { "0", "-0", "10", "-1.50e+2", "1E9", "0.0", "true", "false", "null", "[]", "{}", "[1, \"]\", {\"b\" : [ ]}]" };
  static const char *const bad[] = { "01",  "-",  "1.",    ".5",  "+1",  "1e",       "1e+",       "tru",        "[1,]",
                                     "[,]", "[1", "[1 2]", "{1}", "{b}", "{\"b\":}", "{\"b\" 1}", "{\"b\":1,}", "NaN" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    if (!is_line (good[i]))
      g_error ("not taken: %s", good[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    if (is_line (bad[i]))
      g_error ("taken: %s", bad[i]);
}

/* 64 brackets in each other are a value, one more is none. */
static void
test_depth (void)
{
  for (gsize n = 63; n <= 66; n++)
    {
      g_autofree char *open = g_strnfill (n, '['), *closed = g_strnfill (n, ']');
      g_autofree char *value = g_strconcat (open, closed, NULL);

      g_assert_cmpint (is_line (value), ==, n <= 64);
    }
}

/* A line that is cut off anywhere is no line, and nothing is read beyond its end. */
static void
test_cut (void)
{
  static const char whole[]
      = "{\"file\": \"a\\u00e9.jpg\", \"flag\": \"wrong\", \"note\": \"two\\nlines \\ud83d\\ude00\"}";

  for (gsize n = 0; n < sizeof whole - 1; n++)
    {
      g_autofree char *cut = g_strndup (whole, n);

      if (lens_jsonl_parse (cut) != NULL)
        g_error ("taken as a line: %s", cut);
    }
  {
    g_autoptr (GHashTable) members = lens_jsonl_parse (whole);

    g_assert_cmpuint (g_hash_table_size (members), ==, 3);
  }
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add_func ("/jsonl/odd-strings", test_odd_strings);
  g_test_add_func ("/jsonl/any-string", test_any_string);
  g_test_add_func ("/jsonl/escapes", test_escapes);
  g_test_add_func ("/jsonl/members", test_members);
  g_test_add_func ("/jsonl/bad", test_bad);
  g_test_add_func ("/jsonl/others", test_others);
  g_test_add_func ("/jsonl/depth", test_depth);
  g_test_add_func ("/jsonl/cut", test_cut);

  return g_test_run ();
}
