/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A bounded team of threads for work of microseconds: the parts of one call are shared out between the caller and its
 * helpers. Helpers look for more work for a moment after some was done, then sleep: nothing spins for long. When a
 * second call comes while one is running, it does its parts alone, so that there are never more threads at work than
 * callers and helpers. */
typedef struct _DermTeam DermTeam;

/* Does part `part` of the work. Parts run in any order, on any thread of the team. */
typedef void (*DermTeamFunc) (int part, gpointer data);

/* n_threads: with the caller, at least 1. Threads start with the first call that has work for them. */
G_GNUC_INTERNAL DermTeam *derm_team_new (int n_threads);
G_GNUC_INTERNAL void derm_team_free (DermTeam *self);

/* Runs func for the parts 0 … n_parts - 1 and returns when all are done. From any thread. */
G_GNUC_INTERNAL void derm_team_run (DermTeam *self, int n_parts, DermTeamFunc func, gpointer data);

G_END_DECLS
