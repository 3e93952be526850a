/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Tables of labels as they come: HAM10000's, ISIC's, anybody's, and wrong ones. */

#include "truth-fixture.h"

#include <string.h>

static void
test_ham10000 (void)
{
  g_autoptr (DermTruth) truth = truth_read ("lesion_id,image_id,dx,dx_type,age,sex,localization\n"
                                            "HAM_0000118,ISIC_0027419,bkl,histo,80.0,male,scalp\n"
                                            "HAM_0000118,ISIC_0025030,bkl,histo,80.0,male,scalp\n"
                                            "HAM_0002730,ISIC_0026769,NV,histo,,male,scalp\n");

  g_assert_cmpuint (derm_truth_get_n_images (truth), ==, 3);
  g_assert_cmpuint (derm_truth_get_n_problems (truth), ==, 0);
  g_assert_true (derm_truth_has_lesions (truth));
  g_assert_false (derm_truth_has_split (truth));
  truth_assert_image (truth, "ISIC_0027419", BKL, "HAM_0000118", NULL);
  truth_assert_image (truth, "/some/where/ISIC_0026769.JPG", NV, "HAM_0002730", NULL);
  g_assert_cmpint (derm_truth_find (truth, "ISIC_0000000"), ==, -1);
  g_assert_cmpstr (derm_truth_get_id (truth, 1), ==, "ISIC_0025030");
  g_assert_cmpuint (derm_truth_get_line (truth, 1), ==, 3);
}

/* All columns but that of the ids; of two rows of an image the first counts. */
static void
test_columns (void)
{
  g_autoptr (DermTruth) truth = truth_read ("lesion_id,image_id,dx,age,\n"
                                            "L1,a.jpg,bkl,80.0,x\n"
                                            "L2,b,nv,,\n"
                                            "L1,a,bkl,70.0,y\n");
  static const char *const names[] = { "lesion_id", "dx", "age", "column 5" };
  static const char *const cells[][4] = { { "L1", "bkl", "80.0", "x" }, { "L2", "nv", "", "" } };

  g_assert_cmpuint (derm_truth_get_n_columns (truth), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpstr (derm_truth_get_column (truth, i), ==, names[i]);
      for (guint image = 0; image < 2; image++)
        g_assert_cmpstr (derm_truth_get_cell (truth, image, i), ==, cells[image][i]);
    }
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
      g_autoptr (DermTruth) truth = truth_read (texts[i]);

      g_test_message ("text %zu", i);
      g_assert_cmpuint (derm_truth_get_n_images (truth), ==, 2);
      g_assert_cmpuint (derm_truth_get_n_problems (truth), ==, 0);
      truth_assert_image (truth, "a.jpg", MEL, "L1", "train");
      truth_assert_image (truth, "b", NV, "L2", "test");
    }
}

static void
test_isic (void)
{
  g_autoptr (DermTruth) truth = truth_read ("image,MEL,NV,BCC,AKIEC,BKL,DF,VASC\n"
                                            "ISIC_1,0.0,1.0,0.0,0.0,0.0,0.0,0.0\n"
                                            "ISIC_2,0,0,0,1,0,0,0\n"
                                            "ISIC_3,0.0,0.0,0.0,0.0,0.0,0.0,0.0\n"
                                            "ISIC_4,1.0,1.0,0.0,0.0,0.0,0.0,0.0\n");

  truth_assert_image (truth, "ISIC_1", NV, NULL, NULL);
  truth_assert_image (truth, "ISIC_2", AKIEC, NULL, NULL);
  truth_assert_image (truth, "ISIC_3", -1, NULL, NULL);
  truth_assert_image (truth, "ISIC_4", -1, NULL, NULL);
  g_assert_cmpuint (derm_truth_get_n_problems (truth), ==, 2);
  truth_assert_problem (truth, 0, "line 4: ", "none");
  truth_assert_problem (truth, 1, "line 5: ", "more than one");
}

static void
test_named_columns (void)
{
  const DermTruthHints columns = { "Bild", "Befund", "Laesion", "Fach" };
  const DermTruthHints wrong = { "Bild", "Diagnose" };
  const char *text = "dx,Bild,Befund,Laesion,Fach\nwrong,a,mel,7,x\n";
  g_autoptr (GError) error = NULL, missing = NULL;
  g_autoptr (DermTruth) truth = truth_read_full (text, -1, &columns, NULL, &error);

  g_assert_no_error (error);
  truth_assert_image (truth, "a", MEL, "7", "x");
  g_assert_null (truth_read_full (text, -1, &wrong, NULL, &missing));
  g_assert_error (missing, DERM_ERROR, DERM_ERROR_FORMAT);
  g_assert_nonnull (strstr (missing->message, "Diagnose"));
  g_assert_nonnull (strstr (missing->message, "Befund"));
}

