/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "model-names.h"
#include "weights-json.h"

/* Texts that hold a value: metadata of a safetensors file is text only, and programs write json.dumps (x) or str (x).
 */

enum { MAX_TEXT = 1 << 20, MAX_DEPTH = 16 };

/* From Python's literals to JSON's, as far as they differ: quotes, tuples, numbers as keys, the names of constants, a
 * comma before the end. What is wrong in the one is wrong in the other; the parser of JSON sees to that. */
typedef struct {
  const char *at;
  GString *out;
  char ends[MAX_DEPTH]; /* of what is open */
  int depth;
} Translation;

static gboolean
copy_string (Translation *self)
{
  char quote = *self->at++;

  g_string_append_c (self->out, '"');
  for (; *self->at != '\0' && *self->at != quote; self->at++)
    {
      if (*self->at == '\\' && self->at[1] == '\'')
        self->at++;
      else if (*self->at == '\\' && self->at[1] != '\0')
        g_string_append_c (self->out, *self->at++);
      else if (*self->at == '"')
        g_string_append_c (self->out, '\\');
      g_string_append_c (self->out, *self->at);
    }
  g_string_append_c (self->out, '"');
  return *self->at++ == quote;
}

static gboolean
open_container (Translation *self)
{
  gboolean is_dict = *self->at++ == '{';

  if (self->depth == MAX_DEPTH)
    return FALSE;
  self->ends[self->depth++] = is_dict ? '}' : ']';
  g_string_append_c (self->out, is_dict ? '{' : '[');
  return TRUE;
}

static gboolean
close_container (Translation *self)
{
  self->at++;
  if (self->depth == 0)
    return FALSE;
  if (self->out->len > 0 && self->out->str[self->out->len - 1] == ',')
    g_string_truncate (self->out, self->out->len - 1);
  g_string_append_c (self->out, self->ends[--self->depth]);
  return TRUE;
}

/* A number, which as a key must be text, or the name of a constant. */
static gboolean
copy_word (Translation *self)
{
  static const char *const constants[][2] = { { "True", "true" }, { "False", "false" }, { "None", "null" } };
  gsize length = strcspn (self->at, ",:{}[]() \t\r\n'\"");
  g_autofree char *word = g_strndup (self->at, length);
  const char *rest = self->at + length;
  gboolean is_key = self->depth > 0 && self->ends[self->depth - 1] == '}' && rest[strspn (rest, " ")] == ':';

  if (length == 0)
    return FALSE;
  self->at = rest;
  for (guint i = 0; i < G_N_ELEMENTS (constants); i++)
    if (g_str_equal (word, constants[i][0]))
      {
        g_string_append (self->out, constants[i][1]);
        return TRUE;
      }
  g_string_append_printf (self->out, is_key ? "\"%s\"" : "%s", word);
  return TRUE;
}

static gboolean
translate_step (Translation *self)
{
  switch (*self->at)
    {
    case '\'':
    case '"':
      return copy_string (self);
    case '{':
    case '[':
    case '(':
      return open_container (self);
    case '}':
    case ']':
    case ')':
      return close_container (self);
    case ',':
    case ':':
      g_string_append_c (self->out, *self->at++);
      return TRUE;
    case ' ':
    case '\t':
    case '\r':
    case '\n':
      self->at++;
      return TRUE;
    default:
      return copy_word (self);
    }
}

static char *
translate (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  Translation self = { .at = text, .out = out };

  while (*self.at != '\0')
    if (!translate_step (&self))
      return NULL;
  return self.depth == 0 ? g_strdup (out->str) : NULL;
}

JsonNode *
derm_notes_parse (const char *text)
{
  g_autofree char *json = NULL;
  JsonNode *node;

  while (g_ascii_isspace (*text))
    text++;
  if (*text == '\0' || strchr ("{[(", *text) == NULL || strlen (text) > MAX_TEXT)
    return NULL;
  node = derm_json_parse (text, strlen (text), "", NULL);
  if (node != NULL)
    return node;
  json = translate (text);
  return json != NULL ? derm_json_parse (json, strlen (json), "", NULL) : NULL;
}
