/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The pickle machine, instruction by instruction: what it makes of data, and why it refuses all else. What PyTorch
 * itself writes is read in test-torch. */

#include "config.h"

#include <derm.h>
#include <string.h>
#include <time.h>

#include "pickle.h"

#define BYTES(text) text, sizeof text - 1

typedef struct {
  const char *path; /* of the test */
  const char *bytes;
  gsize size;
  const char *reason; /* part of the message */
} Refused;

static const Refused refusals[] = {
  { "empty", BYTES (""), "cut off" },
  { "not-a-pickle", BYTES ("hello"), "does not start like" },
  { "protocol-1", BYTES ("\x80\x01N."), "protocols 2 to 5" },
  { "protocol-6", BYTES ("\x80\x06N."), "protocols 2 to 5" },
  { "no-stop", BYTES ("\x80\x02N"), "cut off" },
  { "nothing", BYTES ("\x80\x02."), "never stored" },
  { "left-over", BYTES ("\x80\x02NN."), "leaves something over" },
  { "mark-left", BYTES ("\x80\x02(N."), "leaves something over" },
  { "text-cut",
    BYTES ("\x80\x02X\xff\xff\xff\xff"
           "a"),
    "cut off" },
  { "text-8-huge",
    BYTES ("\x80\x04\x8d\xff\xff\xff\xff\xff\xff\xff\xff"
           "a"),
    "cut off" },
  { "long-huge", BYTES ("\x80\x02\x8b\xff\xff\xff\x7f\x01."), "cut off" },
  { "text-not-utf8", BYTES ("\x80\x04\x8c\x01\xff."), "UTF-8" },
  { "tuple-of-nothing", BYTES ("\x80\x02\x87."), "never stored" },
  { "tuple-under-mark", BYTES ("\x80\x02NN(\x86t."), "never stored" },
  { "append-to-nothing", BYTES ("\x80\x02Na."), "never stored" },
  { "append-to-dict", BYTES ("\x80\x02}Na."), "adds items to" },
  { "appends-to-mark", BYTES ("\x80\x02(Ne."), "never stored" },
  { "setitems-odd", BYTES ("\x80\x02}(NNNu."), "no value" },
  { "setitem-on-list", BYTES ("\x80\x02]NNs."), "adds items to" },
  { "no-mark", BYTES ("\x80\x02t."), "never stored" },
  { "memo-empty", BYTES ("\x80\x02h\x07."), "never stored" },
  { "memo-huge", BYTES ("\x80\x02Nr\xff\xff\xff\xff."), "remembers too much" },
  { "system",
    BYTES ("\x80\x02"
           "cposix\nsystem\nX\x01\0\0\0a\x85R."),
    "“posix.system”" },
  { "builtin",
    BYTES ("\x80\x02"
           "c__builtin__\neval\n."),
    "“__builtin__.eval”" },
  { "stack-global",
    BYTES ("\x80\x04\x8c\x08"
           "builtins\x8c\x04"
           "exec\x93."),
    "“builtins.exec”" },
  { "stack-global-number", BYTES ("\x80\x04K\1K\1\x93."), "not text" },
  { "other-torch",
    BYTES ("\x80\x02"
           "ctorch\nload\n."),
    "“torch.load”" },
  { "dotted",
    BYTES ("\x80\x02"
           "ccollections\nOrderedDict.fromkeys\n."),
    "“collections.OrderedDict.fromkeys”" },
  { "script-class-elsewhere",
    BYTES ("\x80\x02"
           "c__torch__\nNet\n."),
    "“__torch__.Net”" },
  { "name-with-escape",
    BYTES ("\x80\x02"
           "c\x1b[31m\nx\n."),
    "�[31m.x" },
  { "name-endless",
    BYTES ("\x80\x02"
           "cposix"),
    "no terminating newline" },
  { "reduce-text",
    BYTES ("\x80\x04\x8c\x01"
           "a)R."),
    "do not belong" },
  { "reduce-storage-type",
    BYTES ("\x80\x02"
           "ctorch\nFloatStorage\n)R."),
    "do not belong" },
  { "reduce-dict-of-something",
    BYTES ("\x80\x02"
           "ccollections\nOrderedDict\n]\x85R."),
    "do not belong" },
  { "rebuild-short",
    BYTES ("\x80\x02"
           "ctorch._utils\n_rebuild_tensor_v2\nN\x85R."),
    "do not belong" },
  { "newobj",
    BYTES ("\x80\x02"
           "ccollections\nOrderedDict\n)\x81."),
    "do not belong" },
  { "build-on-list", BYTES ("\x80\x02]}b."), "do not belong" },
  { "build-with-tuple", BYTES ("\x80\x02})b."), "do not belong" },
  { "persistent-text",
    BYTES ("\x80\x04\x8c\x01"
           "aQ."),
    "not a tensor storage" },
  { "persid", BYTES ("\x80\x02P1\n."), "0x50" },
  { "inst", BYTES ("\x80\x02(iposix\nsystem\n."), "0x69" },
  { "extension", BYTES ("\x80\x02\x82\x01."), "0x82" },
  { "set", BYTES ("\x80\x04\x8f."), "0x8f" },
  { "buffer", BYTES ("\x80\x05\x97."), "0x97" },
};

