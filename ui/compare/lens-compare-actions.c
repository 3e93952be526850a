/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-compare-actions.h"

#include <glib/gi18n.h>

#include "lens-bidi.h"
#include "lens-loader.h"
#include "lens-model-question.h"
#include "lens-pair-names.h"

struct _LensCompareActions {
  LensActions parent_instance;

  LensChooser *chooser; /* owned */
  LensPair *pair;       /* weak */
  LensLoader *loader;   /* owned */

  /* owned; what the image on screen is compared with: one of the three, or nothing */
  LensItem *pinned;
  DermRecipe *recipe;
  DermClassifier *classifier;
  DermImage *pinned_image; /* owned */
  gboolean is_holding;     /* the session is told that a model is being opened */
};

G_DEFINE_FINAL_TYPE (LensCompareActions, lens_compare_actions, LENS_TYPE_ACTIONS)

static LensSession *
get_session (LensCompareActions *self)
{
  return lens_actions_get_session (LENS_ACTIONS (self));
}

static LensReading *
get_reading (LensCompareActions *self)
{
  return lens_session_get_reading (get_session (self));
}

static LensShown *
get_shown (LensCompareActions *self)
{
  return lens_session_get_shown (get_session (self));
}

static gboolean
is_pairing (LensCompareActions *self)
{
  return g_strcmp0 (lens_session_get_page (get_session (self)), "pair") == 0;
}

static void
forget (LensCompareActions *self)
{
  lens_loader_cancel (self->loader);
  g_clear_object (&self->pinned);
  g_clear_object (&self->pinned_image);
  g_clear_object (&self->recipe);
  g_clear_object (&self->classifier);
}

/* ---- the two ---- */

/* With the crop of that image. */
static DermRecipe *
dup_recipe (LensCompareActions *self, LensItem *item, DermRecipe *recipe)
{
  return lens_crops_dup_recipe (lens_session_get_crops (get_session (self)), item, recipe);
}

static char *
format_size (DermImage *image)
{
  return image != NULL ? lens_bidi_size (derm_image_get_width (image), derm_image_get_height (image)) : NULL;
}

static void
pair_images (LensCompareActions *self)
{
  DermClassifier *classifier = lens_reading_get_classifier (get_reading (self));
  LensItem *item = lens_shown_get_item (get_shown (self));
  DermImage *image = lens_shown_get_image (get_shown (self));
  DermRecipe *recipe = lens_reading_get_recipe (get_reading (self));
  g_autofree char *title_a = NULL, *title_b = NULL;
  g_autofree char *size_a = format_size (self->pinned_image);
  g_autofree char *size_b = format_size (image);
  g_autoptr (DermRecipe) recipe_a = dup_recipe (self, self->pinned, recipe);
  g_autoptr (DermRecipe) recipe_b = dup_recipe (self, item, recipe);
  LensSubject a = { classifier, self->pinned_image, recipe_a, NULL, size_a, lens_item_get_truth (self->pinned) };
  LensSubject b = { classifier, image, recipe_b, NULL, size_b, lens_item_get_truth (item) };
  gboolean is_same = item == self->pinned;

  lens_pair_name_images (get_session (self), self->pinned, item, &title_a, &title_b);
  a.title = title_a;
  b.title = title_b;
  lens_pair_set_heading (self->pair, _ ("Two images compared"));
  lens_pair_set (self->pair, &a, is_same ? NULL : &b, lens_reading_get_decision (get_reading (self)),
                 is_same ? _ ("Pinned. Choose another image to compare it with.") : _ ("Opening…"));
}

static void
pair_recipes (LensCompareActions *self)
{
  DermClassifier *classifier = lens_reading_get_classifier (get_reading (self));
  LensItem *item = lens_shown_get_item (get_shown (self));
  DermImage *image = lens_shown_get_image (get_shown (self));
  DermRecipe *own = lens_reading_get_recipe (get_reading (self));
  const char *truth = lens_item_get_truth (item);
  g_autofree char *words_a = lens_bidi_recipe (own);
  g_autofree char *words_b = lens_bidi_recipe (self->recipe);
  g_autoptr (DermRecipe) recipe_a = dup_recipe (self, item, own);
  g_autoptr (DermRecipe) recipe_b = dup_recipe (self, item, self->recipe);
  const LensSubject a = { classifier, image, recipe_a, derm_recipe_get_name (own), words_a, truth };
  const LensSubject b = { classifier, image, recipe_b, derm_recipe_get_name (self->recipe), words_b, truth };

  lens_pair_set_heading (self->pair, _ ("Two recipes compared"));
  lens_pair_set (self->pair, &a, &b, lens_reading_get_decision (get_reading (self)), NULL);
}

