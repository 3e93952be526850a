/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "truth-fixture.h"

#include <string.h>

/* Which columns and words mean what: the exports of the ISIC archive, its challenges year by year, and others. */

static void
test_words (void)
{
  static const char *const titles[]
      = { "Aktinische Keratosen", "Basalzellkarzinom", "Keratose", "Fibrom", "Melanom", "Nävi", "Gefäße", NULL };
  static const char *const isic_2019[] = { "AK", "SCC", NULL };
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
    { "Solar or actinic keratosis", AKIEC },
    { "Squamous cell carcinoma in situ, Bowen's disease", AKIEC },
    { "Melanoma, NOS", MEL },
    { "Melanoma in situ, lentigo maligna type", MEL },
    { "Malignant melanocytic proliferations (Melanoma)", MEL },
    { "Nevus, Atypical, Dysplastic, or Clark", NV },
    { "lentigo NOS", BKL },
    { "Lichen planus like keratosis", BKL },
    { "Benign keratosis-like lesions", BKL },
    { "Cherry hemangioma", VASC },
    { "Na\xcc\x88vi", NV }, /* decomposed */
    { "AK", AKIEC },
    { "NEV", NV },
    { "SEK", BKL },
    { "ACK", AKIEC },
    { "not melanoma", -1 },
    { "melanoma?", -1 },
    { "nevus vs melanoma", -1 },
    { "non-melanoma", -1 },
    { "Non melanoma", -1 },
    { "no nevus", -1 },
    { "possible melanoma", -1 },
    { "probable nevus", -1 },
    { "suspected melanoma", -1 },
    { "melanoma, suspicion", -1 },
    { "suspicious nevus", -1 },
    { "exclude melanoma", -1 },
    { "melanoma excluded", -1 },
    { "nevus versus df", -1 },
    { "melanoma unlikely", -1 },
    { "rule out melanoma", -1 },
    { "melanoma, differential nevus", -1 },
    { "nonspecific melanoma", MEL }, /* only the whole word is a doubt */
    { "sebaceous nevus", -1 },
    { "Nevus flammeus", -1 },
    { "epidermal nevus", -1 },
    { "nevus, melanoma", -1 },
    { "Flat melanotic pigmentations - not melanocytic nevus", -1 },
    { "nevus sebaceous", -1 },
    { "Squamous cell carcinoma, NOS", -1 },
    { "cafe-au-lait macule", -1 },
    { "atypical melanocytic proliferation", -1 },
    { "Benign", -1 },
    { "unknown", -1 },
    { "squamous cell carcinoma", -1 },
    { "keratosis", -1 },
    { "4", -1 },
    { "mell", -1 },
    { "", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].word);
      g_assert_cmpint (derm_word_guess_label (cases[i].word, truth_labels, titles), ==, cases[i].label);
    }
  g_assert_cmpint (derm_word_guess_label ("AKIEC", isic_2019, NULL), ==, 0);
  g_assert_cmpint (derm_word_guess_label ("actinic keratosis", isic_2019, NULL), ==, 0);
  g_assert_cmpint (derm_word_guess_label ("squamous cell carcinoma", isic_2019, NULL), ==, 1);
  g_assert_cmpint (derm_word_guess_label ("melanoma", other, NULL), ==, -1);
  g_assert_cmpint (derm_word_guess_label ("Malignant", other, NULL), ==, 1);
}

/* ISIC 2016: no line of names, and two words that are no classes of ours. */
static void
test_2016 (void)
{
  static const char *const labels[] = { "benign", "malignant", NULL };
  static const char text[] = "ISIC_0000000,benign\nISIC_0000001,benign\nISIC_0000002,malignant\n";
  g_autoptr (DermTruth) ours = truth_read (text), theirs = NULL;
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("truth-XXXXXX", &stream, NULL);

  g_assert_cmpuint (derm_truth_get_n_images (ours), ==, 3);
  truth_assert_word (ours, "benign", -1, 2);
  truth_assert_word (ours, "malignant", -1, 1);
  g_assert_true (g_file_set_contents (g_file_peek_path (file), text, -1, NULL));
  theirs = derm_truth_new_from_file (file, labels, NULL, NULL, NULL, NULL);
  truth_assert_image (theirs, "ISIC_0000000", 0, NULL, NULL);
  truth_assert_image (theirs, "ISIC_0000002", 1, NULL, NULL);
  g_assert_true (g_file_delete (file, NULL, NULL));
}