static void
test_split_file (void)
{
  const char *text = "image_id,dx,split\na,mel,old\nb,nv,old\n";
  g_autoptr (GError) error = NULL, wrong = NULL;
  g_autoptr (DermTruth) truth = truth_read_full (text, -1, NULL, "image_id,part\na.jpg,train\n", &error);

  g_assert_no_error (error);
  truth_assert_image (truth, "a", MEL, NULL, "train");
  truth_assert_image (truth, "b", NV, NULL, NULL);
  g_assert_null (truth_read_full (text, -1, NULL, "image_id,x\na,train\n", &wrong));
  g_assert_error (wrong, DERM_ERROR, DERM_ERROR_FORMAT);
  g_assert_nonnull (strstr (wrong->message, "split-"));
}

/* Rows that are of no use are named with their line, the others count. */
static void
test_problems (void)
{
  g_autoptr (DermTruth) truth = truth_read ("image_id,dx,split\n"
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

  truth_assert_image (truth, "a", -1, NULL, "train");
  truth_assert_image (truth, "b", -1, NULL, "train");
  truth_assert_image (truth, "e", NV, NULL, "train");
  truth_assert_image (truth, "f", NV, NULL, "train");
  g_assert_cmpuint (derm_truth_get_n_images (truth), ==, 5);
  g_assert_cmpuint (derm_truth_get_n_problems (truth), ==, 5);
  truth_assert_problem (truth, 0, "line 4: ", "no label");
  truth_assert_problem (truth, 1, "line 5: ", "no id");
  truth_assert_problem (truth, 2, "line 6: ", "4 fields");
  truth_assert_problem (truth, 3, "line 10: ", "“nv” here and “mel” in line 2");
  truth_assert_problem (truth, 4, "line 11: ", "“test” here");
  truth_assert_word (truth, "scc", -1, 1);
  g_assert_true (truth_has_remark (truth, "“scc” (1)"));
}

/* However a line ends it is one line, in quotation marks too. */
static void
test_line_numbers (void)
{
  static const char *const ends[] = { "\n", "\r\n", "\r" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_auto (GStrv) lines = g_strsplit ("image_id,dx|a,mel||\"b|c\",nv|d,", "|", -1);
      g_autofree char *text = g_strjoinv (ends[i], lines);
      g_autoptr (DermTruth) truth = truth_read (text);

      g_assert_cmpuint (derm_truth_get_n_images (truth), ==, 3);
      g_assert_cmpuint (derm_truth_get_line (truth, 1), ==, 4);
      g_assert_cmpuint (derm_truth_get_line (truth, 2), ==, 6);
      truth_assert_problem (truth, 0, "line 6: ", "no label");
    }
}

static void
assert_refused (const char *text, gssize length, int code, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (truth_read_full (text, length, NULL, NULL, &error));
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
  assert_refused ("image_id,dx\na,\0nv\n", 19, DERM_ERROR_FORMAT, "zero bytes");
  assert_refused ("name,dx\na,nv\n", -1, DERM_ERROR_FORMAT, "name, dx");
  assert_refused ("image_id,age\na,50\n", -1, DERM_ERROR_FORMAT, "image_id, age");
  assert_refused ("image_id,dx\na,\"nv\nb,nv\n", -1, DERM_ERROR_FORMAT, "line 2");
  assert_refused ("image_id,dx\na,\"nv\"x\n", -1, DERM_ERROR_FORMAT, "line 2");
  g_assert_null (derm_truth_new_from_file (missing, truth_labels, NULL, NULL, NULL, &error));
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
      truth = truth_read_full (text->str, (gssize) text->len, NULL, NULL, &error);
      g_assert_true ((truth == NULL) == (error != NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/truth/ham10000", test_ham10000);
  g_test_add_func ("/truth/columns", test_columns);
  g_test_add_func ("/truth/dress", test_dress);
  g_test_add_func ("/truth/isic", test_isic);
  g_test_add_func ("/truth/named-columns", test_named_columns);
  g_test_add_func ("/truth/split-file", test_split_file);
  g_test_add_func ("/truth/problems", test_problems);
  g_test_add_func ("/truth/line-numbers", test_line_numbers);
  g_test_add_func ("/truth/refused", test_refused);
  g_test_add_func ("/truth/noise", test_noise);
  return g_test_run ();
}
