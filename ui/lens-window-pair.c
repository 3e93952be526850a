/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

#include "lens-bidi.h"
#include "lens-model-loader.h"

/* The page with two side by side: the pinned image and the selected one, or the selected one by two recipes or two
 * models. Leaving the page ends the comparison. */

static DermImage *
shown_image (LensWindow *self)
{
  return lens_picture_get_image (lens_canvas_get_picture (self->canvas));
}

static gboolean
is_pairing (LensWindow *self)
{
  return g_strcmp0 (self->detour, "pair") == 0;
}

LensPicture *
lens_window_get_picture (LensWindow *self)
{
  if (g_strcmp0 (lens_window_get_page (self), "pair") == 0)
    return lens_pair_get_picture (self->pair);

  return lens_canvas_get_picture (self->canvas);
}

static void
forget (LensWindow *self)
{
  if (self->pairing != NULL)
    g_cancellable_cancel (self->pairing);
  g_clear_object (&self->pairing);
  g_clear_object (&self->pinned);
  g_clear_object (&self->pinned_image);
  g_clear_object (&self->other_recipe);
  g_clear_object (&self->other_classifier);
}

void
lens_window_end_pair (LensWindow *self)
{
  forget (self);
  lens_pair_set (self->pair, NULL, NULL, self->decision, NULL);
}

static char *
format_size (DermImage *image)
{
  return image != NULL ? lens_bidi_size (derm_image_get_width (image), derm_image_get_height (image)) : NULL;
}

/* By the window's model and recipe, with the crop of that image. */
static DermRecipe *
dup_recipe (LensWindow *self, LensItem *item, DermRecipe *recipe)
{
  return lens_crop_tool_dup_recipe (self->crop_tool, G_OBJECT (item), recipe);
}

static void
pair_images (LensWindow *self)
{
  g_autofree char *title_a = lens_window_dup_display_name (self, self->pinned);
  g_autofree char *title_b = lens_window_dup_display_name (self, self->shown);
  g_autofree char *size_a = format_size (self->pinned_image);
  g_autofree char *size_b = format_size (shown_image (self));
  g_autoptr (DermRecipe) recipe_a = dup_recipe (self, self->pinned, lens_window_get_recipe (self));
  g_autoptr (DermRecipe) recipe_b = dup_recipe (self, self->shown, lens_window_get_recipe (self));
  const LensSubject a = { self->classifier, self->pinned_image, recipe_a,
                          title_a,          size_a,             lens_item_get_truth (self->pinned) };
  const LensSubject b = { self->classifier, shown_image (self), recipe_b,
                          title_b,          size_b,             lens_item_get_truth (self->shown) };
  gboolean is_same = self->shown == self->pinned;

  lens_pair_set_heading (self->pair, _ ("Two images compared"));
  lens_pair_set (self->pair, &a, is_same ? NULL : &b, self->decision,
                 is_same ? _ ("Pinned. Choose another image: it will stand here.") : _ ("Opening…"));
}

static void
pair_recipes (LensWindow *self)
{
  DermRecipe *own = lens_window_get_recipe (self);
  const char *truth = lens_item_get_truth (self->shown);
  g_autofree char *words_a = lens_bidi_recipe (own);
  g_autofree char *words_b = lens_bidi_recipe (self->other_recipe);
  g_autoptr (DermRecipe) recipe_a = dup_recipe (self, self->shown, own);
  g_autoptr (DermRecipe) recipe_b = dup_recipe (self, self->shown, self->other_recipe);
  const LensSubject a
      = { self->classifier, shown_image (self), recipe_a, derm_recipe_get_name (own), words_a, truth };
  const LensSubject b = {
    self->classifier, shown_image (self), recipe_b, derm_recipe_get_name (self->other_recipe), words_b, truth
  };

  lens_pair_set_heading (self->pair, _ ("Two recipes compared"));
  lens_pair_set (self->pair, &a, &b, self->decision, NULL);
}

