/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "truth-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* The text of tables, as programs write it: separators, encodings, with and without a first line of names; and tables
 * of which somebody chooses the columns. */

static const char clinic[] = "nr;Foto;Alter;Befund\n"
                             "1;a.jpg;40;Melanoma in situ\n"
                             "2;b.jpg;51;nevus\n"
                             "3;c.jpg;;Nevus\n"
                             "4;d.jpg;33;unclear\n"
                             "5;e.jpg;60;nevus\n"
                             "6;f.jpg\n";

/* What nobody has called by a usual name is found by what is in it, and read as somebody says. */
static void
test_table (void)
{
  static const char *const names[] = { "/x/a.jpg", "b.jpg", "z.jpg", NULL };
  g_autoptr (GHashTable) meaning = g_hash_table_new (g_str_hash, g_str_equal);
  const DermTruthHints hints = { .words = meaning };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermTable) table = truth_read_table (clinic, -1, &error);
  g_autoptr (DermTruth) truth = NULL;
  g_autoptr (GPtrArray) words = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (derm_table_get_n_columns (table), ==, 4);
  g_assert_cmpuint (derm_table_get_n_rows (table), ==, 6);
  g_assert_cmpstr (derm_table_get_cell (table, 2, 3), ==, "Nevus");
  g_assert_cmpstr (derm_table_get_cell (table, 5, 3), ==, "");
  g_assert_cmpint (derm_table_find_id_column (table, names), ==, 1);
  g_assert_cmpuint (derm_table_count_matches (table, 1, names), ==, 2);
  g_assert_cmpint (derm_table_find_label_column (table, truth_labels, NULL), ==, 3);
  g_assert_false (derm_table_has_class_columns (table, truth_labels, NULL));
  words = derm_table_list_words (table, 3, 64);
  g_assert_cmpuint (words->len, ==, 4);
  g_assert_cmpstr (((DermWord *) words->pdata[0])->text, ==, "nevus");
  g_assert_cmpuint (((DermWord *) words->pdata[0])->n, ==, 2);
  g_assert_null (derm_table_list_words (table, 1, 5)); /* six different names are no classes */

  g_hash_table_insert (meaning, (gpointer) "nevus", (gpointer) "nv");
  g_hash_table_insert (meaning, (gpointer) "Nevus", (gpointer) "nv");
  g_hash_table_insert (meaning, (gpointer) "unclear", (gpointer) "");
  truth = derm_truth_new_from_table (table, truth_labels, 1, 3, &hints, &error);
  g_assert_no_error (error);
  truth_assert_image (truth, "b.jpg", NV, NULL, NULL);
  truth_assert_image (truth, "c", NV, NULL, NULL);
  truth_assert_image (truth, "d", -1, NULL, NULL);
  truth_assert_image (truth, "a", -1, NULL, NULL);
  g_assert_cmpuint (derm_truth_get_n_problems (truth), ==, 1);
  truth_assert_problem (truth, 0, "line 7: ", "2 fields");
  truth_assert_word (truth, "Melanoma in situ", -1, 1); /* nobody has said what it means */
  truth_assert_word (truth, "Nevus", NV, 1);
}

static void
test_table_one_hot (void)
{
  static const char *const names[] = { "ISIC_2.jpg", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermTable) table = truth_read_table ("picture,NV,mel,scc\nISIC_1,1,0,0\nISIC_2,0,1.0,0\n", -1, &error);
  g_autoptr (DermTruth) truth = NULL;

  g_assert_no_error (error);
  g_assert_true (derm_table_has_class_columns (table, truth_labels, NULL));
  g_assert_cmpint (derm_table_find_label_column (table, truth_labels, NULL), ==, -1);
  g_assert_cmpint (derm_table_find_id_column (table, names), ==, 0);
  truth = derm_truth_new_from_table (table, truth_labels, 0, -1, NULL, &error);
  g_assert_no_error (error);
  truth_assert_image (truth, "ISIC_1", NV, NULL, NULL);
  truth_assert_image (truth, "ISIC_2", MEL, NULL, NULL);
}