static DermPickle *
read_bytes (const char *bytes, gsize size, gboolean is_script)
{
  g_autoptr (GError) error = NULL;
  DermPickle *pickle = derm_pickle_read ((const guint8 *) bytes, size, is_script, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (pickle->size, ==, size);
  return pickle;
}

static void
check_refused (const char *bytes, gsize size, const char *reason)
{
  g_autoptr (GError) error = NULL;
  DermPickle *pickle = derm_pickle_read ((const guint8 *) bytes, size, FALSE, &error);

  g_assert_null (pickle);
  g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, reason));
}

static void
test_refused (gconstpointer data)
{
  const Refused *refused = data;

  check_refused (refused->bytes, refused->size, refused->reason);
}

/* Every beginning of a good pickle is refused. */
static void
test_cuts (void)
{
  static const char good[] = "\x80\x02}(X\x01\0\0\0a(K\1M\2\3Jabcd\x8a\x01\x05tX\x01\0\0\0b]Gabcdefghau.";

  for (gsize size = 0; size < sizeof good - 1; size++)
    check_refused (good, size, "");
  derm_pickle_free (read_bytes (good, sizeof good - 1, FALSE));
}

static void
test_numbers (void)
{
  static const char bytes[]
      = "\x80\x02(K\xffM\xff\xffJ\xff\xff\xff\xff\x8a\x00\x8a\x01\xff\x8a\x02\xff\x00"
        "\x8a\x01\x80\x8a\x01\x7f\x8a\x02\x00\x80\x8a\x02\x80\x00\x8a\x08\0\0\0\0\0\0\0\x80\x88\x89Nt.";
  const gint64 expected[] = { 255, 65535, -1, 0, -1, 255, -128, 127, -32768, 128, G_MININT64, 1, 0, 0 };
  g_autoptr (DermPickle) pickle = read_bytes (bytes, sizeof bytes - 1, FALSE);

  g_assert_cmpint (pickle->root->kind, ==, PICKLE_TUPLE);
  g_assert_cmpuint (pickle->root->n, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (pickle->root->items[i]->integer, ==, expected[i]);
  g_assert_cmpint (pickle->root->items[11]->kind, ==, PICKLE_BOOL);
  g_assert_cmpint (pickle->root->items[13]->kind, ==, PICKLE_NONE);
}

static void
test_long_and_float (void)
{
  g_autoptr (DermPickle) pickle = read_bytes (
      BYTES ("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19G\xbf\xf8\0\0\0\0\0\0\x86."), FALSE);

  g_assert_cmpint (pickle->root->items[0]->kind, ==, PICKLE_LONG);
  g_assert_cmpuint (pickle->root->items[0]->n, ==, 10);
  g_assert_cmpfloat (pickle->root->items[1]->real, ==, -1.5);
}

/* The second of two values under one key counts, as in Python; a frame changes nothing. */
static void
test_dict (void)
{
  g_autoptr (DermPickle) pickle = read_bytes (BYTES ("\x80\x04\x95\0\0\0\0\0\0\0\0"
                                                     "ccollections\nOrderedDict\n)R\x94(\x8c\x01"
                                                     "aK\1\x8c\x01"
                                                     "aK\2u}b."),
                                              FALSE);

  g_assert_cmpint (pickle->root->kind, ==, PICKLE_DICT);
  g_assert_cmpint (derm_pickle_get (pickle->root, "a")->integer, ==, 2);
  g_assert_null (derm_pickle_get (pickle->root, "b"));
}

static void
test_cycle (void)
{
  g_autoptr (DermPickle) pickle = read_bytes (BYTES ("\x80\x02]q\0h\0a."), FALSE);

  g_assert_true (pickle->root->items[0] == pickle->root);
}

static void
test_script (void)
{
  g_autoptr (DermPickle) pickle
      = read_bytes (BYTES ("\x80\x02"
                           "c__torch__.a\nNet\n)\x81}(X\1\0\0\0lctorch.jit._pickle\nbuild_intlist\n](K\1K\2e\x85Rub."),
                    TRUE);
  const PickleValue *list;

  g_assert_cmpint (pickle->root->kind, ==, PICKLE_OBJECT);
  list = derm_pickle_get (pickle->root->state, "l");
  g_assert_cmpint (list->kind, ==, PICKLE_LIST);
  g_assert_cmpuint (list->n, ==, 2);
}

static void
check_repeated (const char *what, const char *end, gsize times, const char *reason)
{
  GString *bytes = g_string_new_len ("\x80\x02", 2);

  for (gsize i = 0; i < times; i++)
    g_string_append (bytes, what);
  g_string_append (bytes, end);
  check_refused (bytes->str, bytes->len, reason);
  g_string_free (bytes, TRUE);
}

static void
test_bombs (void)
{
  check_repeated ("(", "", 100000, "nested too deeply");
  check_repeated ("]", "", 100000, "nested too deeply");
  check_repeated ("]\x85", ".", 300000, "nested too deeply");
  check_repeated ("N\x85q\1", "", 1000000, "");
}

/* So many values, the list that holds them included, are read and one more is not. */
static void
test_most_values (void)
{
  const guint most = 1 << 18;

  for (guint n = most; n <= most + 1; n++)
    {
      g_autoptr (GString) bytes = g_string_new ("\x80\x02]");
      g_autoptr (GError) error = NULL;
      DermPickle *pickle;

      for (guint i = 1; i < n;)
        {
          guint part = MIN (n - i, 50000);

          g_string_append_c (bytes, '(');
          for (guint k = 0; k < part; k++, i++)
            g_string_append (bytes, "K\1");
          g_string_append_c (bytes, 'e');
        }
      g_string_append_c (bytes, '.');
      pickle = derm_pickle_read ((const guint8 *) bytes->str, bytes->len, FALSE, &error);
      g_assert_true ((pickle != NULL) == (n == most));
      if (pickle == NULL)
        g_assert_nonnull (strstr (error->message, "it has too many values"));
      g_clear_pointer (&pickle, derm_pickle_free);
    }
}

/* A long tuple that is made a storage again and again must not be copied each time. */
static void
test_memory (void)
{
  GString *bytes = g_string_new_len ("\x80\x02(", 3);
  g_autoptr (DermPickle) pickle = NULL;
  clock_t begin = clock ();

  for (int i = 0; i < 60000; i++)
    g_string_append_c (bytes, 'N');
  g_string_append_len (bytes, "tq\0](", 5);
  for (int i = 0; i < 900; i++)
    g_string_append_len (bytes, "h\0Q", 3);
  g_string_append (bytes, "e\x86.");
  g_string_overwrite_len (bytes, 0, "\x80\x02", 2);
  pickle = derm_pickle_read ((const guint8 *) bytes->str, bytes->len, FALSE, NULL);
  g_assert_nonnull (pickle);
  g_assert_cmpint (clock () - begin, <, CLOCKS_PER_SEC);
  g_assert_true (pickle->root->items[1]->items[0]->items == pickle->root->items[1]->items[899]->items);
  g_string_free (bytes, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pickle/cuts", test_cuts);
  g_test_add_func ("/pickle/most-values", test_most_values);
  g_test_add_func ("/pickle/numbers", test_numbers);
  g_test_add_func ("/pickle/long-and-float", test_long_and_float);
  g_test_add_func ("/pickle/dict", test_dict);
  g_test_add_func ("/pickle/cycle", test_cycle);
  g_test_add_func ("/pickle/script", test_script);
  g_test_add_func ("/pickle/bombs", test_bombs);
  g_test_add_func ("/pickle/memory", test_memory);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/pickle/refused/", refusals[i].path, NULL);

      g_test_add_data_func (path, &refusals[i], test_refused);
    }
  return g_test_run ();
}
