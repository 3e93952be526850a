/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "derm-error.h"
#include "lesson-private.h"

/* What claims are measured with. */

static LessonLab *
lab_new (DermLesson *lesson, DermClassifier *classifier, GCancellable *cancellable)
{
  LessonLab *self = g_new0 (LessonLab, 1);

  self->lesson = lesson;
  self->classifier = classifier;
  self->cancellable = cancellable;
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->values = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

static void
lab_free (LessonLab *self)
{
  g_hash_table_unref (self->kept);
  g_hash_table_unref (self->values);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LessonLab, lab_free)

gboolean
lesson_fail (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_OPTION, message);
  return FALSE;
}

/* What stands behind "recipe=" and the like, or NULL. */
static const char *
find_option (char **words, const char *prefix)
{
  for (char **word = words; *word != NULL; word++)
    if (g_str_has_prefix (*word, prefix))
      return *word + strlen (prefix);
  return NULL;
}

/* *number stays where the option is not there. */
static gboolean
read_option (char **words, const char *prefix, int least, int most, int *number, GError **error)
{
  const char *text = find_option (words, prefix);

  return text == NULL || lesson_read_int (text, least, most, number, error);
}

gboolean
lesson_read_int (const char *text, int least, int most, int *number, GError **error)
{
  gint64 found;

  if (!g_ascii_string_to_signed (text, 10, least, most, &found, NULL))
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("“%1$s” is no number from %2$d to %3$d."), text, least,
                   most);
      return FALSE;
    }
  *number = (int) found;
  return TRUE;
}

gboolean
lesson_read_place (const char *text, int *x, int *y, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 3);

  if (g_strv_length (parts) == 2)
    return lesson_read_int (parts[0], 0, 9999, x, error) && lesson_read_int (parts[1], 0, 9999, y, error);
  g_set_error (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("“%s” is no place: column,row."), text);
  return FALSE;
}

/* What was made by such words before, or NULL. (transfer none) */
static gpointer
find_kept (LessonLab *self, const char *what, char **words, const char *image, char **key)
{
  const char *recipe = find_option (words, "recipe="), *paint = find_option (words, "paint=");

  *key = g_strdup_printf ("%s\n%s\n%s\n%s", what, image, recipe != NULL ? recipe : "", paint != NULL ? paint : "");
  return g_hash_table_lookup (self->kept, *key);
}

/* (transfer none) Takes over key and made. */
static gpointer
keep (LessonLab *self, char **key, gpointer made)
{
  if (made != NULL)
    g_hash_table_insert (self->kept, g_steal_pointer (key), made);
  return made;
}

static DermInput *
make_input (LessonLab *self, char **words, const char *name, GError **error)
{
  g_autofree char *path = derm_lesson_find_image (self->lesson, name);
  g_autoptr (GFile) file = path != NULL ? g_vfs_get_file_for_path (g_vfs_get_local (), path) : NULL;
  g_autoptr (DermRecipe) recipe = NULL;
  g_autoptr (DermImage) image = NULL;
  g_autoptr (DermInput) input = NULL;
  const char *paint = find_option (words, "paint=");

  if (file == NULL)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_OPTION,
                   _ ("there is no image “%s” beside the lesson or among the samples."), name);
      return NULL;
    }
  recipe
      = derm_lesson_find_recipe (derm_classifier_get_model (self->classifier), find_option (words, "recipe="), error);
  image = recipe != NULL ? derm_image_new_from_file (file, self->cancellable, error) : NULL;
  input = image != NULL ? derm_input_new (image, recipe, error) : NULL;
  if (input == NULL || paint == NULL)
    return g_steal_pointer (&input);
  return derm_lesson_paint (self->lesson, paint, input, error);
}

DermInput *
lesson_lab_make_input (LessonLab *self, char **words, const char *image, GError **error)
{
  g_autofree char *key = NULL;
  DermInput *kept = find_kept (self, "input", words, image, &key);

  return kept != NULL ? kept : keep (self, &key, make_input (self, words, image, error));
}

