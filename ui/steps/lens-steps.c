/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-steps.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-bidi.h"
#include "lens-chip.h"
#include "lens-flow.h"
#include "lens-recipe-menu.h"

typedef enum {
  CHIP_RECIPE,
  CHIP_FORMAT,
  CHIP_TURNED,
  CHIP_RGB,
  CHIP_CROP,
  CHIP_SQUEEZED,
  CHIP_FILTER,
  CHIP_EDITED,
  CHIP_SCALE,
  CHIP_NORMALISATION,
  CHIP_LAYOUT,
  CHIP_VIEWS,
  CHIP_LABELS,
  N_CHIPS,
} ChipId;

struct _LensSteps {
  GtkWidget parent_instance;

  /* borrowed; chips stay, so that the keyboard keeps its place when a step has been changed */
  LensChip *chips[N_CHIPS];
  LensStepPage *pages[LENS_N_STAGES];
  LensStepPage *open; /* whose popover is open, or NULL */

  /* owned */
  DermModel *model; /* whose menus there are */
  DermClassifier *classifier;
  DermImage *image;
  DermPrediction *prediction;
  guint keep_id;
};

G_DEFINE_FINAL_TYPE (LensSteps, lens_steps, GTK_TYPE_WIDGET)

static void
lens_steps_dispose (GObject *object)
{
  LensSteps *self = LENS_STEPS (object);
  GtkWidget *child;

  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->open = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  g_clear_object (&self->classifier);
  g_clear_object (&self->image);
  g_clear_object (&self->prediction);

  G_OBJECT_CLASS (lens_steps_parent_class)->dispose (object);
}

static void lens_steps_css_changed (GtkWidget *widget, GtkCssStyleChange *change);

static void
lens_steps_class_init (LensStepsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_steps_dispose;
  widget_class->css_changed = lens_steps_css_changed;
  gtk_widget_class_set_layout_manager_type (widget_class, LENS_TYPE_FLOW);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_widget_class_set_css_name (widget_class, "lens-steps");
}

static LensStepPage *
find_page (GtkPopover *popover)
{
  return LENS_STEP_PAGE (gtk_popover_get_child (popover));
}

static void
on_show (GtkPopover *popover, LensSteps *self)
{
  self->open = find_page (popover);
  lens_step_page_set (self->open, self->classifier, self->image, self->prediction);
}

static void
on_closed (GtkPopover *popover, LensSteps *self)
{
  lens_step_page_set (find_page (popover), NULL, NULL, NULL);
  if (self->open == find_page (popover))
    self->open = NULL;
}

/* The chip of a stage. */
static const ChipId stage_chips[LENS_N_STAGES]
    = { CHIP_FORMAT, CHIP_TURNED, CHIP_RGB, CHIP_CROP, CHIP_SQUEEZED, CHIP_FILTER, CHIP_SCALE, CHIP_LAYOUT };

static void
add_page (LensSteps *self, LensStage stage)
{
  GtkWidget *popover = gtk_popover_new ();

  self->pages[stage] = LENS_STEP_PAGE (lens_step_page_new (stage));
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->pages[stage]));
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, lens_stage_get_title (stage),
                                  -1);
  gtk_menu_button_set_popover (lens_chip_get_button (self->chips[stage_chips[stage]]), popover);
  g_signal_connect_object (popover, "show", G_CALLBACK (on_show), self, 0);
  g_signal_connect_object (popover, "closed", G_CALLBACK (on_closed), self, 0);
}

static void
lens_steps_init (LensSteps *self)
{
  for (int i = 0; i < N_CHIPS; i++)
    {
      self->chips[i] = LENS_CHIP (lens_chip_new ());
      gtk_widget_set_parent (GTK_WIDGET (self->chips[i]), GTK_WIDGET (self));
    }
  for (int i = 0; i < LENS_N_STAGES; i++)
    add_page (self, (LensStage) i);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Steps from the file to the network's input"), -1);
}

/* text: NULL hides the chip. */
static void
set_chip (LensSteps *self, ChipId id, const char *text, const char *tooltip)
{
  lens_chip_set (self->chips[id], text, text, tooltip, FALSE);
}

static int
common_divisor (int a, int b)
{
  return b == 0 ? a : common_divisor (b, a % b);
}

/* "4:3", or "1.37:1" where small numbers do not say it. */
static char *
format_ratio (double width, double height)
{
  int w = (int) round (width), h = (int) round (height), d = common_divisor (MAX (w, 1), MAX (h, 1));

  if (w / d <= 20 && h / d <= 20)
    return g_strdup_printf ("%d:%d", w / d, h / d);
  if (w >= h)
    return g_strdup_printf ("%.2f:1", width / height);

  return g_strdup_printf ("1:%.2f", height / width);
}

