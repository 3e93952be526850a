/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* A locale that writes numbers as C does, in which the environment variable LANGUAGE chooses the words. Newer versions
 * of gettext take C.UTF-8 for C, in which nothing is translated, and a small system has no other: one is made for this
 * process. */
void figure_language_init (void);
