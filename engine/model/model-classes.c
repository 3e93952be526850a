/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "model-classes.h"
#include "model-metadata.h"
#include "weights-json.h"

/* The classes of HAM10000. Names are translated, and found by name, not by code: a model that means something else by
 * "df" keeps its own name. Codes are looked up only for a list of labels, which has nothing else. */
typedef struct {
  const char *code;
  const char *title;
  const char *in_sentence;
  gboolean is_plural;
  DermGroup group;
} KnownClass;

static const KnownClass known_classes[] = {
  { "akiec", N_ ("Actinic keratoses"), NC_ ("class inside a sentence", "actinic keratoses"), TRUE,
    DERM_GROUP_PRE_MALIGNANT },
  { "bcc", N_ ("Basal cell carcinoma"), NC_ ("class inside a sentence", "basal cell carcinoma"), FALSE,
    DERM_GROUP_MALIGNANT },
  { "bkl", N_ ("Benign keratosis"), NC_ ("class inside a sentence", "benign keratosis"), FALSE, DERM_GROUP_BENIGN },
  { "df", N_ ("Dermatofibroma"), NC_ ("class inside a sentence", "dermatofibroma"), FALSE, DERM_GROUP_BENIGN },
  { "mel", N_ ("Melanoma"), NC_ ("class inside a sentence", "melanoma"), FALSE, DERM_GROUP_MALIGNANT },
  { "nv", N_ ("Melanocytic nevi"), NC_ ("class inside a sentence", "melanocytic nevi"), TRUE, DERM_GROUP_BENIGN },
  { "vasc", N_ ("Vascular lesions"), NC_ ("class inside a sentence", "vascular lesions"), TRUE, DERM_GROUP_BENIGN },
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

static const KnownClass *
find_known (const DermClass *class)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_classes); i++)
    {
      if (g_ascii_strcasecmp (known_classes[i].title, class->name) == 0)
        return &known_classes[i];
    }
  return NULL;
}

const char *
derm_class_get_title (const DermClass *class)
{
  const KnownClass *known = find_known (class);

  return known != NULL ? _ (known->title) : class->name;
}

const char *
derm_class_get_name_in_sentence (const DermClass *class)
{
  const KnownClass *known = find_known (class);

  return known != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, "class inside a sentence", known->in_sentence) : class->name;
}

gboolean
derm_class_is_plural (const DermClass *class)
{
  const KnownClass *known = find_known (class);

  return known != NULL && known->is_plural;
}

DermClass
derm_classes_find (GArray *classes, const char *code)
{
  for (guint i = 0; i < classes->len; i++)
    {
      DermClass *class = &g_array_index (classes, DermClass, i);

      if (g_str_equal (class->code, code))
        return *class;
    }
  for (guint i = 0; i < G_N_ELEMENTS (known_classes); i++)
    {
      const KnownClass *known = &known_classes[i];

      /* "MEL", as ISIC writes it, and "Melanoma", as folders are called, are no other class */
      if (g_ascii_strcasecmp (known->code, code) == 0 || g_ascii_strcasecmp (known->title, code) == 0)
        return (DermClass){ .code = (char *) code, .name = (char *) known->title, .group = known->group };
    }
  return (DermClass){ .code = (char *) code, .name = (char *) code, .group = DERM_GROUP_UNKNOWN };
}

gboolean
derm_classes_are_known (GArray *classes)
{
  guint n_found = 0;

  for (guint i = 0; i < classes->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (known_classes); k++)
      n_found += g_str_equal (g_array_index (classes, DermClass, i).code, known_classes[k].code);
  return n_found == G_N_ELEMENTS (known_classes) && classes->len == n_found; /* codes are given once */
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

/* The least that a balanced score may be divided by: far below one image in HAM10000. */
#define MIN_SHARE 1e-6

static gboolean
read_share (JsonObject *object, double *share, const char *what, GError **error)
{
  if (!json_object_has_member (object, "share"))
    return TRUE;
  if (!derm_json_get_double (object, "share", what, share, error))
    return FALSE;
  if (*share >= MIN_SHARE && *share <= 1)
    return TRUE;
  g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s has a share of %g, which is not between 0 and 1"), what,
               *share);
  return FALSE;
}

/* Shares are given for all classes or for none. */
static gboolean
check_shares (GArray *classes, GError **error)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < classes->len; i++)
    {
      sum += g_array_index (classes, DermClass, i).share;
      n += g_array_index (classes, DermClass, i).share > 0;
    }
  if (n == 0 || (n == classes->len && fabs (sum - 1) <= 1e-3))
    return TRUE;
  if (n < classes->len)
    g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("only %u of %u classes have a share"), n, classes->len);
  else
    g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the shares of the classes add up to %g, not to 1"), sum);
  return FALSE;
}

static gboolean
read_class (GArray *classes, JsonNode *node, GError **error)
{
  static const char *const members[] = { "code", "name", "group", "share", NULL };
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
  if (!derm_metadata_check_members (object, members, what, error)
      || (code = derm_json_get_string (object, "code", what, error)) == NULL || !check_text (code, what, error)
      || (name = derm_json_get_string (object, "name", what, error)) == NULL || !check_text (name, what, error)
      || (group_id = derm_json_get_string (object, "group", what, error)) == NULL
      || !read_group (group_id, &class.group, what, error) || !read_share (object, &class.share, what, error))
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

/* What a single output speaks against, before what it speaks for. */
static void
add_other (GArray *classes)
{
  gboolean is_taken = g_str_equal (g_array_index (classes, DermClass, 0).code, "negative");
  const char *code = is_taken ? "other" : "negative";
  DermClass other = { .code = g_strdup (code), .name = g_strdup (code), .group = DERM_GROUP_UNKNOWN };

  g_array_index (classes, DermClass, 0).share = 0;
  g_array_prepend_val (classes, other);
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
  if (n_classes == 0 || (n_classes != (guint) n_outputs && (n_outputs != 1 || n_classes != 2)))
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
  if (!check_shares (classes, error))
    return NULL;
  if (classes->len == 1)
    add_other (classes);
  return g_steal_pointer (&classes);
}

JsonNode *
derm_classes_describe (const char *const *codes, int n_codes)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (DermClass));

  json_builder_begin_array (builder);
  for (int i = 0; i < n_codes; i++)
    {
      DermClass class = derm_classes_find (none, codes[i]);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "code");
      json_builder_add_string_value (builder, class.code);
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, class.name);
      json_builder_set_member_name (builder, "group");
      json_builder_add_string_value (builder, group_ids[class.group]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

char **
derm_classes_default_codes (int n_codes)
{
  static const char *const binary[] = { "negative", "positive", NULL };
  char **codes = n_codes != 1 ? g_new0 (char *, n_codes + 1) : g_strdupv ((char **) binary);

  for (int i = 0; i < n_codes && n_codes != 1; i++)
    codes[i] = n_codes == G_N_ELEMENTS (known_classes) ? g_strdup (known_classes[i].code) : g_strdup_printf ("%d", i);
  return codes;
}