static void
set_squeeze (LensSteps *self, DermImage *image, DermRecipe *recipe)
{
  const double *crop = derm_recipe_get_crop (recipe);
  double width = derm_image_get_width (image) * (crop != NULL ? crop[2] - crop[0] : 1.0);
  double height = derm_image_get_height (image) * (crop != NULL ? crop[3] - crop[1] : 1.0);
  g_autofree char *from = format_ratio (width, height);
  g_autofree char *to = format_ratio (derm_recipe_get_width (recipe), derm_recipe_get_height (recipe));
  g_autofree char *text = g_strdup_printf (_ ("Squeezed %s → %s"), from, to);

  set_chip (self, CHIP_CROP, crop != NULL ? _ ("Crop") : NULL, _ ("Only a part of the image is used"));
  set_chip (self, CHIP_SQUEEZED, g_str_equal (from, to) ? NULL : text,
            _ ("The whole image is squeezed to the input's shape, as in training"));
}

/* "Bicubic 28" */
static char *
format_filter (DermRecipe *recipe)
{
  const char *name = lens_step_get_text (LENS_STEP_FILTER, recipe);
  int width = derm_recipe_get_width (recipe), height = derm_recipe_get_height (recipe);

  return width == height ? g_strdup_printf ("%s %d", name, width) : g_strdup_printf ("%s %d × %d", name, width, height);
}

/* A step that can be changed, marked by a sign and in words where it is not the model's. */
static void
set_step (LensSteps *self, ChipId id, LensStep step, DermRecipe *recipe, const char *tooltip)
{
  gboolean is_changed = lens_step_is_changed (step, self->model, recipe);
  g_autofree char *filter = step == LENS_STEP_FILTER ? format_filter (recipe) : NULL;
  const char *name = filter != NULL ? filter : lens_step_get_text (step, recipe);
  g_autofree char *words = NULL;

  if (is_changed)
    /* TRANSLATORS: what a step does; then what it is in the model's own recipe, like "Bicubic" */
    words = g_strdup_printf (_ ("%s. Differs from the model's recipe: %s"), tooltip,
                             lens_step_get_text (step, derm_model_get_recipe (self->model)));
  lens_chip_set (self->chips[id], name, name, words != NULL ? words : tooltip, is_changed);
}

/* The recipe as a whole, before its steps. */
static void
set_recipe (LensSteps *self, DermRecipe *recipe)
{
  DermRecipe *own = derm_model_get_recipe (self->model);
  gboolean is_changed = !g_str_equal (derm_recipe_get_name (recipe), derm_recipe_get_name (own));
  g_autofree char *description = lens_bidi_recipe (recipe);
  /* TRANSLATORS: %s is the name of a recipe */
  g_autofree char *words = g_strdup_printf (_ ("Recipe: %s"), derm_recipe_get_name (recipe));
  g_autofree char *text = g_strdup_printf ("%s ▾", derm_recipe_get_name (recipe));

  lens_chip_set (self->chips[CHIP_RECIPE], text, words, description, is_changed);
}

static void
set_menus (LensSteps *self, DermModel *model)
{
  static const struct {
    LensStep step;
    ChipId id;
  } menus[] = { { LENS_STEP_NORMALISATION, CHIP_NORMALISATION },
                { LENS_STEP_VIEWS, CHIP_VIEWS },
                { LENS_STEP_LABELS, CHIP_LABELS } };

  g_autoptr (GMenu) recipes = NULL;

  if (!g_set_object (&self->model, model))
    return;

  recipes = lens_recipe_menu_new (model);
  gtk_menu_button_set_menu_model (lens_chip_get_button (self->chips[CHIP_RECIPE]), G_MENU_MODEL (recipes));
  for (gsize i = 0; i < G_N_ELEMENTS (menus); i++)
    {
      g_autoptr (GMenu) menu = lens_recipe_menu_new_step (menus[i].step, model);
      gboolean has_choice = g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0;

      gtk_menu_button_set_menu_model (lens_chip_get_button (self->chips[menus[i].id]),
                                      has_choice ? G_MENU_MODEL (menu) : NULL);
    }
}

static void
show_arrows (LensSteps *self)
{
  gboolean is_last = TRUE;

  for (int i = N_CHIPS - 1; i >= 0; i--)
    {
      lens_chip_set_has_arrow (self->chips[i], !is_last && i != CHIP_RECIPE);
      is_last = is_last && !gtk_widget_get_visible (GTK_WIDGET (self->chips[i]));
    }
}