/* Each by its own recipe: the chosen one for the model in use. */
static void
pair_models (LensCompareActions *self)
{
  DermModel *other = derm_classifier_get_model (self->classifier);
  LensItem *item = lens_shown_get_item (get_shown (self));
  DermImage *image = lens_shown_get_image (get_shown (self));
  const char *truth = lens_item_get_truth (item);
  g_autofree char *title_a = NULL, *title_b = NULL;
  g_autoptr (DermRecipe) recipe_a = dup_recipe (self, item, lens_reading_get_recipe (get_reading (self)));
  g_autoptr (DermRecipe) recipe_b = dup_recipe (self, item, derm_model_get_recipe (other));
  /* TRANSLATORS: %s is the name of a recipe */
  g_autofree char *words_a = g_strdup_printf (_ ("recipe %s"), derm_recipe_get_name (recipe_a));
  g_autofree char *words_b = g_strdup_printf (_ ("recipe %s"), derm_recipe_get_name (recipe_b));
  LensSubject a = { lens_reading_get_classifier (get_reading (self)), image, recipe_a, NULL, words_a, truth };
  LensSubject b = { self->classifier, image, recipe_b, NULL, words_b, truth };

  lens_pair_name_models (lens_reading_get_model (get_reading (self)), other, &title_a, &title_b);
  a.title = title_a;
  b.title = title_b;
  lens_pair_set_heading (self->pair, _ ("Two models compared"));
  lens_pair_set (self->pair, &a, &b, lens_reading_get_decision (get_reading (self)), NULL);
}

/* After every change of what is on screen. A comparison of two waits until there is an image again. */
static void
show_pair (LensCompareActions *self)
{
  if (self->pair == NULL || lens_session_is_closed (get_session (self)) || !is_pairing (self)
      || lens_shown_get_state (get_shown (self)) != LENS_SHOWN_IMAGE)
    return;

  if (self->pinned != NULL)
    pair_images (self);
  else if (self->recipe != NULL)
    pair_recipes (self);
  else if (self->classifier != NULL)
    pair_models (self);
}

static void
on_page (LensCompareActions *self)
{
  if (self->pair == NULL || lens_session_is_closed (get_session (self)))
    return;
  if (is_pairing (self))
    {
      show_pair (self);
      return;
    }
  forget (self);
  lens_pair_set (self->pair, NULL, NULL, DERM_DECISION_LIKELY, NULL);
}

/* Shows the page; where it is open already, with what has just been chosen. */
static void
go_to_pair (LensCompareActions *self)
{
  if (is_pairing (self))
    show_pair (self);
  else
    lens_session_set_page (get_session (self), "pair");
  lens_actions_update (LENS_ACTIONS (self));
}

/* ---- what is chosen ---- */

static void
on_pin (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensCompareActions *self = user_data;

  if (!g_variant_get_boolean (value))
    {
      lens_session_set_page (get_session (self), NULL);
      return;
    }

  forget (self);
  self->pinned = g_object_ref (lens_shown_get_item (get_shown (self)));
  self->pinned_image = g_object_ref (lens_shown_get_image (get_shown (self)));
  go_to_pair (self);
}

static void
on_compare_with_recipe (GSimpleAction *action, GVariant *name, gpointer user_data)
{
  LensCompareActions *self = user_data;
  g_autoptr (GError) error = NULL;
  DermRecipe *recipe
      = derm_model_find_recipe (lens_reading_get_model (get_reading (self)), g_variant_get_string (name, NULL), &error);

  if (recipe == NULL)
    {
      lens_messages_show_error (lens_session_get_messages (get_session (self)), NULL, error->message);
      return;
    }
  forget (self);
  self->recipe = recipe;
  go_to_pair (self);
}

static void
on_loaded (LensLoader *loader, DermClassifier *classifier, LensCompareActions *self)
{
  if (lens_shown_get_image (get_shown (self)) == NULL)
    return;

  forget (self);
  self->classifier = g_object_ref (classifier);
  go_to_pair (self);
}

static void
on_load_failed (LensLoader *loader, const char *name, const char *reason, LensCompareActions *self)
{
  lens_messages_show_error (lens_session_get_messages (get_session (self)), name, reason);
}

