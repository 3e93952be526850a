/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Tables of labels as they come: HAM10000's, ISIC's, anybody's, and wrong ones. */

#include <derm.h>
#include <glib/gstdio.h>
#include <string.h>

static const char *const labels[] = { "akiec", "bcc", "bkl", "df", "mel", "nv", "vasc", NULL };

enum { AKIEC, BCC, BKL, DF, MEL, NV, VASC };

static DermTruth *
read_full (const char *text, gssize length, const DermTruthColumns *columns, const char *split, GError **error)
{
  g_autoptr (GFileIOStream) stream = NULL, split_stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("truth-XXXXXX.csv", &stream, NULL);
  g_autoptr (GFile) split_file = split != NULL ? g_file_new_tmp ("split-XXXXXX.csv", &split_stream, NULL) : NULL;
  DermTruth *truth;

  g_assert_true (g_file_set_contents (g_file_peek_path (file), text, length, NULL));
  if (split != NULL)
    g_assert_true (g_file_set_contents (g_file_peek_path (split_file), split, -1, NULL));
  truth = derm_truth_new_from_file (file, labels, columns, split_file, NULL, error);
  g_unlink (g_file_peek_path (file));
  if (split != NULL)
    g_unlink (g_file_peek_path (split_file));
  return truth;
}

static DermTruth *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  DermTruth *truth = read_full (text, -1, NULL, NULL, &error);

  g_assert_no_error (error);
  return truth;
}

static void
assert_image (DermTruth *truth, const char *name, int label, const char *lesion, const char *split)
{
  int image = derm_truth_find (truth, name);

  g_assert_cmpint (image, >=, 0);
  g_assert_cmpint (derm_truth_get_label (truth, (guint) image), ==, label);
  g_assert_cmpstr (derm_truth_get_lesion (truth, (guint) image), ==, lesion);
  g_assert_cmpstr (derm_truth_get_split (truth, (guint) image), ==, split);
}

static void
assert_problem (DermTruth *truth, guint index, const char *line, const char *part)
{
  const char *problem = derm_truth_get_problem (truth, index);

  g_assert_nonnull (problem);
  g_assert_true (g_str_has_prefix (problem, line));
  g_assert_nonnull (strstr (problem, part));
}

static void
test_ham10000 (void)
{
  g_autoptr (DermTruth) truth = read_text ("lesion_id,image_id,dx,dx_type,age,sex,localization\n"
                                           "HAM_0000118,ISIC_0027419,bkl,histo,80.0,male,scalp\n"
                                           "HAM_0000118,ISIC_0025030,bkl,histo,80.0,male,scalp\n"
                                           "HAM_0002730,ISIC_0026769,NV,histo,,male,scalp\n");

  g_assert_cmpuint (derm_truth_get_n_images (truth), ==, 3);
  g_assert_cmpuint (derm_truth_get_n_problems (truth), ==, 0);
  g_assert_true (derm_truth_has_lesions (truth));
  g_assert_false (derm_truth_has_split (truth));
  assert_image (truth, "ISIC_0027419", BKL, "HAM_0000118", NULL);
  assert_image (truth, "/some/where/ISIC_0026769.JPG", NV, "HAM_0002730", NULL);
  g_assert_cmpint (derm_truth_find (truth, "ISIC_0000000"), ==, -1);
  g_assert_cmpstr (derm_truth_get_id (truth, 1), ==, "ISIC_0025030");
  g_assert_cmpuint (derm_truth_get_line (truth, 1), ==, 3);
}

/* The same rows in other dress. */
static void
test_dress (void)
{
  static const char *const texts[] = {
    "image_id\tdx\tlesion_id\tsplit\na\tmel\tL1\ttrain\nb\tnv\tL2\ttest\n",
    "\xef\xbb\xbfimage_id;dx;lesion_id;split\r\na;mel;L1;train\r\nb;nv;L2;test\r\n",
    "\"image_id\",\"dx\",\"lesion_id\",\"split\"\n\"a\",\"mel\",\"L1\",\"train\"\n\"b\",\"nv\",\"L2\",\"test\"",
    "image_id,dx,lesion_id,split\ra,mel,L1,train\rb,nv,L2,test\r",
    "\n\n image_id , dx , lesion_id , split \n\n a , mel , L1 , train \n   \n b.png , nv , L2 , test \n\n",
    "split,other,LESION_ID,Dx,Image_Id\ntrain,\"x, \"\"y\"\"\nz\",L1,MEL,dir/a.jpg\ntest,,L2,Nv,dir\\b.jpeg\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (DermTruth) truth = read_text (texts[i]);

      g_test_message ("text %zu", i);
      g_assert_cmpuint (derm_truth_get_n_images (truth), ==, 2);
      g_assert_cmpuint (derm_truth_get_n_problems (truth), ==, 0);
      assert_image (truth, "a.jpg", MEL, "L1", "train");
      assert_image (truth, "b", NV, "L2", "test");
    }
}

