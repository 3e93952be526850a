/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "figures-fixture.h"

/* Faults of the model and of four images with a truth: too few to tell most of them. */

static const char table[] = "image_id,dx\nphoto 1,nv\nphoto 2,nv\nphoto 3,mel\nphoto 10,mel\n";

static LensAuditing *
audit (FixtureSession *fixture)
{
  LensAuditing *auditing = lens_session_get_auditing (fixture->session);

  fixture_open_table (fixture, "one.csv", table);
  g_assert_true (lens_auditing_can_start (auditing));
  lens_auditing_start (auditing);
  g_assert_true (lens_auditing_is_working (auditing));

  return auditing;
}

static gboolean
has_finding (DermAudit *audit, DermFindingKind wanted, DermVerdict verdict)
{
  for (guint i = 0; i < derm_audit_get_n_findings (audit); i++)
    {
      DermFindingKind kind;
      DermVerdict found;

      g_assert_nonnull (derm_audit_get_finding (audit, i, &kind, &found));
      if (kind == wanted)
        return found == verdict;
    }

  return FALSE;
}

static void
test_none (FixtureSession *fixture, gconstpointer data)
{
  LensAuditing *auditing = lens_session_get_auditing (fixture->session);

  g_assert_false (lens_auditing_can_start (auditing));
  g_assert_false (lens_auditing_is_working (auditing));
  g_assert_null (lens_auditing_get_audit (auditing));
  lens_auditing_stop (auditing);
}

static void
test_findings (FixtureSession *fixture, gconstpointer data)
{
  LensAuditing *auditing = audit (fixture);
  DermAudit *found;

  fixture_wait_session (fixture->session);
  g_assert_null (lens_auditing_get_error (auditing));
  found = lens_auditing_get_audit (auditing);
  g_assert_cmpuint (derm_audit_get_n_images (found), ==, 4);
  g_assert_cmpuint (lens_auditing_get_n_done (auditing), ==, 4);
  g_assert_true (has_finding (found, DERM_FINDING_LABELS, DERM_VERDICT_UNKNOWN)); /* by four images */
  g_assert_true (has_finding (found, DERM_FINDING_DUPLICATES, DERM_VERDICT_FINE));

  fixture_open_copy (fixture, "photo 11.jpg");
  fixture_open_table (fixture, "two.csv",
                      "image_id,dx\nphoto 1,nv\nphoto 2,nv\nphoto 3,mel\nphoto 10,mel\nphoto 11,mel\n");
  fixture_wait_session (fixture->session);
  g_assert_null (lens_auditing_get_audit (auditing)); /* it was of another truth */
  lens_auditing_start (auditing);
  fixture_wait_session (fixture->session);
  g_assert_true (has_finding (lens_auditing_get_audit (auditing), DERM_FINDING_DUPLICATES, DERM_VERDICT_FAULT));
}

static void
test_stop (FixtureSession *fixture, gconstpointer data)
{
  LensAuditing *auditing = audit (fixture);

  lens_auditing_stop (auditing);
  g_assert_false (lens_auditing_is_working (auditing));
  fixture_run_for (300);
  g_assert_null (lens_auditing_get_audit (auditing));
  g_assert_null (lens_auditing_get_error (auditing));
}

/* Of another recipe it would say something else. */
static void
test_other_recipe (FixtureSession *fixture, gconstpointer data)
{
  LensAuditing *auditing = audit (fixture);
  LensReading *reading = lens_session_get_reading (fixture->session);
  g_autoptr (DermRecipe) recipe = derm_model_find_recipe (lens_reading_get_model (reading), "as-trained", NULL);

  lens_reading_set_recipe (reading, recipe);
  g_assert_false (lens_auditing_is_working (auditing));
  fixture_wait_session (fixture->session);
  g_assert_null (lens_auditing_get_audit (auditing));
  lens_auditing_start (auditing);
  fixture_wait_session (fixture->session);
  g_assert_nonnull (lens_auditing_get_audit (auditing));
  lens_reading_set_recipe (reading, derm_model_get_recipe (lens_reading_get_model (reading)));
  g_assert_null (lens_auditing_get_audit (auditing));
}

/* None of the images can be used: it says so, and why. */
static void
test_error (FixtureSession *fixture, gconstpointer data)
{
  LensAuditing *auditing = lens_session_get_auditing (fixture->session);

  fixture_open_table (fixture, "others.csv", "image_id,dx\nelsewhere 1,nv\nelsewhere 2,mel\n");
  if (!lens_auditing_can_start (auditing))
    return; /* a table of no open image is no truth */
  lens_auditing_start (auditing);
  fixture_wait_session (fixture->session);
  g_assert_null (lens_auditing_get_audit (auditing));
  g_assert_nonnull (lens_auditing_get_error (auditing));
}

#define add(path, n, test)                                                                                             \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (n), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/auditing/none", 4, test_none);
  add ("/auditing/findings", 4, test_findings);
  add ("/auditing/stop", 4, test_stop);
  add ("/auditing/other-recipe", 4, test_other_recipe);
  add ("/auditing/error", 4, test_error);

  return g_test_run ();
}
