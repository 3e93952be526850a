/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "explain-private.h"
#include "input-internal.h"

/* What all methods share: options, the input in each view, from outputs to the value that is explained. */

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (DERM_ERROR, DERM_ERROR_OPTION, format, args);
  va_end (args);
  return FALSE;
}

/* The layer that Grad-CAM takes by itself: a convolution's ReLU of at least five cells each way, or else the last layer
 * with maps; -1 if there is none. */
static int
choose_layer (DermModel *model)
{
  const NnNet *net = derm_model_get_net (model);
  const NnShape *shapes = derm_model_get_shapes (model);
  int chosen = -1, last = -1;

  for (int i = 0; i < net->n_layers; i++)
    {
      NnShape shape = shapes[i + 1];

      if (shape.h * shape.w > 1)
        last = i;
      if (net->layers[i].op == NN_RELU && shape.h >= 5 && shape.w >= 5)
        chosen = i;
    }
  return chosen >= 0 ? chosen : last;
}

static gboolean
check_method (const Work *work, GError **error)
{
  const DermExplainOptions *options = &work->options;
  int side = MIN (work->width, work->height), n_layers = derm_model_get_n_layers (work->model);
  NnShape shape;

  switch (options->method)
    {
    case DERM_METHOD_OCCLUSION:
      if (options->patch < 2 || options->patch > MIN (8, side))
        return refuse (error, _ ("a patch has 2 to %d pixels a side"), MIN (8, side));
      return TRUE;
    case DERM_METHOD_INTEGRATED:
      if (options->patch < 2 || options->patch > 8)
        return refuse (error, _ ("a patch has 2 to %d pixels a side"), 8);
      if (options->steps < 1 || options->steps > 1000)
        return refuse (error, _ ("integrated gradients take 1 to 1000 steps"));
      return TRUE;
    case DERM_METHOD_SMOOTHGRAD:
      if (options->copies < 1 || options->copies > 1000)
        return refuse (error, _ ("SmoothGrad takes 1 to 1000 copies"));
      if (!(options->noise > 0 && options->noise <= 1))
        return refuse (error, _ ("the noise is a number above 0, at most 1"));
      return TRUE;
    case DERM_METHOD_GRADCAM:
      if (options->layer < 0 || options->layer >= n_layers)
        return refuse (error, _ ("there is no layer %d: the network has %d, counted from 0"), options->layer, n_layers);
      shape = derm_model_get_shapes (work->model)[options->layer + 1];
      if (shape.h * shape.w == 1)
        return refuse (error, _ ("the output of layer %d is no map: it has one cell only"), options->layer);
      return TRUE;
    case DERM_METHOD_GRADIENT:
      return TRUE;
    default:
      return refuse (error, _ ("there is no such method"));
    }
}

static gboolean
check_options (Work *work, GError **error)
{
  DermExplainOptions *options = &work->options;

  if ((guint) options->target > DERM_TARGET_LOGIT || (guint) options->baseline > DERM_BASELINE_WHITE)
    return refuse (error, _ ("there is no such target or baseline"));
  if (options->class_index < 0 || options->class_index >= work->n_classes)
    return refuse (error, _ ("there is no class %d: the model has %d, counted from 0"), options->class_index,
                   work->n_classes);
  if (options->views != 0 && options->views != 1)
    return refuse (error, _ ("it is one view or all of them"));
  if (options->method == DERM_METHOD_GRADCAM && options->layer == -1)
    options->layer = choose_layer (work->model);
  if (options->method == DERM_METHOD_GRADCAM && options->layer == -1)
    return refuse (error, _ ("the network has no layer with maps"));
  return check_method (work, error);
}

/* The class that the prediction answers with. */
static gboolean
find_answer (Work *work, GError **error)
{
  g_autoptr (DermPrediction) prediction = NULL;

  if (work->options.class_index != -1)
    return TRUE;
  prediction = derm_classifier_predict (work->classifier, work->input, error);
  if (prediction == NULL)
    return FALSE;
  work->options.class_index = derm_prediction_get_top (prediction);
  return TRUE;
}

gboolean
derm_work_init (Work *work, DermClassifier *classifier, DermInput *input, const DermExplainOptions *options,
                GError **error)
{
  const guint8 *rgb = derm_input_get_rgb (input);
  DermModel *model = derm_classifier_get_model (classifier);
  DermRecipe *recipe = derm_input_get_recipe (input);
  NnShape output;

  *work = (Work){ .classifier = classifier, .model = model, .input = input, .options = *options };
  if (!derm_model_check_recipe (model, recipe, error) || !find_answer (work, error))
    return FALSE;
  output = derm_model_get_shapes (model)[derm_model_get_n_layers (model)];
  work->width = derm_input_get_width (input);
  work->height = derm_input_get_height (input);
  work->n_outputs = output.c * output.h * output.w;
  work->n_classes = derm_model_get_n_classes (model);
  work->n_values = (gsize) 3 * work->width * work->height;
  if (!check_options (work, error))
    return FALSE;
  work->n_views = options->views == 1 ? 1 : derm_recipe_get_views (recipe);
  work->options.views = work->n_views;
  work->rgb = g_new (float, work->n_values);
  for (gsize i = 0; i < work->n_values; i++)
    work->rgb[i] = rgb[i];
  work->places = g_new0 (guint32 *, work->n_views);
  for (int view = 0; view < work->n_views; view++)
    {
      work->places[view] = g_new (guint32, work->n_values);
      derm_input_list_places (input, view, work->places[view]);
    }
  return TRUE;
}

