/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "derm-error.h"

/* the formatter would take the name for a subtraction */
/* clang-format off */
G_DEFINE_QUARK (derm-error-quark, derm_error)
/* clang-format on */
