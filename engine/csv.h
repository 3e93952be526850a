/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A field after RFC 4180, in quotation marks where it needs them; nothing for NULL. What is not UTF-8 becomes U+FFFD.
 */
G_GNUC_INTERNAL void derm_csv_append_field (GString *text, const char *string);

G_END_DECLS