static void
test_isic (void)
{
  g_autoptr (DermTruth) truth = read_text ("image,MEL,NV,BCC,AKIEC,BKL,DF,VASC\n"
                                           "ISIC_1,0.0,1.0,0.0,0.0,0.0,0.0,0.0\n"
                                           "ISIC_2,0,0,0,1,0,0,0\n"
                                           "ISIC_3,0.0,0.0,0.0,0.0,0.0,0.0,0.0\n"
                                           "ISIC_4,1.0,1.0,0.0,0.0,0.0,0.0,0.0\n");

  assert_image (truth, "ISIC_1", NV, NULL, NULL);
  assert_image (truth, "ISIC_2", AKIEC, NULL, NULL);
  assert_image (truth, "ISIC_3", -1, NULL, NULL);
  assert_image (truth, "ISIC_4", -1, NULL, NULL);
  g_assert_cmpuint (derm_truth_get_n_problems (truth), ==, 2);
  assert_problem (truth, 0, "line 4: ", "none");
  assert_problem (truth, 1, "line 5: ", "more than one");
}

static void
test_named_columns (void)
{
  const DermTruthColumns columns = { "Bild", "Befund", "Laesion", "Fach" };
  const DermTruthColumns wrong = { "Bild", "Diagnose" };
  const char *text = "dx,Bild,Befund,Laesion,Fach\nwrong,a,mel,7,x\n";
  g_autoptr (GError) error = NULL, missing = NULL;
  g_autoptr (DermTruth) truth = read_full (text, -1, &columns, NULL, &error);

  g_assert_no_error (error);
  assert_image (truth, "a", MEL, "7", "x");
  g_assert_null (read_full (text, -1, &wrong, NULL, &missing));
  g_assert_error (missing, DERM_ERROR, DERM_ERROR_FORMAT);
  g_assert_nonnull (strstr (missing->message, "Diagnose"));
  g_assert_nonnull (strstr (missing->message, "Befund"));
}

static void
test_split_file (void)
{
  const char *text = "image_id,dx,split\na,mel,old\nb,nv,old\n";
  g_autoptr (GError) error = NULL, wrong = NULL;
  g_autoptr (DermTruth) truth = read_full (text, -1, NULL, "image_id,part\na.jpg,train\n", &error);

  g_assert_no_error (error);
  assert_image (truth, "a", MEL, NULL, "train");
  assert_image (truth, "b", NV, NULL, NULL);
  g_assert_null (read_full (text, -1, NULL, "image_id,x\na,train\n", &wrong));
  g_assert_error (wrong, DERM_ERROR, DERM_ERROR_FORMAT);
  g_assert_nonnull (strstr (wrong->message, "split-"));
}

/* Rows that are of no use are named with their line, the others count. */
static void
test_problems (void)
{
  g_autoptr (DermTruth) truth = read_text ("image_id,dx,split\n"
                                           "a,mel,train\n"
                                           "b,scc,train\n"
                                           "c,,train\n"
                                           ",nv,train\n"
                                           "d,nv,train,more\n"
                                           "\"e\n\",nv,train\n"
                                           "f,nv,train\n"
                                           "a,nv,train\n"
                                           "f,nv,test\n"
                                           "f,nv,train\n");

  assert_image (truth, "a", -1, NULL, "train");
  assert_image (truth, "b", -1, NULL, "train");
  assert_image (truth, "e", NV, NULL, "train");
  assert_image (truth, "f", NV, NULL, "train");
  g_assert_cmpuint (derm_truth_get_n_images (truth), ==, 5);
  g_assert_cmpuint (derm_truth_get_n_problems (truth), ==, 6);
  assert_problem (truth, 0, "line 3: ", "scc");
  assert_problem (truth, 1, "line 4: ", "no label");
  assert_problem (truth, 2, "line 5: ", "no id");
  assert_problem (truth, 3, "line 6: ", "4 fields");
  assert_problem (truth, 4, "line 10: ", "“nv” here and “mel” in line 2");
  assert_problem (truth, 5, "line 11: ", "“test” here");
}