/* ISIC 2017: what is neither melanoma nor keratosis is a nevus, unless somebody says otherwise. */
static void
test_2017 (void)
{
  static const char text[] = "image_id,melanoma,seborrheic_keratosis\n"
                             "ISIC_0000000,0.0,0.0\nISIC_0000002,1.0,0.0\nISIC_0000008,0.0,1.0\n";
  g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);
  const DermTruthHints hints = { .words = words };
  g_autoptr (DermTruth) truth = truth_read (text), told = NULL;
  g_autoptr (GError) error = NULL;

  truth_assert_image (truth, "ISIC_0000000", NV, NULL, NULL);
  truth_assert_image (truth, "ISIC_0000002", MEL, NULL, NULL);
  truth_assert_image (truth, "ISIC_0000008", BKL, NULL, NULL);
  g_assert_true (truth_has_remark (truth, "“neither” = nv (1)"));
  g_assert_true (truth_has_remark (truth, "“seborrheic_keratosis” = bkl (1)"));

  g_hash_table_insert (words, (gpointer) "neither", (gpointer) "");
  told = truth_read_full (text, -1, &hints, NULL, &error);
  g_assert_no_error (error);
  truth_assert_image (told, "ISIC_0000000", -1, NULL, NULL);
}

static void
test_2018 (void)
{
  g_autoptr (DermTruth) truth = truth_read ("image,MEL,NV,BCC,AKIEC,BKL,DF,VASC\n"
                                            "ISIC_0024306,0.0,1.0,0.0,0.0,0.0,0.0,0.0\n"
                                            "ISIC_0024310,0.0,0.0,0.0,1.0,0.0,0.0,0.0\n");

  truth_assert_image (truth, "ISIC_0024306", NV, NULL, NULL);
  truth_assert_image (truth, "ISIC_0024310", AKIEC, NULL, NULL);
  g_assert_false (derm_truth_is_guessed (truth));
  g_assert_cmpuint (derm_truth_get_n_remarks (truth), ==, 1); /* only where what is */
  g_assert_null (derm_truth_get_label_column (truth));
}

/* ISIC 2019, and its test images, which have weights too. */
static void
test_2019 (void)
{
  g_autoptr (DermTruth) truth = truth_read ("image,MEL,NV,BCC,AK,BKL,DF,VASC,SCC,UNK,score_weight,validation_weight\n"
                                            "ISIC_1,0,0,0,1,0,0,0,0,0,1.0,0.0\n"
                                            "ISIC_2,0,0,0,0,0,0,0,1,0,1.0,0.0\n"
                                            "ISIC_3,0,0,0,0,0,0,0,1,0,1.0,1.0\n"
                                            "ISIC_4,1,0,0,0,0,0,0,0,0,1.0,1.0\n"
                                            "ISIC_5,0,0,0,0,0,0,0,0,0,1.0,1.0\n"
                                            "ISIC_6,1,0,0,0,0,0,0,1,0,1.0,1.0\n");

  truth_assert_image (truth, "ISIC_1", AKIEC, NULL, NULL);
  truth_assert_image (truth, "ISIC_2", -1, NULL, NULL);
  truth_assert_image (truth, "ISIC_4", MEL, NULL, NULL);
  truth_assert_image (truth, "ISIC_6", -1, NULL, NULL);
  truth_assert_word (truth, "AK", AKIEC, 1);
  truth_assert_word (truth, "SCC", -1, 3);
  truth_assert_word (truth, "UNK", -1, 0);
  g_assert_true (truth_has_remark (truth, "“SCC” (3), “UNK” (0)"));
  g_assert_false (truth_has_remark (truth, "weight"));
  g_assert_cmpuint (derm_truth_get_n_problems (truth), ==, 2);
  truth_assert_problem (truth, 0, "line 6: ", "none");
  truth_assert_problem (truth, 1, "line 7: ", "more than one");
}

/* Columns that nobody has heard of, but that stand where the classes are. */
static void
test_other_columns (void)
{
  g_autoptr (DermTruth) truth = truth_read ("isic_id,MEL,NV,MAL_OTH,male\n"
                                            "ISIC_1,1,0,0,1\nISIC_2,0,1,0,0\nISIC_3,0,0,1,1\n");

  truth_assert_word (truth, "MAL_OTH", -1, 1);
  g_assert_cmpuint (derm_truth_get_n_problems (truth), ==, 0);
  g_assert_false (truth_has_remark (truth, "male"));
}