DermPrediction *
lesson_lab_predict (LessonLab *self, char **words, const char *image, GError **error)
{
  g_autofree char *key = NULL;
  DermPrediction *kept = find_kept (self, "prediction", words, image, &key);
  DermInput *input = kept == NULL ? lesson_lab_make_input (self, words, image, error) : NULL;

  if (kept != NULL || input == NULL)
    return kept;
  return keep (self, &key, derm_classifier_predict (self->classifier, input, error));
}

DermActivations *
lesson_lab_trace (LessonLab *self, char **words, const char *image, GError **error)
{
  const char *view = find_option (words, "view=");
  g_autofree char *key = NULL, *what = g_strconcat ("activations", view, NULL);
  DermActivations *kept = find_kept (self, what, words, image, &key);
  DermInput *input = kept == NULL ? lesson_lab_make_input (self, words, image, error) : NULL;
  int number = 0;

  if (kept != NULL || input == NULL || !read_option (words, "view=", 0, DERM_RECIPE_MAX_VIEWS - 1, &number, error))
    return kept;
  return keep (self, &key, derm_activations_new (self->classifier, input, number, error));
}

DermExplanation *
lesson_lab_explain (LessonLab *self, char **words, const char *image, GError **error)
{
  const char *patch = find_option (words, "patch=");
  g_autofree char *key = NULL, *what = g_strconcat ("explanation", patch, NULL);
  DermExplanation *kept = find_kept (self, what, words, image, &key);
  g_autoptr (DermExplainOptions) options = derm_explain_options_new (DERM_METHOD_OCCLUSION);
  g_autoptr (DermExplainer) explainer = NULL;
  DermInput *input = kept == NULL ? lesson_lab_make_input (self, words, image, error) : NULL;

  if (kept != NULL || input == NULL || !read_option (words, "patch=", 2, 8, &options->patch, error))
    return kept;
  explainer = derm_explainer_new (self->classifier, input, options);
  return keep (self, &key, derm_explainer_run (explainer, self->cancellable, error));
}

/* ---- recipes ---- */

/* Takes over recipe, which may be NULL. */
static DermRecipe *
change (DermRecipe *recipe, const char *what, GError **error)
{
  g_autoptr (DermRecipe) before = recipe;
  DermLayout layout;
  DermFilter filter;

  if (before == NULL)
    return NULL;
  if (derm_layout_from_id (what, &layout))
    return derm_recipe_with_layout (before, layout);
  if (derm_filter_from_id (what, &filter))
    return derm_recipe_with_filter (before, filter);
  if (g_str_equal (what, "csv-labels"))
    return derm_recipe_with_labels (before, derm_labels_csv (), error);
  if (g_str_equal (what, "published-labels"))
    return derm_recipe_with_labels (before, derm_labels_published (), error);
  if (g_str_equal (what, "1view") || g_str_equal (what, "8views"))
    return derm_recipe_with_views (before, *what - '0', error);
  g_set_error (error, DERM_ERROR, DERM_ERROR_RECIPE, _ ("“%s” is nothing that a recipe can change."), what);
  return NULL;
}

DermRecipe *
derm_lesson_find_recipe (DermModel *model, const char *name, GError **error)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (DermRecipe) recipe = NULL;

  g_return_val_if_fail (DERM_IS_MODEL (model), NULL);

  if (name == NULL)
    return derm_model_find_recipe (model, NULL, error);
  parts = g_strsplit (name, "+", 8);
  recipe = derm_model_find_recipe (model, parts[0] != NULL ? parts[0] : "", error);
  for (guint i = 1; recipe != NULL && parts[0] != NULL && parts[i] != NULL; i++)
    recipe = change (g_steal_pointer (&recipe), parts[i], error);
  return recipe != NULL && derm_model_check_recipe (model, recipe, error) ? g_steal_pointer (&recipe) : NULL;
}

/* ---- all of it ---- */

