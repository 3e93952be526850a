/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-condition.h"

/* Whether a condition about classes, the flag or the columns "sex" and "age" holds, found out in the plainest way. */
gboolean fixture_condition_holds (LensCondition *condition, LensItem *item);