static void
test_2020 (void)
{
  g_autoptr (DermTruth) truth = truth_read (
      "image_name,patient_id,sex,age_approx,anatom_site_general_challenge,diagnosis,benign_malignant,target\n"
      "ISIC_1,IP_1,male,45.0,head/neck,unknown,benign,0\n"
      "ISIC_2,IP_1,female,45.0,torso,nevus,benign,0\n"
      "ISIC_3,IP_2,female,50.0,torso,melanoma,malignant,1\n"
      "ISIC_4,IP_2,female,50.0,torso,seborrheic keratosis,benign,0\n"
      "ISIC_5,IP_2,female,50.0,torso,unknown,benign,0\n");

  g_assert_cmpstr (derm_truth_get_id_column (truth), ==, "image_name");
  g_assert_cmpstr (derm_truth_get_label_column (truth), ==, "diagnosis");
  truth_assert_image (truth, "ISIC_2", NV, NULL, NULL);
  truth_assert_image (truth, "ISIC_3", MEL, NULL, NULL);
  truth_assert_image (truth, "ISIC_4", BKL, NULL, NULL);
  truth_assert_word (truth, "unknown", -1, 2);
  g_assert_cmpuint (derm_truth_get_n_problems (truth), ==, 0);
}

/* The archive's export: the level of the diagnosis that has the classes, not the first one. */
static void
test_archive (void)
{
  g_autoptr (DermTruth) truth
      = truth_read ("isic_id,attribution,diagnosis_1,diagnosis_2,diagnosis_3,diagnosis_4,lesion_id\n"
                    "ISIC_1,\"A, B\",Benign,Benign melanocytic proliferations,Nevus,,IL_1\n"
                    "ISIC_2,A,Malignant,Malignant melanocytic proliferations (Melanoma),Melanoma Invasive,\"Melanoma, "
                    "nodular\",IL_2\n"
                    "ISIC_3,A,Indeterminate,Indeterminate epidermal proliferations,Solar or actinic keratosis,,IL_3\n"
                    "ISIC_4,A,Malignant,Malignant epidermal proliferations,\"Squamous cell carcinoma, NOS\",,IL_4\n");

  g_assert_cmpstr (derm_truth_get_id_column (truth), ==, "isic_id");
  g_assert_cmpstr (derm_truth_get_label_column (truth), ==, "diagnosis_3");
  truth_assert_image (truth, "ISIC_1", NV, "IL_1", NULL);
  truth_assert_image (truth, "ISIC_2", MEL, "IL_2", NULL);
  truth_assert_image (truth, "ISIC_3", AKIEC, "IL_3", NULL);
  truth_assert_image (truth, "ISIC_4", -1, "IL_4", NULL);
  g_assert_true (derm_truth_is_guessed (truth));
  g_assert_true (truth_has_remark (truth, "“Melanoma Invasive” = mel (1)"));
  g_assert_true (truth_has_remark (truth, "“Squamous cell carcinoma, NOS” (1)"));
}

/* What somebody says goes before what is guessed, whatever the letter case; a slip is not overlooked. */
static void
test_told (void)
{
  static const char text[] = "image_id,dx\na,Nevus\nb,Lentigo\nc,melanoma\n";
  static const char columns[] = "image,MEL,NV,SCC\na,0,0,1\nb,0,1,0\nc,1,0,0\n";
  g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);
  const DermTruthHints hints = { .words = words };
  g_autoptr (GError) error = NULL, slip = NULL;
  g_autoptr (DermTruth) truth = NULL, one_hot = NULL;

  g_hash_table_insert (words, (gpointer) "lentigo", (gpointer) "bkl");
  g_hash_table_insert (words, (gpointer) "Nevus", (gpointer) "");
  truth = truth_read_full (text, -1, &hints, NULL, &error);
  g_assert_no_error (error);
  truth_assert_image (truth, "a", -1, NULL, NULL);
  truth_assert_image (truth, "b", BKL, NULL, NULL);
  truth_assert_image (truth, "c", MEL, NULL, NULL);

  g_hash_table_insert (words, (gpointer) "Naevus", (gpointer) "nv");
  g_assert_null (truth_read_full (text, -1, &hints, NULL, &slip));
  g_assert_error (slip, DERM_ERROR, DERM_ERROR_FORMAT);
  g_assert_nonnull (strstr (slip->message, "Naevus"));
  g_assert_nonnull (strstr (slip->message, "Lentigo"));

  g_hash_table_remove_all (words);
  g_hash_table_insert (words, (gpointer) "scc", (gpointer) "akiec");
  one_hot = truth_read_full (columns, -1, &hints, NULL, &error);
  g_assert_no_error (error);
  truth_assert_image (one_hot, "a", AKIEC, NULL, NULL);
}