/* One view, no normalisation and the model's own names are nothing to tell, unless they are a change. */
static void
hide_usual (LensSteps *self, DermRecipe *recipe)
{
  if (derm_recipe_get_views (recipe) == 1 && !lens_step_is_changed (LENS_STEP_VIEWS, self->model, recipe))
    gtk_widget_set_visible (GTK_WIDGET (self->chips[CHIP_VIEWS]), FALSE);
  if (derm_recipe_get_mean (recipe) == NULL && !lens_step_is_changed (LENS_STEP_NORMALISATION, self->model, recipe))
    gtk_widget_set_visible (GTK_WIDGET (self->chips[CHIP_NORMALISATION]), FALSE);
  if (derm_recipe_get_labels (recipe) == NULL && !lens_step_is_changed (LENS_STEP_LABELS, self->model, recipe))
    gtk_widget_set_visible (GTK_WIDGET (self->chips[CHIP_LABELS]), FALSE);
}

/* Nothing to tell of a file that is stored upright. */
static void
set_orientation (LensSteps *self, DermImage *image, DermRecipe *recipe)
{
  set_step (self, CHIP_TURNED, LENS_STEP_ORIENTATION, recipe,
            derm_recipe_get_orientation (recipe) == DERM_ORIENTATION_APPLY
                ? _ ("Turned upright, as the file's EXIF orientation says")
                : _ ("Not turned: the file's EXIF orientation is ignored"));
  if (derm_image_get_exif_orientation (image) == 1)
    gtk_widget_set_visible (GTK_WIDGET (self->chips[CHIP_TURNED]), FALSE);
}

/* From the file to the shape of the input. */
static void
set_image (LensSteps *self, DermImage *image, DermRecipe *recipe)
{
  set_chip (self, CHIP_FORMAT, derm_image_get_format (image), _ ("What the image was read from"));
  set_orientation (self, image, recipe);
  set_chip (self, CHIP_RGB, "RGB", _ ("Eight bits for each of red, green and blue; no colour profile applied"));
  set_squeeze (self, image, recipe);
}

static void
set_normalisation (LensSteps *self, DermRecipe *recipe)
{
  const double *mean = derm_recipe_get_mean (recipe);
  g_autofree char *means = mean != NULL ? derm_normalisation_format (mean, " ") : NULL;
  g_autofree char *stds = mean != NULL ? derm_normalisation_format (derm_recipe_get_std (recipe), " ") : NULL;
  /* TRANSLATORS: three numbers each, of red, green and blue */
  g_autofree char *words
      = mean != NULL ? g_strdup_printf (
            _ ("The mean is subtracted (%s), then it is divided by the standard deviation (%s)"), means, stds)
                     : NULL;

  set_step (self, CHIP_NORMALISATION, LENS_STEP_NORMALISATION, recipe,
            words != NULL ? words : _ ("No mean is subtracted"));
}

/* From there to what the outputs are called. */
static void
set_numbers (LensSteps *self, DermRecipe *recipe)
{
  g_autofree char *scale = g_strdup_printf ("÷ %g", derm_recipe_get_scale (recipe));

  set_step (self, CHIP_FILTER, LENS_STEP_FILTER, recipe,
            _ ("Resized with Pillow's filter of that name, byte for byte"));
  set_chip (self, CHIP_SCALE, scale, _ ("Bytes become numbers from 0 to 1"));
  set_normalisation (self, recipe);
  set_step (self, CHIP_LAYOUT, LENS_STEP_LAYOUT, recipe,
            derm_recipe_get_layout (recipe) == DERM_LAYOUT_PLANES
                ? _ ("First all of red, then green, then blue")
                : _ ("Rows of interleaved RGB taken as if they were planes, as the published model was trained"));
  set_step (self, CHIP_VIEWS, LENS_STEP_VIEWS, recipe,
            derm_recipe_get_views (recipe) == 1
                ? _ ("The network sees the input once, as it is")
                : _ ("The network sees the input turned and mirrored in all eight ways; its logits are averaged"));
  set_step (self, CHIP_LABELS, LENS_STEP_LABELS, recipe, _ ("Which class each output of the network is taken for"));
}

/* Not of the recipe, and so marked as what differs from it. */
static void
set_edited (LensSteps *self, DermInput *input)
{
  const char *words = derm_input_is_painted (input) ? _ ("Edited") : NULL;

  lens_chip_set (self->chips[CHIP_EDITED], words, words, _ ("Pixels of the input were painted on"), FALSE);
  if (words != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (lens_chip_get_button (self->chips[CHIP_EDITED])), "lens-changed");
}

/* The image decides on these: what stands below keeps its place from one to the next. What is not there without a
 * result comes with the next one. */
