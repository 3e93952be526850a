/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-drag.h"

#include "lens-copy.h"

GdkContentProvider *
lens_drag_files (GPtrArray *items)
{
  g_autoptr (GSList) files = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  for (guint i = items->len; i > 0; i--)
    if (lens_item_get_file (g_ptr_array_index (items, i - 1)) != NULL)
      files = g_slist_prepend (files, lens_item_get_file (g_ptr_array_index (items, i - 1)));
  if (files == NULL)
    return NULL;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, files);

  return gdk_content_provider_new_for_value (&value);
}

char *
lens_drag_dup_text (GPtrArray *items)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      LensItem *item = g_ptr_array_index (items, i);
      g_autofree char *own = NULL;

      if (lens_item_get_prediction (item) == NULL)
        continue;
      own = lens_copy_text (lens_item_get_name (item), lens_item_get_prediction (item), lens_item_get_truth (item));
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", own);
    }
  return g_string_free (text, FALSE);
}

/* Takes over the providers, of which some may be NULL; where two have one form, the first gives it. */
static GdkContentProvider *
unite (GdkContentProvider **providers, gsize n)
{
  GdkContentProvider *present[4];
  gsize n_present = 0;

  for (gsize i = 0; i < n; i++)
    if (providers[i] != NULL)
      present[n_present++] = providers[i];

  return n_present > 0 ? gdk_content_provider_new_union (present, n_present) : NULL;
}

static GdkContentProvider *
provide_texture (GdkTexture *texture)
{
  GdkContentProvider *provider = gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture);

  g_object_unref (texture);

  return provider;
}

GdkContentProvider *
lens_drag_rows (GPtrArray *items)
{
  g_autofree char *text = lens_drag_dup_text (items);
  GdkContentProvider *providers[] = { NULL, lens_drag_files (items) };

  if (*text != '\0')
    providers[0] = gdk_content_provider_new_typed (G_TYPE_STRING, text);

  return unite (providers, G_N_ELEMENTS (providers));
}

GdkContentProvider *
lens_drag_image (LensItem *item, DermImage *image)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  GdkContentProvider *providers[] = { NULL, provide_texture (lens_copy_image (image)) };

  g_ptr_array_add (items, item);
  providers[0] = lens_drag_files (items);

  return unite (providers, G_N_ELEMENTS (providers));
}

GdkContentProvider *
lens_drag_input (DermInput *input)
{
  return provide_texture (lens_copy_input (input));
}

GdkContentProvider *
lens_drag_chart (DermPrediction *prediction, const char *truth)
{
  g_autoptr (GBytes) svg = lens_copy_chart_svg (prediction, truth);
  GdkContentProvider *providers[] = { gdk_content_provider_new_for_bytes ("image/svg+xml", svg),
                                      provide_texture (lens_copy_chart (prediction, truth)) };

  return unite (providers, G_N_ELEMENTS (providers));
}
