/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "model-classes.h"
#include "model-json.h"

/* The names that are translated. They are found by name, not by code: a model that means something else by "df" keeps
 * its own name. */
typedef struct {
  const char *title;
  const char *in_sentence;
  gboolean is_plural;
} KnownName;

static const KnownName known_names[] = {
  { N_ ("Actinic keratoses"), NC_ ("class inside a sentence", "actinic keratoses"), TRUE },
  { N_ ("Basal cell carcinoma"), NC_ ("class inside a sentence", "basal cell carcinoma"), FALSE },
  { N_ ("Benign keratosis"), NC_ ("class inside a sentence", "benign keratosis"), FALSE },
  { N_ ("Dermatofibroma"), NC_ ("class inside a sentence", "dermatofibroma"), FALSE },
  { N_ ("Melanoma"), NC_ ("class inside a sentence", "melanoma"), FALSE },
  { N_ ("Melanocytic nevi"), NC_ ("class inside a sentence", "melanocytic nevi"), TRUE },
  { N_ ("Vascular lesions"), NC_ ("class inside a sentence", "vascular lesions"), TRUE },
};

static const char *const group_ids[] = {
  [DERM_GROUP_UNKNOWN] = "unknown",
  [DERM_GROUP_BENIGN] = "benign",
  [DERM_GROUP_PRE_MALIGNANT] = "pre-malignant",
  [DERM_GROUP_MALIGNANT] = "malignant",
};

const char *
derm_group_get_sign (DermGroup group)
{
  switch (group)
    {
    case DERM_GROUP_BENIGN:
      return "●";
    case DERM_GROUP_PRE_MALIGNANT:
      return "◆";
    case DERM_GROUP_MALIGNANT:
      return "▲";
    case DERM_GROUP_UNKNOWN:
    default:
      return "";
    }
}

const char *
derm_group_get_name (DermGroup group)
{
  switch (group)
    {
    case DERM_GROUP_BENIGN:
      return _ ("benign");
    case DERM_GROUP_PRE_MALIGNANT:
      return _ ("pre-malignant");
    case DERM_GROUP_MALIGNANT:
      return _ ("malignant");
    case DERM_GROUP_UNKNOWN:
    default:
      return "";
    }
}

static const KnownName *
find_known (const DermClass *class)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_names); i++)
    {
      if (g_ascii_strcasecmp (known_names[i].title, class->name) == 0)
        return &known_names[i];
    }
  return NULL;
}

const char *
derm_class_get_title (const DermClass *class)
{
  const KnownName *known = find_known (class);

  return known != NULL ? _ (known->title) : class->name;
}

const char *
derm_class_get_name_in_sentence (const DermClass *class)
{
  const KnownName *known = find_known (class);

  return known != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, "class inside a sentence", known->in_sentence) : class->name;
}

gboolean
derm_class_is_plural (const DermClass *class)
{
  const KnownName *known = find_known (class);

  return known != NULL && known->is_plural;
}

static void
class_clear (gpointer data)
{
  DermClass *class = data;

  g_free (class->code);
  g_free (class->name);
}

static gboolean
read_group (const char *id, DermGroup *group, const char *what, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (group_ids); i++)
    {
      if (g_str_equal (group_ids[i], id))
        {
          *group = (DermGroup) i;
          return TRUE;
        }
    }
  g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s is of the unknown group “%s”"), what, id);
  return FALSE;
}

/* Codes become column heads and names stand in the window: no line breaks, and not endless. */
static gboolean
check_text (const char *text, const char *what, GError **error)
{
  gboolean is_fine = *text != '\0' && g_utf8_strlen (text, -1) <= 100;

  for (const char *p = text; is_fine && *p != '\0'; p = g_utf8_next_char (p))
    is_fine = g_unichar_isprint (g_utf8_get_char (p));
  if (!is_fine)
    g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s has a code or name that is empty, too long or not text"),
                 what);
  return is_fine;
}

static gboolean
read_class (GArray *classes, JsonNode *node, GError **error)
{
  g_autofree char *what = g_strdup_printf (_ ("class %u"), classes->len + 1);
  const char *code, *name, *group_id;
  DermClass class = { 0 };
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s is not a JSON object"), what);
      return FALSE;
    }
  object = json_node_get_object (node);
  if ((code = derm_json_get_string (object, "code", what, error)) == NULL || !check_text (code, what, error)
      || (name = derm_json_get_string (object, "name", what, error)) == NULL || !check_text (name, what, error)
      || (group_id = derm_json_get_string (object, "group", what, error)) == NULL
      || !read_group (group_id, &class.group, what, error))
    return FALSE;
  for (guint i = 0; i < classes->len; i++)
    {
      if (g_str_equal (g_array_index (classes, DermClass, i).code, code))
        {
          g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("two classes have the code “%s”"), code);
          return FALSE;
        }
    }
  class.code = g_strdup (code);
  class.name = g_strdup (name);
  g_array_append_val (classes, class);
  return TRUE;
}

GArray *
derm_classes_read (DermSafetensors *file, int n_outputs, GError **error)
{
  const char *text = derm_safetensors_get_metadata (file, "classes");
  g_autoptr (GArray) classes = g_array_new (FALSE, FALSE, sizeof (DermClass));
  g_autoptr (JsonNode) root = NULL;
  guint n_classes;

  g_array_set_clear_func (classes, class_clear);
  if (text == NULL)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the list of classes is missing"));
      return NULL;
    }
  root = derm_json_parse (text, strlen (text), _ ("the list of classes"), error);
  if (root == NULL)
    return NULL;
  n_classes = JSON_NODE_HOLDS_ARRAY (root) ? json_array_get_length (json_node_get_array (root)) : 0;
  if (n_classes == 0 || n_classes != (guint) n_outputs)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the list names %u classes, but the network has %d outputs"),
                   n_classes, n_outputs);
      return NULL;
    }
  for (guint i = 0; i < n_classes; i++)
    {
      if (!read_class (classes, json_array_get_element (json_node_get_array (root), i), error))
        return NULL;
    }
  return g_steal_pointer (&classes);
}