/* The same letter, composed or decomposed. */
static void
test_composed (void)
{
  g_autoptr (DermTruth) composed = truth_read ("image_id,dx\nL\xc3\xa4sion 1,nv\n");
  g_autoptr (DermTruth) decomposed = truth_read ("image_id,dx\nLa\xcc\x88sion 1.png,nv\n");

  for (int i = 0; i < 2; i++)
    {
      truth_assert_image (i ? composed : decomposed, "/x/L\xc3\xa4sion 1.jpg", NV, NULL, NULL);
      truth_assert_image (i ? composed : decomposed, "/x/La\xcc\x88sion 1.jpg", NV, NULL, NULL);
    }
}

/* Of two columns that may name the images the one that does. */
static void
test_id_column (void)
{
  static const char *const names[] = { "photo 7.jpg", NULL };
  const DermTruthHints hints = { .names = names };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermTruth) truth
      = truth_read_full ("image_id,Datei,dx\n1,photo 7.jpg,nv\n2,photo 8.jpg,mel\n", -1, &hints, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (derm_truth_get_id_column (truth), ==, "Datei");
  truth_assert_image (truth, "photo 7", NV, NULL, NULL);
}

/* A column of answers beside the one of the truth is none, however many of its words are classes. */
static void
test_label_column (void)
{
  g_autoptr (DermTruth) truth = truth_read ("image_id,prediction,dx\na,nv,melanoma\nb,nv,unclear\n");
  g_autoptr (DermTruth) one_hot = truth_read ("image,MEL,NV,target\na,1,0,4\nb,0,1,5\n");
  g_autoptr (DermTruth) scores = truth_read ("image,dx,mel,nv\na,nv,0.75,0.25\nb,mel,0.2,0.8\n");

  g_assert_cmpstr (derm_truth_get_label_column (truth), ==, "dx");
  truth_assert_image (truth, "a", MEL, NULL, NULL);
  g_assert_null (derm_truth_get_label_column (one_hot));
  truth_assert_image (one_hot, "a", MEL, NULL, NULL);
  truth_assert_image (scores, "a", NV, NULL, NULL);
}

/* Nine of ten cells with an image's ending name images; fewer do not. */
static void
test_endings (void)
{
  for (int n_others = 1; n_others <= 2; n_others++)
    {
      g_autoptr (GString) text = g_string_new ("x,y,dx\n");
      g_autoptr (DermTable) table = NULL;

      for (int i = 0; i < 10; i++)
        g_string_append_printf (text, "a%s,b%d,%s\n", i < n_others ? "" : ".jpg", i, i % 2 ? "nv" : "mel");
      table = truth_read_table (text->str, -1, NULL);
      g_assert_cmpint (derm_table_find_id_column (table, NULL), ==, n_others == 1 ? 0 : 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/truth-words/words", test_words);
  g_test_add_func ("/truth-words/2016", test_2016);
  g_test_add_func ("/truth-words/2017", test_2017);
  g_test_add_func ("/truth-words/2018", test_2018);
  g_test_add_func ("/truth-words/2019", test_2019);
  g_test_add_func ("/truth-words/other-columns", test_other_columns);
  g_test_add_func ("/truth-words/2020", test_2020);
  g_test_add_func ("/truth-words/archive", test_archive);
  g_test_add_func ("/truth-words/endings", test_endings);
  g_test_add_func ("/truth-words/told", test_told);
  g_test_add_func ("/truth-words/composed", test_composed);
  g_test_add_func ("/truth-words/id-column", test_id_column);
  g_test_add_func ("/truth-words/label-column", test_label_column);
  return g_test_run ();
}
