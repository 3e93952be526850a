/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "derm-error.h"
#include "lesson-private.h"

/* What a lesson paints on an input: boxes of one colour each. */

enum { MOST_BOXES = 1024, LARGEST_SIDE = 1024 };

void
lesson_paint_free (LessonPaint *self)
{
  g_free (self->name);
  g_array_unref (self->boxes);
  g_free (self);
}

/* "3" or "3-7" */
static gboolean
read_range (const char *text, int *from, int *to)
{
  guint64 numbers[2];
  g_auto (GStrv) parts = g_strsplit (text, "-", 3);
  guint n = g_strv_length (parts);

  for (guint i = 0; i < n && i < 2; i++)
    if (!g_ascii_string_to_unsigned (parts[i], 10, 0, LARGEST_SIDE - 1, &numbers[i], NULL))
      return FALSE;
  if (n < 1 || n > 2)
    return FALSE;
  *from = (int) numbers[0];
  *to = (int) numbers[n - 1];
  return *from <= *to;
}

/* "3-7,12" */
static gboolean
read_box (const char *text, LessonBox *box)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 3);

  return g_strv_length (parts) == 2 && read_range (parts[0], &box->left, &box->right)
         && read_range (parts[1], &box->top, &box->bottom);
}

static gboolean
read_colour (const char *text, guint8 *rgb)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 4);

  for (int i = 0; i < 3; i++)
    {
      guint64 number;

      if (g_strv_length (parts) != 3 || !g_ascii_string_to_unsigned (parts[i], 10, 0, 255, &number, NULL))
        return FALSE;
      rgb[i] = (guint8) number;
    }
  return TRUE;
}

/* "72,58,130 3-7,12 8,8": a colour and the boxes of it. */
static gboolean
read_fill (LessonPaint *self, const LessonEntry *entry, GError **error)
{
  g_auto (GStrv) words = g_strsplit (entry->value, " ", -1);
  LessonBox box = { 0 };

  if (!read_colour (words[0], box.rgb))
    {
      lesson_set_error (error, entry->line, _ ("“%s” is no colour: red, green and blue, 0 to 255 each."), words[0]);
      return FALSE;
    }
  for (char **word = words + 1; *word != NULL; word++)
    {
      if (**word == '\0')
        continue;
      if (!read_box (*word, &box))
        {
          lesson_set_error (error, entry->line, _ ("“%s” is no place: columns and rows, like 3-7,12."), *word);
          return FALSE;
        }
      g_array_append_val (self->boxes, box);
      if (self->boxes->len > MOST_BOXES)
        {
          lesson_set_error (error, entry->line, _ ("there are more than %d places."), MOST_BOXES);
          return FALSE;
        }
    }
  return TRUE;
}

LessonPaint *
lesson_paint_read (const LessonSection *section, GError **error)
{
  LessonPaint *self = g_new0 (LessonPaint, 1);
  gboolean is_right = TRUE;

  self->name = g_strdup (section->name);
  self->boxes = g_array_new (FALSE, FALSE, sizeof (LessonBox));
  for (guint i = 0; i < section->entries->len && is_right; i++)
    {
      const LessonEntry *entry = section->entries->pdata[i];

      is_right = g_str_equal (entry->key, "Fill") && entry->language == NULL;
      if (!is_right)
        lesson_set_error (error, entry->line, _ ("“%s” does not belong here."), entry->key);
      else
        is_right = read_fill (self, entry, error);
    }
  if (is_right && self->boxes->len == 0)
    {
      lesson_set_error (error, section->line, _ ("the section has no “%s”."), "Fill");
      is_right = FALSE;
    }
  if (!is_right)
    g_clear_pointer (&self, lesson_paint_free);
  return self;
}

static void
fill (guint8 *rgb, int width, const LessonBox *box)
{
  for (int y = box->top; y <= box->bottom; y++)
    for (int x = box->left; x <= box->right; x++)
      memcpy (rgb + 3 * (y * width + x), box->rgb, 3);
}

DermInput *
lesson_paint_apply (const LessonPaint *self, DermInput *input, GError **error)
{
  int width = derm_input_get_width (input), height = derm_input_get_height (input);
  g_autofree guint8 *rgb = g_memdup2 (derm_input_get_rgb (input), (gsize) (3 * width * height));
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < self->boxes->len; i++)
    {
      const LessonBox *box = &g_array_index (self->boxes, LessonBox, i);

      if (box->right >= width || box->bottom >= height)
        {
          g_set_error (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("“%1$s” paints beyond the %2$d × %3$d pixels."),
                       self->name, width, height);
          return NULL;
        }
      fill (rgb, width, box);
    }
  bytes = g_bytes_new (rgb, (gsize) (3 * width * height));
  return derm_input_with_pixels (input, bytes, error);
}

int
lesson_paint_count (const LessonPaint *self, int width, int height)
{
  g_autofree gboolean *is_painted = g_new0 (gboolean, width * height);
  int n = 0;

  for (guint i = 0; i < self->boxes->len; i++)
    {
      const LessonBox *box = &g_array_index (self->boxes, LessonBox, i);

      for (int y = box->top; y <= MIN (box->bottom, height - 1); y++)
        for (int x = box->left; x <= MIN (box->right, width - 1); x++)
          {
            n += !is_painted[y * width + x];
            is_painted[y * width + x] = TRUE;
          }
    }
  return n;
}