static void
on_loading (LensCompareActions *self)
{
  lens_session_set_working (get_session (self), &self->is_holding, lens_loader_is_loading (self->loader));
}

void
lens_compare_actions_open_model (LensCompareActions *self, GFile *file)
{
  g_return_if_fail (LENS_IS_COMPARE_ACTIONS (self));
  g_return_if_fail (G_IS_FILE (file));

  lens_loader_load (self->loader, file);
}

static void
on_model_chosen (gpointer owner, GListModel *files)
{
  g_autoptr (GFile) file = lens_chooser_get_first (files);

  lens_compare_actions_open_model (owner, file);
}

static void
on_compare_model (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensCompareActions *self = user_data;

  lens_chooser_ask_for_model (self->chooser, _ ("Compare with a Model"), on_model_chosen, self);
}

static void
on_compare_recipes (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_session_set_page (lens_actions_get_session (user_data), "compare");
}

static void
on_link_zoom (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  lens_pair_set_linked (LENS_COMPARE_ACTIONS (user_data)->pair, g_variant_get_boolean (value));
  g_simple_action_set_state (action, value);
}

static void
on_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_session_leave_page (lens_actions_get_session (user_data));
}

/* ---- the object ---- */

static void
lens_compare_actions_update (LensActions *actions)
{
  LensCompareActions *self = LENS_COMPARE_ACTIONS (actions);
  gboolean has_image = lens_shown_get_image (get_shown (self)) != NULL;

  lens_actions_set_enabled (actions, "pin", has_image || self->pinned != NULL);
  lens_actions_set_enabled (actions, "compare-with-recipe", has_image);
  lens_actions_set_enabled (actions, "compare-model", has_image);
  lens_actions_set_enabled (actions, "compare-recipes", has_image);
  lens_actions_set_enabled (actions, "link-zoom", is_pairing (self));
  lens_actions_set_enabled (actions, "back", lens_session_get_page (get_session (self)) != NULL);
  lens_actions_set_state (actions, "pin", g_variant_new_boolean (self->pinned != NULL));
}

static void
lens_compare_actions_finalize (GObject *object)
{
  LensCompareActions *self = LENS_COMPARE_ACTIONS (object);

  g_clear_object (&self->loader);
  g_clear_object (&self->pinned);
  g_clear_object (&self->pinned_image);
  g_clear_object (&self->recipe);
  g_clear_object (&self->classifier);
  g_clear_object (&self->chooser);
  g_clear_weak_pointer (&self->pair);

  G_OBJECT_CLASS (lens_compare_actions_parent_class)->finalize (object);
}

static void
lens_compare_actions_class_init (LensCompareActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_compare_actions_finalize;
  LENS_ACTIONS_CLASS (klass)->update = lens_compare_actions_update;
}

static void
lens_compare_actions_init (LensCompareActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "pin", .state = "false", .change_state = on_pin },
    { .name = "compare-with-recipe", .parameter_type = "s", .activate = on_compare_with_recipe },
    { .name = "compare-model", .activate = on_compare_model },
    { .name = "compare-recipes", .activate = on_compare_recipes },
    { .name = "link-zoom", .state = "true", .change_state = on_link_zoom },
    { .name = "back", .activate = on_back },
  };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
  self->loader = lens_loader_new ();
  g_signal_connect_object (self->loader, "loaded", G_CALLBACK (on_loaded), self, 0);
  g_signal_connect_object (self->loader, "failed", G_CALLBACK (on_load_failed), self, 0);
  g_signal_connect_object (self->loader, "notify::is-loading", G_CALLBACK (on_loading), self, G_CONNECT_SWAPPED);
}

LensCompareActions *
lens_compare_actions_new (LensSession *session, LensChooser *chooser, LensPair *pair)
{
  LensCompareActions *self = g_object_new (LENS_TYPE_COMPARE_ACTIONS, NULL);

  self->chooser = g_object_ref (chooser);
  g_set_weak_pointer (&self->pair, pair);
  g_signal_connect_object (lens_session_get_shown (session), "changed", G_CALLBACK (show_pair), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_truths (session), "changed", G_CALLBACK (show_pair), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::page", G_CALLBACK (on_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::is-presenting", G_CALLBACK (show_pair), self, G_CONNECT_SWAPPED);
  lens_actions_follow (LENS_ACTIONS (self), session);

  return self;
}