/* Each by its own recipe: the window's for the window's model. */
static void
pair_models (LensWindow *self)
{
  DermModel *other = derm_classifier_get_model (self->other_classifier);
  const char *truth = lens_item_get_truth (self->shown);
  g_autofree char *title_a = lens_model_page_format_name (lens_window_get_model (self));
  g_autofree char *title_b = lens_model_page_format_name (other);
  g_autoptr (DermRecipe) recipe_a = dup_recipe (self, self->shown, lens_window_get_recipe (self));
  g_autoptr (DermRecipe) recipe_b = dup_recipe (self, self->shown, derm_model_get_recipe (other));
  /* TRANSLATORS: %s is the name of a recipe */
  g_autofree char *words_a = g_strdup_printf (_ ("recipe %s"), derm_recipe_get_name (recipe_a));
  g_autofree char *words_b = g_strdup_printf (_ ("recipe %s"), derm_recipe_get_name (recipe_b));
  const LensSubject a = { self->classifier, shown_image (self), recipe_a, title_a, words_a, truth };
  const LensSubject b = { self->other_classifier, shown_image (self), recipe_b, title_b, words_b, truth };

  lens_pair_set_heading (self->pair, _ ("Two models compared"));
  lens_pair_set (self->pair, &a, &b, self->decision, NULL);
}

/* Called by lens_window_show_page() whenever what is on screen has changed. */
void
lens_window_show_pair (LensWindow *self)
{
  if (!is_pairing (self) || self->shown == NULL)
    return;

  if (self->pinned != NULL)
    pair_images (self);
  else if (self->other_recipe != NULL)
    pair_recipes (self);
  else if (self->other_classifier != NULL)
    pair_models (self);
}

/* ---- actions ---- */

static void
on_pin (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;

  if (!g_variant_get_boolean (value))
    {
      lens_window_go (self, NULL);
      return;
    }

  forget (self);
  self->pinned = g_object_ref (self->shown);
  self->pinned_image = g_object_ref (shown_image (self));
  lens_window_go (self, "pair");
}

static void
on_compare_with_recipe (GSimpleAction *action, GVariant *name, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autoptr (GError) error = NULL;
  DermRecipe *recipe
      = derm_model_find_recipe (lens_window_get_model (self), g_variant_get_string (name, NULL), &error);

  if (recipe == NULL)
    {
      lens_window_show_error (self, NULL, error->message);
      return;
    }
  forget (self);
  self->other_recipe = recipe;
  lens_window_go (self, "pair");
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensModelLoad) load = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LensWindow) self = g_weak_ref_get (&load->owner);
  g_autoptr (DermClassifier) classifier = lens_model_loader_load_finish (result, &error);

  if (self == NULL || self->pairing != load->cancellable)
    return; /* closed, or something else was chosen meanwhile */

  g_clear_object (&self->pairing);
  if (classifier != NULL && shown_image (self) != NULL)
    {
      forget (self);
      self->other_classifier = g_steal_pointer (&classifier);
      lens_window_go (self, "pair");
    }
  else if (classifier == NULL)
    {
      g_autofree char *name = lens_model_load_dup_name (load);

      lens_window_show_error (self, name, error->message);
    }
}

void
lens_window_compare_model (LensWindow *self, GFile *file)
{
  g_return_if_fail (LENS_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (self->pairing != NULL)
    g_cancellable_cancel (self->pairing);
  g_clear_object (&self->pairing);
  self->pairing = g_cancellable_new ();
  lens_model_loader_load_async (file, self->pairing, on_loaded, lens_model_load_new (self, file, self->pairing));
}

static void
on_compare_model (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_window_choose_model (user_data, _ ("Compare with a Model"), lens_window_compare_model);
}

static void
on_link_zoom (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;

  lens_pair_set_linked (self->pair, g_variant_get_boolean (value));
  g_simple_action_set_state (action, value);
}

void
lens_window_install_pair (LensWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "pin", .state = "false", .change_state = on_pin },
    { .name = "compare-with-recipe", .parameter_type = "s", .activate = on_compare_with_recipe },
    { .name = "compare-model", .activate = on_compare_model },
    { .name = "link-zoom", .state = "true", .change_state = on_link_zoom },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/* Called by lens_window_update_actions(). */
void
lens_window_update_pair_actions (LensWindow *self)
{
  gboolean has_image = self->classifier != NULL && shown_image (self) != NULL;
  GAction *pin = g_action_map_lookup_action (G_ACTION_MAP (self), "pin");

  lens_window_set_enabled (self, "pin", has_image || self->pinned != NULL);
  lens_window_set_enabled (self, "compare-with-recipe", has_image);
  lens_window_set_enabled (self, "compare-model", has_image);
  lens_window_set_enabled (self, "link-zoom", is_pairing (self));
  g_simple_action_set_state (G_SIMPLE_ACTION (pin), g_variant_new_boolean (self->pinned != NULL));
}
