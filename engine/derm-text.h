/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * DermTextEncoding:
 * @DERM_TEXT_UTF8: with or without a byte order mark
 * @DERM_TEXT_UTF16: in either byte order; without a byte order mark if most of it is ASCII
 * @DERM_TEXT_UTF32: in either byte order, with a byte order mark
 * @DERM_TEXT_WINDOWS_1252: UTF-8 with bytes that are not, each of which is taken for a letter of Windows-1252 (which
 * has all letters of Latin-1)
 */
typedef enum {
  DERM_TEXT_UTF8,
  DERM_TEXT_UTF16,
  DERM_TEXT_UTF32,
  DERM_TEXT_WINDOWS_1252,
} DermTextEncoding;

const char *derm_text_encoding_get_name (DermTextEncoding encoding); /* "UTF-8" ... */

/**
 * derm_text_find_encoding: (skip)
 *
 * Returns: how the bytes of a text file are to be read; a guess only where they are neither valid UTF-8 nor begin with
 * a byte order mark
 */
DermTextEncoding derm_text_find_encoding (const guint8 *data, gsize size);

/**
 * derm_text_decode: (skip)
 * @encoding: (out) (optional): how they were read
 *
 * No byte is lost: what comes back is all of the text, without a byte order mark.
 *
 * Returns: (transfer full): the text in UTF-8, or %NULL with @error set (%DERM_ERROR_FORMAT): there is a zero byte, or
 * the UTF-16 or UTF-32 is damaged
 */
char *derm_text_decode (const guint8 *data, gsize size, DermTextEncoding *encoding, GError **error);

/**
 * derm_text_join_sentences:
 * @first: a translated sentence
 * @second: (nullable): what follows it
 *
 * Returns: (transfer full): both, with a space between them where the translation's script has one there
 */
char *derm_text_join_sentences (const char *first, const char *second);

/**
 * derm_text_format_signed:
 * @scale: the largest number that it stands beside
 *
 * For people, not for files: with its sign (minus is U+2212), the locale's decimal point and as many decimals as give
 * @scale two digits; "3.0 × 10⁻⁹" where @scale is below 1e-4. What is 0 then has no sign.
 *
 * Returns: (transfer full): the text
 */
char *derm_text_format_signed (double value, double scale);

#pragma GCC visibility pop
G_END_DECLS