static void
test_table_refused (void)
{
  g_autoptr (GString) wide = g_string_new ("a");
  g_autoptr (GError) error = NULL, empty = NULL;
  g_autoptr (DermTable) table = NULL;

  g_assert_null (truth_read_table ("a,b\n1,2\n3,\"4\n", -1, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_FORMAT);
  g_assert_true (g_str_has_prefix (error->message, "line 3: "));
  for (int i = 0; i < 200; i++)
    g_string_append (wide, ",p");
  table = truth_read_table (wide->str, -1, &empty);
  g_assert_no_error (empty);
  g_assert_cmpuint (derm_table_get_n_columns (table), ==, 64);
  g_assert_cmpuint (derm_table_get_n_rows (table), ==, 0);
  g_assert_null (derm_truth_new_from_table (table, truth_labels, 0, 1, NULL, &empty));
  g_assert_error (empty, DERM_ERROR, DERM_ERROR_EMPTY);
}

/* The same two rows however a program has written them. */
static void
assert_same (const char *text, gssize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermTruth) truth = truth_read_full (text, length, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (derm_truth_get_n_images (truth), ==, 2);
  g_assert_cmpuint (derm_truth_get_n_problems (truth), ==, 0);
  truth_assert_image (truth, "ISIC_1.jpg", MEL, NULL, NULL);
  truth_assert_image (truth, "Läsion.jpg", NV, NULL, NULL);
}

static void
test_separators (void)
{
  static const char *const texts[] = {
    "sep=;\nimage_id;dx\nISIC_1;mel\nLäsion;nv\n", "\xef\xbb\xbfSEP=,\r\nimage_id,dx\r\nISIC_1,mel\r\nLäsion,nv\r\n",
    "\"sep=;\"\r\nimage_id;dx\r\nISIC_1;mel\r\nLäsion;nv", "sep=|\rimage_id|dx\rISIC_1|mel\rLäsion|nv\r",
    "sep=\t\n\nimage_id\tdx\nISIC_1\tmel\nLäsion\tnv\n",
    "image_id\tdx\tremark\n\"ISIC_1\"\t\"mel\"\t\"a; b, c\"\n\"Läsion\"\t\"nv\"\t\"\"\n",
    /* more commas than semicolons in the first line, but not in the others */
    "image_id;dx;size, colour, or other\nISIC_1;mel;1\nLäsion;nv;2,5\n", "dx,image_id\nmel,\"ISIC_1\"\n\"nv\",Läsion\n",
    "image_id;dx\nISIC_1;mel;\nLäsion;nv;;\n", /* a separator at the end of a row */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("text %zu", i);
      assert_same (texts[i], -1);
    }
}

static void
put_unit (GString *bytes, gunichar2 unit, gboolean is_big_endian)
{
  g_string_append_c (bytes, (char) (is_big_endian ? unit >> 8 : unit & 0xff));
  g_string_append_c (bytes, (char) (is_big_endian ? unit & 0xff : unit >> 8));
}

static void
test_encodings (void)
{
  static const char text[] = "image_id;dx\r\nISIC_1;mel\r\nLäsion;nv\r\n";
  g_autofree gunichar2 *units = g_utf8_to_utf16 (text, -1, NULL, NULL, NULL);

  for (int form = 0; form < 4; form++) /* either byte order, with and without a mark */
    {
      g_autoptr (GString) bytes = g_string_new (NULL);

      if (form < 2)
        put_unit (bytes, 0xfeff, form % 2);
      for (int i = 0; units[i] != 0; i++)
        put_unit (bytes, units[i], form % 2);
      g_test_message ("form %d", form);
      assert_same (bytes->str, (gssize) bytes->len);
    }
  assert_same ("image_id;dx\r\nISIC_1;mel\r\nL\xe4sion;nv\r\n", -1);
  assert_same ("image_id;dx;note\nISIC_1;mel;\x80 5\nLäsion;nv;caf\xe9\n", -1); /* two editors at one file */
}

/* What is not UTF-8 is a guess, and said. */
static void
test_latin (void)
{
  g_autoptr (DermTruth) truth = truth_read ("image_id,dx\nL\xe4sion,mel\n"), utf8 = truth_read ("image_id,dx\na,nv\n");
  g_autoptr (GError) error = NULL;

  g_assert_true (truth_has_remark (truth, "Windows-1252"));
  g_assert_false (truth_has_remark (utf8, "Windows-1252"));
  g_assert_null (truth_read_full ("\xff\xfei\0m\0\x00\xd8", 8, NULL, NULL, &error)); /* half a letter at the end */
  g_assert_error (error, DERM_ERROR, DERM_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "UTF-16"));
}

