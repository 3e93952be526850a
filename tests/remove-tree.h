/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* A file, or a folder with all that is in it. Links are removed, not followed. */
void remove_tree (const char *path);