static void
keep_room (LensSteps *self)
{
  /* TRANSLATORS: %s are two ratios of sides */
  g_autofree char *squeezed = g_strdup_printf (_ ("Squeezed %s → %s"), "1.37:1", "1:1");

  for (int i = 0; i < N_CHIPS; i++)
    lens_flow_set_kept_width (GTK_WIDGET (self->chips[i]), gtk_widget_get_visible (GTK_WIDGET (self->chips[i]))
                                                               ? lens_chip_measure_width (self->chips[i], NULL)
                                                               : 0);
  lens_flow_set_kept_width (GTK_WIDGET (self->chips[CHIP_CROP]),
                            lens_chip_measure_width (self->chips[CHIP_CROP], _ ("Crop")));
  lens_flow_set_kept_width (GTK_WIDGET (self->chips[CHIP_SQUEEZED]),
                            lens_chip_measure_width (self->chips[CHIP_SQUEEZED], squeezed));
}

static void
on_restyled (gpointer user_data)
{
  LensSteps *self = user_data;

  self->keep_id = 0;
  if (self->prediction != NULL)
    keep_room (self);
}

static void
lens_steps_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lens_steps_parent_class)->css_changed (widget, change);
  if (LENS_STEPS (widget)->keep_id == 0) /* perhaps of another size, when the chips know of it */
    LENS_STEPS (widget)->keep_id = g_idle_add_once (on_restyled, widget);
}

void
lens_steps_set_classifier (LensSteps *self, DermClassifier *classifier)
{
  g_return_if_fail (LENS_IS_STEPS (self));

  g_set_object (&self->classifier, classifier);
}

/* Of the same image read in the same way, as while somebody paints: the steps are shown already. */
static gboolean
is_shown (LensSteps *self, DermImage *image, DermPrediction *prediction)
{
  DermInput *old, *new;

  if (image != self->image || prediction == NULL || self->prediction == NULL
      || derm_prediction_get_model (prediction) != self->model)
    return FALSE;
  old = derm_prediction_get_input (self->prediction);
  new = derm_prediction_get_input (prediction);

  return derm_input_get_recipe (old) == derm_input_get_recipe (new)
         && derm_input_is_painted (old) == derm_input_is_painted (new);
}

void
lens_steps_set (LensSteps *self, DermImage *image, DermPrediction *prediction)
{
  DermRecipe *recipe;
  gboolean is_same;

  g_return_if_fail (LENS_IS_STEPS (self));

  is_same = is_shown (self, image, prediction);
  g_set_object (&self->image, image);
  g_set_object (&self->prediction, prediction);
  if (self->open != NULL) /* a step was changed on it */
    lens_step_page_set (self->open, self->classifier, image, prediction);
  if (image == NULL || prediction == NULL)
    {
      for (int i = 0; i < N_CHIPS; i++)
        gtk_widget_set_visible (GTK_WIDGET (self->chips[i]), FALSE);
      return;
    }

  if (is_same)
    return;
  recipe = derm_input_get_recipe (derm_prediction_get_input (prediction));
  set_menus (self, derm_prediction_get_model (prediction));
  set_recipe (self, recipe);
  set_image (self, image, recipe);
  set_numbers (self, recipe);
  set_edited (self, derm_prediction_get_input (prediction));
  hide_usual (self, recipe);
  show_arrows (self);
  keep_room (self);
}

void
lens_steps_set_narrow (LensSteps *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_STEPS (self));

  for (int i = 0; i < LENS_N_STAGES; i++)
    lens_step_page_set_narrow (self->pages[i], is_narrow);
}

void
lens_steps_set_one_line (LensSteps *self, gboolean is_one_line)
{
  GtkLayoutManager *layout = NULL;

  g_return_if_fail (LENS_IS_STEPS (self));

  if (is_one_line)
    {
      layout = gtk_box_layout_new (GTK_ORIENTATION_HORIZONTAL);
      gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), LENS_FLOW_GAP);
    }
  else
    layout = g_object_new (LENS_TYPE_FLOW, NULL);
  gtk_widget_set_layout_manager (GTK_WIDGET (self), layout);
}

LensStepPage *
lens_steps_get_page (LensSteps *self)
{
  g_return_val_if_fail (LENS_IS_STEPS (self), NULL);

  return self->open;
}

void
lens_steps_open (LensSteps *self, LensStage stage)
{
  g_return_if_fail (LENS_IS_STEPS (self));
  g_return_if_fail ((guint) stage < LENS_N_STAGES);

  gtk_menu_button_popup (lens_chip_get_button (self->chips[stage_chips[stage]]));
}

char *
lens_steps_dup_text (LensSteps *self)
{
  GString *text = g_string_new (NULL);

  for (int i = CHIP_FORMAT; i < N_CHIPS; i++)
    if (gtk_widget_get_visible (GTK_WIDGET (self->chips[i])))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " › " : "", lens_chip_get_text (self->chips[i]));

  return g_string_free (text, FALSE);
}