static void
assert_refused (const char *text, gssize length, int code, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_full (text, length, NULL, NULL, &error));
  g_assert_error (error, DERM_ERROR, code);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_refused (void)
{
  g_autoptr (GFile) missing = g_file_new_for_path ("/no/such/table.csv");
  g_autoptr (GError) error = NULL;

  assert_refused ("", 0, DERM_ERROR_EMPTY, "empty");
  assert_refused ("\n\n \n", -1, DERM_ERROR_EMPTY, "empty");
  assert_refused ("image_id,dx\n", -1, DERM_ERROR_EMPTY, "no row");
  assert_refused ("i\0m\0a\0", 6, DERM_ERROR_FORMAT, "UTF-8");
  assert_refused ("name,dx\na,nv\n", -1, DERM_ERROR_FORMAT, "name, dx");
  assert_refused ("image_id,age\na,50\n", -1, DERM_ERROR_FORMAT, "image_id, age");
  assert_refused ("image_id,dx\na,\"nv\nb,nv\n", -1, DERM_ERROR_FORMAT, "line 2");
  assert_refused ("image_id,dx\na,\"nv\"x\n", -1, DERM_ERROR_FORMAT, "line 2");
  g_assert_null (derm_truth_new_from_file (missing, labels, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* Whatever the bytes are, it ends, with a truth or with a reason. */
static void
test_noise (void)
{
  static const char alphabet[] = "image_id,dx\n\r\";\t nv\xff\xc3";
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (int round = 0; round < 500; round++)
    {
      g_autoptr (GString) text = g_string_new (g_rand_boolean (random) ? "image_id,dx\n" : "");
      g_autoptr (GError) error = NULL;
      g_autoptr (DermTruth) truth = NULL;

      for (int i = g_rand_int_range (random, 0, 60); i > 0; i--)
        g_string_append_c (text, alphabet[g_rand_int_range (random, 0, (int) sizeof alphabet - 1)]);
      truth = read_full (text->str, (gssize) text->len, NULL, NULL, &error);
      g_assert_true ((truth == NULL) == (error != NULL));
    }
}

static DermTable *
read_table (const char *text, GError **error)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("table-XXXXXX.csv", &stream, NULL);
  DermTable *table;

  g_assert_true (g_file_set_contents (g_file_peek_path (file), text, -1, NULL));
  table = derm_table_new_from_file (file, NULL, error);
  g_unlink (g_file_peek_path (file));
  return table;
}

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
  g_autoptr (GError) error = NULL;
  g_autoptr (DermTable) table = read_table (clinic, &error);
  g_autoptr (DermTruth) truth = NULL;
  g_autoptr (GArray) words = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (derm_table_get_n_columns (table), ==, 4);
  g_assert_cmpuint (derm_table_get_n_rows (table), ==, 6);
  g_assert_cmpstr (derm_table_get_cell (table, 2, 3), ==, "Nevus");
  g_assert_cmpstr (derm_table_get_cell (table, 5, 3), ==, "");
  g_assert_cmpint (derm_table_find_id_column (table, names), ==, 1);
  g_assert_cmpuint (derm_table_count_matches (table, 1, names), ==, 2);
  g_assert_cmpint (derm_table_find_label_column (table, labels, NULL), ==, 3);
  g_assert_false (derm_table_has_class_columns (table, labels));
  words = derm_table_list_words (table, 3, 64);
  g_assert_cmpuint (words->len, ==, 4);
  g_assert_cmpstr (g_array_index (words, DermWord, 0).text, ==, "nevus");
  g_assert_cmpuint (g_array_index (words, DermWord, 0).n, ==, 2);
  g_assert_null (derm_table_list_words (table, 1, 5)); /* six different names are no classes */

  g_hash_table_insert (meaning, (gpointer) "nevus", (gpointer) "nv");
  g_hash_table_insert (meaning, (gpointer) "Nevus", (gpointer) "nv");
  g_hash_table_insert (meaning, (gpointer) "unclear", (gpointer) "");
  truth = derm_truth_new_from_table (table, labels, 1, 3, meaning, &error);
  g_assert_no_error (error);
  assert_image (truth, "b.jpg", NV, NULL, NULL);
  assert_image (truth, "c", NV, NULL, NULL);
  assert_image (truth, "d", -1, NULL, NULL);
  assert_image (truth, "a", -1, NULL, NULL);
  g_assert_cmpuint (derm_truth_get_n_problems (truth), ==, 2);
  assert_problem (truth, 0, "line 2: ", "Melanoma in situ");
  assert_problem (truth, 1, "line 7: ", "2 fields");
}

static void
test_table_one_hot (void)
{
  static const char *const names[] = { "ISIC_2.jpg", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermTable) table = read_table ("picture,NV,mel,scc\nISIC_1,1,0,0\nISIC_2,0,1.0,0\n", &error);
  g_autoptr (DermTruth) truth = NULL;

  g_assert_no_error (error);
  g_assert_true (derm_table_has_class_columns (table, labels));
  g_assert_cmpint (derm_table_find_label_column (table, labels, NULL), ==, -1);
  g_assert_cmpint (derm_table_find_id_column (table, names), ==, 0);
  truth = derm_truth_new_from_table (table, labels, 0, -1, NULL, &error);
  g_assert_no_error (error);
  assert_image (truth, "ISIC_1", NV, NULL, NULL);
  assert_image (truth, "ISIC_2", MEL, NULL, NULL);
}

static void
test_table_refused (void)
{
  g_autoptr (GString) wide = g_string_new ("a");
  g_autoptr (GError) error = NULL, empty = NULL;
  g_autoptr (DermTable) table = NULL;

  g_assert_null (read_table ("a,b\n1,2\n3,\"4\n", &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_FORMAT);
  g_assert_true (g_str_has_prefix (error->message, "line 3: "));
  for (int i = 0; i < 200; i++)
    g_string_append (wide, ",p");
  table = read_table (wide->str, &empty);
  g_assert_no_error (empty);
  g_assert_cmpuint (derm_table_get_n_columns (table), ==, 64);
  g_assert_cmpuint (derm_table_get_n_rows (table), ==, 0);
  g_assert_null (derm_truth_new_from_table (table, labels, 0, 1, NULL, &empty));
  g_assert_error (empty, DERM_ERROR, DERM_ERROR_EMPTY);
}

static void
test_words (void)
{
  static const char *const titles[]
      = { "Aktinische Keratosen", "Basalzellkarzinom", "Keratose", "Fibrom", "Melanom", "Nävi", "Gefäße", NULL };
  static const char *const other[] = { "benign", "malignant", NULL };
  static const struct {
    const char *word;
    int label;
  } cases[] = {
    { "MEL", MEL },
    { "melanoma, invasive", MEL },
    { "Melanom", MEL },
    { "NÄVI", NV },
    { "Melanocytic_Nevus", NV },
    { "seborrheic keratosis", BKL },
    { "pigmented benign keratosis", BKL },
    { "Actinic keratosis / Bowen's disease", AKIEC },
    { "basal-cell carcinoma", BCC },
    { "hemangioma", VASC },
    { "dermatofibroma", DF },
    { "not melanoma", -1 },
    { "squamous cell carcinoma", -1 },
    { "keratosis", -1 },
    { "4", -1 },
    { "mell", -1 },
    { "", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].word);
      g_assert_cmpint (derm_word_guess_label (cases[i].word, labels, titles), ==, cases[i].label);
    }
  g_assert_cmpint (derm_word_guess_label ("melanoma", other, NULL), ==, -1);
  g_assert_cmpint (derm_word_guess_label ("Malignant", other, NULL), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/truth/ham10000", test_ham10000);
  g_test_add_func ("/truth/dress", test_dress);
  g_test_add_func ("/truth/isic", test_isic);
  g_test_add_func ("/truth/named-columns", test_named_columns);
  g_test_add_func ("/truth/split-file", test_split_file);
  g_test_add_func ("/truth/problems", test_problems);
  g_test_add_func ("/truth/refused", test_refused);
  g_test_add_func ("/truth/noise", test_noise);
  g_test_add_func ("/truth/table", test_table);
  g_test_add_func ("/truth/table/one-hot", test_table_one_hot);
  g_test_add_func ("/truth/table/refused", test_table_refused);
  g_test_add_func ("/truth/words", test_words);
  return g_test_run ();
}
