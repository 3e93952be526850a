/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "truth-fixture.h"

/* A column for each class: what is a yes, what a no, and what neither. */

static void
test_booleans (void)
{
  static const char *const yes[] = { "True", "TRUE", "true", "1.0", "yes", "Y", "x" };
  static const char *const no[] = { "False", "FALSE", "false", "0.0", "no", "N", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (yes); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("image;MEL;NV;BKL\nISIC_1;%s;%s;%s\nISIC_2;%s;%s;%s\nISIC_3;%s;%s;maybe\n", no[i], no[i],
                             yes[i], yes[i], no[i], no[i], no[i], yes[i]);
      g_autoptr (DermTruth) truth = truth_read (text);

      g_test_message ("%s", yes[i]);
      truth_assert_image (truth, "ISIC_1", BKL, NULL, NULL);
      truth_assert_image (truth, "ISIC_2", MEL, NULL, NULL);
      truth_assert_image (truth, "ISIC_3", NV, NULL, NULL);
      g_assert_cmpuint (derm_truth_get_n_problems (truth), ==, 1);
      truth_assert_problem (truth, 0, "line 4: ", "“maybe” in the column BKL");
    }
}

/* A decimal comma, and what is neither 0 nor 1. */
static void
test_numbers (void)
{
  g_autoptr (DermTruth) truth = truth_read ("image;MEL;NV\nISIC_1;0,0;1,0\nISIC_2;0,8;0,2\nISIC_3;2;0\nISIC_4;nan;1\n");

  truth_assert_image (truth, "ISIC_1", NV, NULL, NULL);
  truth_assert_image (truth, "ISIC_2", MEL, NULL, NULL);
  truth_assert_image (truth, "ISIC_3", -1, NULL, NULL);
  truth_assert_image (truth, "ISIC_4", NV, NULL, NULL);
  truth_assert_problem (truth, 0, "line 4: ", "“2” in the column MEL");
}

/* A share of a half is a yes, all that is below it a no; 1 and 0 are the limits. */
static void
test_halves (void)
{
  g_autoptr (DermTruth) truth = truth_read ("image,MEL,NV\na,0.5,0.4999\nb,0.49,0.51\nc,1.0000001,0\nd,-0.1,1\n"
                                            "e,0.5,0.5\nf,0.2,0.3\n");

  truth_assert_image (truth, "a", MEL, NULL, NULL);
  truth_assert_image (truth, "b", NV, NULL, NULL);
  truth_assert_image (truth, "c", -1, NULL, NULL);
  truth_assert_image (truth, "d", NV, NULL, NULL);
  truth_assert_image (truth, "e", -1, NULL, NULL);
  truth_assert_image (truth, "f", -1, NULL, NULL);
  truth_assert_problem (truth, 0, "line 4: ", "“1.0000001” in the column MEL");
}

/* Two columns of one class that agree, or of which one says so, name that class. */
static void
test_same_class (void)
{
  g_autoptr (DermTruth) truth = truth_read ("image,MEL,melanoma,NV\na,1,1,0\nb,0,1,0\nc,1,0,0\nd,0,1,1\n");

  truth_assert_image (truth, "a", MEL, NULL, NULL);
  truth_assert_image (truth, "b", MEL, NULL, NULL);
  truth_assert_image (truth, "c", MEL, NULL, NULL);
  truth_assert_image (truth, "d", -1, NULL, NULL);
  g_assert_cmpuint (derm_truth_get_n_problems (truth), ==, 1);
  truth_assert_problem (truth, 0, "line 5: ", "more than one");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/truth-columns/booleans", test_booleans);
  g_test_add_func ("/truth-columns/numbers", test_numbers);
  g_test_add_func ("/truth-columns/halves", test_halves);
  g_test_add_func ("/truth-columns/same-class", test_same_class);
  return g_test_run ();
}
