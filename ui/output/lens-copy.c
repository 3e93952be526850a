/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-copy.h"

#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <math.h>

#define CHART_WIDTH 480
#define CHART_SCALE 2

typedef struct {
  DermImage *image;
  DermPrediction *prediction;
  char *truth; /* or NULL */
} Page;

static void
page_free (Page *page)
{
  g_object_unref (page->image);
  g_object_unref (page->prediction);
  g_free (page->truth);
  g_free (page);
}

GdkTexture *
lens_copy_image (DermImage *image)
{
  int width = derm_image_get_width (image), height = derm_image_get_height (image);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8, derm_image_get_pixels (image), 3 * (gsize) width);
}

static double
measure_chart (DermPrediction *prediction)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (surface);
  double height = derm_figure_chart_height (cr, prediction, CHART_WIDTH);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return height;
}

GdkTexture *
lens_copy_chart (DermPrediction *prediction, const char *truth)
{
  int width = CHART_WIDTH * CHART_SCALE, height = (int) ceil (measure_chart (prediction)) * CHART_SCALE;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  guint8 *data;

  cairo_scale (cr, CHART_SCALE, CHART_SCALE);
  derm_figure_chart (cr, prediction, truth, CHART_WIDTH, derm_theme_print ());
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (gsize i = 0; i < stride * (gsize) height;
       i += 4) /* cairo leaves the fourth byte open, a texture calls it alpha */
    *(guint32 *) (gpointer) (data + i) |= 0xff000000;
  bytes = g_bytes_new (data, stride * (gsize) height);
  cairo_surface_destroy (surface);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static cairo_status_t
append_bytes (gpointer bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);

  return CAIRO_STATUS_SUCCESS;
}

GBytes *
lens_copy_chart_svg (DermPrediction *prediction, const char *truth)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface
      = cairo_svg_surface_create_for_stream (append_bytes, bytes, CHART_WIDTH, ceil (measure_chart (prediction)));
  cairo_t *cr = cairo_create (surface);

  derm_figure_chart (cr, prediction, truth, CHART_WIDTH, derm_theme_print ());
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (bytes);
}

GdkTexture *
lens_copy_input (DermInput *input)
{
  int width = derm_input_get_width (input), height = derm_input_get_height (input);
  g_autoptr (GBytes) pixels = g_bytes_new (derm_input_get_rgb (input), 3 * (gsize) width * height);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8, pixels, 3 * (gsize) width);
}

char *
lens_copy_text (const char *name, DermPrediction *prediction, const char *truth)
{
  g_autofree char *words = derm_prediction_describe (prediction);
  g_autofree char *doubts = derm_gate_describe (derm_prediction_get_gate (prediction));
  g_autofree char *provenance = derm_figure_provenance (prediction);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n%s%s%s\n", name, doubts, *doubts != '\0' ? "\n" : "", words);
  if (truth != NULL)
    /* TRANSLATORS: the class that the image is known to show, like "Truth: mel" */
    g_string_append_printf (text, _ ("Truth: %s\n"), truth);
  g_string_append_c (text, '\n');
  for (int i = 0; i < derm_prediction_get_n_classes (prediction); i++)
    {
      g_autofree char *score = derm_score_format (derm_prediction_get_calibrated (prediction)[i]);

      g_string_append_printf (text, "%s\t%s\t%s\n", derm_prediction_get_label (prediction, i), score,
                              derm_prediction_get_class_name (prediction, i));
    }
  g_string_append_printf (text, "\n%s\n%s\n", derm_research_line (), provenance);

  return g_strdup (text->str);
}

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int number, Page *page)
{
  double width = gtk_print_context_get_width (context), height = gtk_print_context_get_height (context);

  if (derm_figure_result_height (width) > height)
    width *= height / derm_figure_result_height (width);
  derm_figure_result (gtk_print_context_get_cairo_context (context), page->image, page->prediction, page->truth, width,
                      derm_theme_print ());
}

GtkPrintOperation *
lens_copy_print (DermImage *image, DermPrediction *prediction, const char *truth)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  Page *page = g_new0 (Page, 1);

  page->image = g_object_ref (image);
  page->prediction = g_object_ref (prediction);
  page->truth = g_strdup (truth);
  g_object_set_data_full (G_OBJECT (operation), "lens-page", page, (GDestroyNotify) page_free);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page), page);
  gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_job_name (operation, derm_image_get_name (image));
  gtk_print_operation_set_allow_async (operation, TRUE);

  return operation;
}