static void
test_text (void)
{
  static const struct {
    const char *bytes;
    gsize size;
    DermTextEncoding encoding;
    const char *text; /* NULL: none */
  } cases[] = {
    { "", 0, DERM_TEXT_UTF8, "" },
    { "\xef\xbb\xbfä", 5, DERM_TEXT_UTF8, "ä" },
    { "a\0b", 3, DERM_TEXT_UTF8, NULL },
    { "a\xe4\0b", 4, DERM_TEXT_UTF8, NULL },
    { "\x80\x81\xff", 3, DERM_TEXT_WINDOWS_1252, "€\xc2\x81ÿ" },
    { "ä\xe4", 3, DERM_TEXT_WINDOWS_1252, "ää" },
    { "\xff\xfe\xe4\0", 4, DERM_TEXT_UTF16, "ä" },
    { "\xfe\xff\0\xe4", 4, DERM_TEXT_UTF16, "ä" },
    { "\xff\xfe\x3d\xd8\x00\xde", 6, DERM_TEXT_UTF16, "😀" },
    { "\xff\xfe\x3d\xd8", 4, DERM_TEXT_UTF16, NULL },
    { "\xff\xfe\xe4", 3, DERM_TEXT_UTF16, NULL },
    { "\xff\xfe\0\0\xe4\0\0\0", 8, DERM_TEXT_UTF32, "ä" },
    { "\0\0\xfe\xff\0\x01\xf6\0", 8, DERM_TEXT_UTF32, "😀" },
    { "\0\0\xfe\xff\0\x11\0\0", 8, DERM_TEXT_UTF32, NULL },
    { "a\0b\0", 4, DERM_TEXT_UTF16, "ab" },
    { "\0a\0b", 4, DERM_TEXT_UTF16, "ab" },
    { "\0\0\0\0", 4, DERM_TEXT_UTF8, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const guint8 *data = (const guint8 *) cases[i].bytes;
      g_autoptr (GError) error = NULL;
      DermTextEncoding encoding;
      g_autofree char *text = derm_text_decode (data, cases[i].size, &encoding, &error);

      g_test_message ("case %zu", i);
      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true ((text == NULL) == (error != NULL));
      g_assert_cmpint (encoding, ==, cases[i].encoding);
      g_assert_cmpint (derm_text_find_encoding (data, cases[i].size), ==, encoding);
    }
}

/* Without a line of names no row is lost. */
static void
test_headless (void)
{
  static const char *const texts[] = {
    "ISIC_1,mel\nISIC_2,nv\n",          "ISIC_1,malignant,mel\nISIC_2,benign,nv\n",
    "ISIC_1.jpg;0.3;mel\n2.jpg;7;nv\n", "mel\tISIC_1\nnv\tISIC_2\n",
    "ISIC_1,mel,nv\nISIC_2,nv,mel\n", /* two readers */
    "sep=,\nISIC_1,mel\nISIC_2,nv\n",   "a/ISIC_1.png,Melanoma\nb/ISIC_2.png,Nevus\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (DermTruth) truth = truth_read (texts[i]);

      g_test_message ("text %zu", i);
      g_assert_cmpuint (derm_truth_get_n_images (truth), ==, 2);
      truth_assert_image (truth, "ISIC_1", MEL, NULL, NULL);
      g_assert_true (truth_has_remark (truth, "first line"));
    }
}

/* Columns without names are asked for by their numbers. */
static void
test_column_numbers (void)
{
  const DermTruthHints hints = { "2", "3" }, wrong = { "2", "4" };
  static const char text[] = "ISIC_7,ISIC_1,mel\nISIC_8,ISIC_2,nv\n";
  g_autoptr (GError) error = NULL, missing = NULL;
  g_autoptr (DermTruth) truth = truth_read_full (text, -1, &hints, NULL, &error);
  g_autoptr (DermTable) table = truth_read_table (text, -1, NULL);

  g_assert_no_error (error);
  truth_assert_image (truth, "ISIC_1", MEL, NULL, NULL);
  g_assert_cmpstr (derm_truth_get_label_column (truth), ==, "column 3");
  g_assert_null (truth_read_full (text, -1, &wrong, NULL, &missing));
  g_assert_nonnull (strstr (missing->message, "column 1, column 2, column 3"));
  g_assert_false (derm_table_has_header (table));
  g_assert_cmpuint (derm_table_get_n_rows (table), ==, 2);
}

/* A line of names is one, though nobody has called a column by a usual name. */
static void
test_header (void)
{
  static const char *const texts[] = { "Foto,Befund\na.jpg,mel\nb.jpg,nv\n", "Foto,Jahr\na.jpg,2019\nb.jpg,2020\n",
                                       "picture,NV,mel\nISIC_1,1,0\nISIC_2,0,1\n", "a,b\n1,2\n", "Image ID,x\n1,2\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (DermTable) table = truth_read_table (texts[i], -1, NULL);

      g_test_message ("text %zu", i);
      g_assert_true (derm_table_has_header (table));
    }
}

/* A column that somebody names, or that has a usual name, is read though it is the hundredth. */
static void
test_wide (void)
{
  const DermTruthHints hints = { .label = "Befund" };
  g_autoptr (GString) head = g_string_new ("image_id"), row = g_string_new ("ISIC_1");
  g_autoptr (GError) error = NULL;
  g_autoptr (DermTruth) named = NULL, usual = NULL;

  for (int i = 0; i < 100; i++)
    {
      g_string_append_printf (head, ",pixel%d", i);
      g_string_append (row, ",5");
    }
  g_string_append_printf (head, ",Befund,dx\n%s,mel,nv\n", row->str);
  named = truth_read_full (head->str, -1, &hints, NULL, &error);
  g_assert_no_error (error);
  truth_assert_image (named, "ISIC_1", MEL, NULL, NULL);
  usual = truth_read (head->str);
  truth_assert_image (usual, "ISIC_1", NV, NULL, NULL);
}

static gboolean
is_table (const char *name, const char *text, gssize length)
{
  g_autofree char *folder = g_dir_make_tmp ("sniff-XXXXXX", NULL), *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gboolean is_table;

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  is_table = derm_table_is_table (file, NULL);
  g_unlink (path);
  g_rmdir (folder);
  return is_table;
}

static void
test_sniff (void)
{
  g_autoptr (GFile) folder = g_file_new_for_path (g_get_tmp_dir ()), missing = g_file_new_for_path ("/no/such/file");
  g_autoptr (GString) large = g_string_new ("image_id,dx\n");

  for (int i = 0; i < 4000; i++)
    g_string_append_printf (large, "ISIC_%07d,n%cv\n", i, i % 2 ? 'a' : '\t');
  g_assert_true (is_table ("HAM10000_metadata.tab", "lesion_id\timage_id\tdx\n\"a\"\t\"b\"\t\"nv\"\n", -1));
  g_assert_true (is_table ("truth", "image_id,dx\na,nv\n", -1));
  g_assert_true (is_table ("truth.txt", "sep=;\nimage_id;dx\na;nv\n", -1));
  g_assert_true (is_table ("truth.dat", "image_id;dx\na;nv\nb;nv;more\n", -1));
  g_assert_true (is_table ("wide",
                           "\xff\xfe"
                           "a\0,\0b\0\n\0c\0,\0d\0\n\0",
                           18));
  g_assert_true (is_table ("large", large->str, (gssize) large->len));
  g_assert_false (
      is_table ("notes.jsonl", "{\"file\": \"a\", \"flag\": \"b\"}\n{\"file\": \"a\", \"flag\": \"b\"}\n", -1));
  g_assert_false (is_table ("letter.txt", "Dear Sir,\nthank you, and so on, for it.\nYours\n", -1));
  g_assert_false (is_table ("one-line", "a,b\n", -1));
  g_assert_false (is_table ("empty", "", 0));
  g_assert_false (is_table ("bytes", "\x89PNG\r\n\x1a\n\0,\n,", 13));
  g_assert_false (derm_table_is_table (folder, NULL));
  g_assert_false (derm_table_is_table (missing, NULL));
}

/* Whatever the bytes are, it ends, with a table or with a reason. */
static void
test_noise (void)
{
  static const char *const starts[]
      = { "", "\xff\xfe", "\xfe\xff", "\xef\xbb\xbf", "sep=", "\"sep=;\"\n", "image,MEL,NV\n" };
  static const char alphabet[] = "ab1,;\t\"\r\n\0\xff\xc3\xa4 .=";
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (int round = 0; round < 700; round++)
    {
      g_autoptr (GString) text = g_string_new (starts[round % (int) G_N_ELEMENTS (starts)]);
      g_autoptr (GError) error = NULL;
      g_autoptr (DermTable) table = NULL;
      g_autoptr (DermTruth) truth = NULL;

      if (round % 7 == 1 || round % 7 == 2)
        g_string_set_size (text, 2);
      for (int i = g_rand_int_range (random, 0, 80); i > 0; i--)
        g_string_append_c (text, alphabet[g_rand_int_range (random, 0, (int) sizeof alphabet - 1)]);
      table = truth_read_table (text->str, (gssize) text->len, &error);
      g_assert_true ((table == NULL) == (error != NULL));
      g_clear_error (&error);
      truth = truth_read_full (text->str, (gssize) text->len, NULL, NULL, &error);
      g_assert_true ((truth == NULL) == (error != NULL));
      is_table ("noise", text->str, (gssize) text->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/truth-table/chosen", test_table);
  g_test_add_func ("/truth-table/chosen/one-hot", test_table_one_hot);
  g_test_add_func ("/truth-table/refused", test_table_refused);
  g_test_add_func ("/truth-table/separators", test_separators);
  g_test_add_func ("/truth-table/encodings", test_encodings);
  g_test_add_func ("/truth-table/latin", test_latin);
  g_test_add_func ("/truth-table/text", test_text);
  g_test_add_func ("/truth-table/headless", test_headless);
  g_test_add_func ("/truth-table/column-numbers", test_column_numbers);
  g_test_add_func ("/truth-table/header", test_header);
  g_test_add_func ("/truth-table/wide", test_wide);
  g_test_add_func ("/truth-table/sniff", test_sniff);
  g_test_add_func ("/truth-table/noise", test_noise);
  return g_test_run ();
}