void
derm_work_clear (Work *work)
{
  for (int view = 0; work->places != NULL && view < work->n_views; view++)
    g_free (work->places[view]);
  g_clear_pointer (&work->places, g_free);
  g_clear_pointer (&work->rgb, g_free);
}

void
derm_work_fill (const Work *work, int view, const float *rgb, float *values)
{
  DermRecipe *recipe = derm_input_get_recipe (work->input);
  const double *mean = derm_recipe_get_mean (recipe), *std = derm_recipe_get_std (recipe);
  const guint32 *places = work->places[view];
  gsize n_pixels = work->n_values / 3;
  float scale = (float) derm_recipe_get_scale (recipe);

  for (gsize i = 0; i < work->n_values; i++)
    values[places[i]] = rgb[i] / scale;
  for (gsize plane = 0; mean != NULL && plane < 3; plane++)
    for (gsize i = plane * n_pixels; i < (plane + 1) * n_pixels; i++)
      values[i] = (values[i] - (float) mean[plane]) / (float) std[plane];
}

/* Means over 2 · reach + 1 bytes that are `step` apart, n of them; the last ones stand for those beyond. */
static void
blur_line (const float *from, float *to, int n, gssize step, int reach)
{
  for (int i = 0; i < n; i++)
    {
      double sum = 0;

      for (int j = i - reach; j <= i + reach; j++)
        sum += (double) from[CLAMP (j, 0, n - 1) * step];
      to[i * step] = (float) (sum / (2 * reach + 1));
    }
}

static void
blur (const Work *work, float *rgb)
{
  g_autofree float *half = g_new (float, work->n_values);
  gssize row = 3 * (gssize) work->width;

  for (int round = 0; round < 3; round++)
    {
      for (int y = 0; y < work->height; y++)
        for (int c = 0; c < 3; c++)
          blur_line (rgb + y * row + c, half + y * row + c, work->width, 3, work->options.patch);
      for (gssize x = 0; x < row; x++)
        blur_line (half + x, rgb + x, work->height, row, work->options.patch);
    }
}

static void
fill_with_mean (const Work *work, float *rgb)
{
  double sums[3] = { 0 };

  for (gsize i = 0; i < work->n_values; i++)
    sums[i % 3] += (double) work->rgb[i];
  for (gsize i = 0; i < work->n_values; i++)
    rgb[i] = (float) (sums[i % 3] / (double) (work->n_values / 3));
}

float *
derm_work_make_baseline (const Work *work)
{
  float *rgb = g_memdup2 (work->rgb, sizeof (float) * work->n_values);

  switch (work->options.baseline)
    {
    case DERM_BASELINE_BLUR:
      blur (work, rgb);
      break;
    case DERM_BASELINE_BLACK:
    case DERM_BASELINE_WHITE:
      for (gsize i = 0; i < work->n_values; i++)
        rgb[i] = work->options.baseline == DERM_BASELINE_WHITE ? 255 : 0;
      break;
    case DERM_BASELINE_MEAN:
    default:
      fill_with_mean (work, rgb);
      break;
    }
  return rgb;
}

/* The mean over the views, as derm_classifier_predict() takes it; of a single output 0 and it. */
static void
average_views (const Work *work, int n_views, const float *outputs, gsize stride, float *logits)
{
  int first = work->n_classes - work->n_outputs;

  logits[0] = 0;
  for (int c = 0; c < work->n_outputs; c++)
    {
      double sum = 0;

      for (int view = 0; view < n_views; view++)
        sum += (double) outputs[(gsize) view * stride + (gsize) c];
      logits[first + c] = (float) (sum / n_views);
    }
}

void
derm_work_value (const Work *work, int n_views, const float *outputs, gsize stride, float *values)
{
  average_views (work, n_views, outputs, stride, values);
  if (work->options.target == DERM_TARGET_RAW)
    nn_softmax (work->n_classes, values, values);
  else if (work->options.target == DERM_TARGET_SCORE)
    derm_calibration_apply (derm_model_get_calibration_values (work->model), work->n_classes, values, values);
}

void
derm_work_slope (const Work *work, const float *outputs, float *slope)
{
  const DermCalibration *calibration
      = work->options.target == DERM_TARGET_SCORE ? derm_model_get_calibration_values (work->model) : NULL;
  int first = work->n_classes - work->n_outputs, explained = work->options.class_index;
  g_autofree float *values = g_new (float, work->n_classes);

  derm_work_value (work, work->n_views, outputs, (gsize) work->n_outputs, values);
  for (int c = 0; c < work->n_outputs; c++)
    {
      double by_logit = first + c == explained ? 1 : 0;

      if (work->options.target != DERM_TARGET_LOGIT) /* of a softmax */
        by_logit = (double) values[explained] * (by_logit - (double) values[first + c]);
      if (calibration != NULL)
        by_logit *= calibration->scale[first + c];
      slope[c] = (float) (by_logit / work->n_views);
    }
}
