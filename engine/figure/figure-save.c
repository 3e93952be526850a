/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "derm-error.h"
#include "derm-file.h"
#include "figure-private.h"

typedef enum { FORMAT_PNG, FORMAT_SVG, FORMAT_PDF, N_FORMATS } Format;

static gboolean
format_from_path (const char *path, Format *format, GError **error)
{
  static const char *const endings[N_FORMATS] = { ".png", ".svg", ".pdf" };
  gsize length = strlen (path);

  for (int i = 0; i < N_FORMATS; i++)
    if (length > 4 && g_ascii_strcasecmp (path + length - 4, endings[i]) == 0)
      {
        *format = (Format) i;
        return TRUE;
      }
  g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("a figure's name ends in .png, .svg or .pdf"));
  return FALSE;
}

gboolean
derm_figure_check_fonts (GError **error)
{
  g_autofree PangoFontFamily **families = NULL;
  int n = 0;

  pango_font_map_list_families (pango_cairo_font_map_get_default (), &families, &n);
  if (n > 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("no font is installed to draw the figure with"));
  return FALSE;
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
surface_new (Format format, GByteArray *out, double width, double height)
{
  cairo_surface_t *surface;

  switch (format)
    {
    case FORMAT_SVG:
      surface = cairo_svg_surface_create_for_stream (append, out, width, height);
      cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
      break;
    case FORMAT_PDF: /* 96 pixels are 72 points */
      surface = cairo_pdf_surface_create_for_stream (append, out, width * 0.75, height * 0.75);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Dermlens");
      cairo_surface_set_device_scale (surface, 0.75, 0.75);
      break;
    case FORMAT_PNG:
    default:
      surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (2 * width), (int) (2 * height));
      cairo_surface_set_device_scale (surface, 2, 2);
      break;
    }
  return surface;
}

static cairo_status_t
render (Format format, const FigurePage *page, GByteArray *out)
{
  cairo_surface_t *surface = surface_new (format, out, FIGURE_SAVED_WIDTH, ceil (page->height));
  cairo_font_options_t *options = cairo_font_options_create ();
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  /* letters stand where they would at any size, so that the three formats look the same */
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_set_font_options (cr, options);
  page->draw (cr, FIGURE_SAVED_WIDTH, page->data);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_font_options_destroy (options);
  if (status == CAIRO_STATUS_SUCCESS && format == FORMAT_PNG)
    status = cairo_surface_write_to_png_stream (surface, append, out);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

gboolean
derm_figure_write (const FigurePage *page, const char *path, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  cairo_status_t status;
  Format format;

  if (!format_from_path (path, &format, error) || !derm_figure_check_fonts (error))
    return FALSE;
  status = render (format, page, out);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("the figure could not be drawn: %s"),
                   cairo_status_to_string (status));
      return FALSE;
    }
  return derm_file_replace_text (path, (const char *) out->data, out->len, 0666, error);
}

/* What derm_figure_result() draws. */
typedef struct {
  DermImage *image;
  DermPrediction *prediction;
  const char *truth;
} Result;

static void
draw_result (cairo_t *cr, double width, gpointer data)
{
  const Result *result = data;

  derm_figure_result (cr, result->image, result->prediction, result->truth, width, derm_theme_print ());
}

gboolean
derm_figure_save (DermImage *image, DermPrediction *prediction, const char *truth, const char *path, GError **error)
{
  Result result = { image, prediction, truth };

  g_return_val_if_fail (image == NULL || DERM_IS_IMAGE (image), FALSE);
  g_return_val_if_fail (DERM_IS_PREDICTION (prediction), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  return derm_figure_write (&(FigurePage){ draw_result, &result, derm_figure_result_height (FIGURE_SAVED_WIDTH) }, path,
                            error);
}

static void
draw_explanation (cairo_t *cr, double width, gpointer data)
{
  derm_figure_explanation (cr, data, width, derm_theme_print ());
}

gboolean
derm_figure_explanation_save (DermExplanation *explanation, const char *path, GError **error)
{
  g_return_val_if_fail (DERM_IS_EXPLANATION (explanation), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  return derm_figure_write (
      &(FigurePage){ draw_explanation, explanation, derm_figure_explanation_height (FIGURE_SAVED_WIDTH) }, path, error);
}