/* What is wrong with the claim, in words (transfer full); NULL: nothing. */
static char *
check_claim (LessonLab *lab, const LessonClaim *claim)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  double value = 0.0;

  if (!lesson_lab_measure (lab, claim, &value, &text, &error))
    return g_strdup_printf (_ ("line %1$d: %2$s"), claim->line, error->message);
  if (claim->is_text && g_strcmp0 (text, claim->is) == 0)
    return NULL;
  if (claim->is_text)
    return g_strdup_printf (_ ("line %1$d: “%2$s” is %3$s, not %4$s."), claim->line, claim->name, text, claim->is);
  if (ABS (value - claim->value) <= claim->within)
    return NULL;
  return g_strdup_printf (_ ("line %1$d: “%2$s” is %3$.6g, not %4$s within %5$g."), claim->line, claim->name, value,
                          claim->is, claim->within);
}

static gboolean
is_class (DermModel *model, DermRecipe *recipe, const char *code)
{
  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    if (g_str_equal (derm_model_get_label_in (model, recipe, i), code))
      return TRUE;
  return FALSE;
}

/* Whether the cell is there in the network. */
static gboolean
has_cell (DermModel *model, const DermLessonScene *scene)
{
  int shape[3];
  guint64 n_parameters, n_macs;
  g_autofree char *words = derm_model_describe_layer (model, scene->layer, shape, &n_parameters, &n_macs);

  return words != NULL && scene->channel < shape[0] && scene->row < shape[1] && scene->column < shape[2];
}

static gboolean
check_scene (LessonLab *lab, const DermLessonScene *scene, GError **error)
{
  DermModel *model = derm_classifier_get_model (lab->classifier);
  g_autoptr (DermRecipe) recipe = derm_lesson_find_recipe (model, scene->recipe, error);

  if (recipe == NULL)
    return FALSE;
  for (char **name = scene->compared; name != NULL && *name != NULL; name++)
    {
      g_autoptr (DermRecipe) compared = derm_lesson_find_recipe (model, *name, error);

      if (compared == NULL)
        return FALSE;
    }
  if (scene->code != NULL && !is_class (model, recipe, scene->code))
    g_set_error (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("“%s” is no class of this model."), scene->code);
  else if (scene->layer >= 0 && !has_cell (model, scene))
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("the network has no such cell."));
  else if (scene->paint != NULL && scene->image != NULL)
    {
      char *words[] = { NULL };
      DermInput *input = lesson_lab_make_input (lab, words, scene->image, error);
      g_autoptr (DermInput) painted
          = input != NULL ? derm_lesson_paint (lab->lesson, scene->paint, input, error) : NULL;

      return painted != NULL;
    }
  else
    return TRUE;
  return FALSE;
}

/* Covers has recipes that the step shows. */
static gboolean
check_covers (const LessonStep *step, GError **error)
{
  for (char **name = step->covers; name != NULL && *name != NULL; name++)
    if (!g_str_equal (*name, "scores")
        && (step->scene->compared == NULL || !g_strv_contains ((const char *const *) step->scene->compared, *name)))
      {
        g_set_error (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("“%s” is not among the recipes that are compared."),
                     *name);
        return FALSE;
      }
  return TRUE;
}

char **
derm_lesson_check (DermLesson *self, DermClassifier *classifier, GCancellable *cancellable, GError **error)
{
  g_autoptr (LessonLab) lab = NULL;
  g_autoptr (GStrvBuilder) faults = NULL;

  g_return_val_if_fail (DERM_IS_LESSON (self), NULL);
  g_return_val_if_fail (DERM_IS_CLASSIFIER (classifier), NULL);

  lab = lab_new (self, classifier, cancellable);
  faults = g_strv_builder_new ();
  for (guint i = 0; i < self->claims->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autofree char *fault = check_claim (lab, self->claims->pdata[i]);

      if (fault != NULL)
        g_strv_builder_add (faults, fault);
    }
  for (guint i = 0; i < self->steps->len; i++)
    {
      const LessonStep *step = self->steps->pdata[i];
      g_autoptr (GError) reason = NULL;
      g_autofree char *fault = NULL;

      if (check_scene (lab, step->scene, &reason) && check_covers (step, &reason))
        continue;
      fault = g_strdup_printf (_ ("line %1$d: %2$s"), step->line, reason->message);
      g_strv_builder_add (faults, fault);
    }
  return g_cancellable_set_error_if_cancelled (cancellable, error) ? NULL : g_strv_builder_end (faults);
}
