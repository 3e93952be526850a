/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "classifier-internal.h"
#include "derm-explainer.h"
#include "model-internal.h"

G_BEGIN_DECLS

/* ---- explain-work.c: what all methods share ---- */

/* One explanation on its way. */
typedef struct {
  DermClassifier *classifier; /* borrowed; its weights may be random */
  DermModel *model;           /* borrowed */
  DermInput *input;           /* borrowed */
  DermExplainOptions options; /* checked, without -1 */
  gboolean is_random;         /* the weights, which are of that seed */
  guint weights_seed;
  GCancellable *cancellable; /* borrowed, nullable */
  int width, height, n_views;
  int n_outputs, n_classes; /* two classes may share one output */
  gsize n_values;           /* 3 · height · width */
  float *rgb;               /* owned, the input's bytes */
  guint32 **places;         /* owned, of each view: where a byte goes */
  int n_passes;
  void (*partial) (DermExplanation *partial, double share, gpointer data); /* nullable */
  gpointer partial_data;
} Work;

G_GNUC_INTERNAL gboolean derm_work_init (Work *work, DermClassifier *classifier, DermInput *input,
                                         const DermExplainOptions *options, GError **error);
G_GNUC_INTERNAL void derm_work_clear (Work *work);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, derm_work_clear)

/* What the network reads in that view of an input whose bytes may lie between whole numbers: for whole ones the bits of
 * derm_input_fill(). */
G_GNUC_INTERNAL void derm_work_fill (const Work *work, int view, const float *rgb, float *values);

/* (transfer full) The input as it looks hidden by the baseline. */
G_GNUC_INTERNAL float *derm_work_make_baseline (const Work *work);

/* The target's value for every class, from the network's outputs in n_views views, which are `stride` floats apart. */
G_GNUC_INTERNAL void derm_work_value (const Work *work, int n_views, const float *outputs, gsize stride, float *values);

/* The derivatives of the target's value for the class by the outputs in each of the views, the same in all. */
G_GNUC_INTERNAL void derm_work_slope (const Work *work, const float *outputs, float *slope);

/* ---- the methods: the explanation, or NULL with the error ---- */

G_GNUC_INTERNAL DermExplanation *derm_explain_by_occlusion (Work *work, GError **error);
G_GNUC_INTERNAL DermExplanation *derm_explain_by_gradient (Work *work, GError **error);
G_GNUC_INTERNAL DermExplanation *derm_explain_by_gradcam (Work *work, GError **error);

/* ---- explain-record.c ---- */

/* Members that say where numbers are from: the model, the recipe with what was painted, the program. */
G_GNUC_INTERNAL void derm_explain_append_origin (GString *text, DermModel *model, DermInput *input);

/* ---- derm-explanation.c ---- */

/* Columns or rows, of n, from *first to *end that the patch around the cell covers. */
G_GNUC_INTERNAL void derm_occlusion_find_span (int cell, int patch, int n, int *first, int *end);

/* What a method found. */
typedef struct {
  int width, height;
  float *map;    /* (transfer full) */
  float *hidden; /* (transfer full) (nullable) [cells][classes] */
  float *base;   /* (transfer full) [classes]: the target's values, nothing hidden */
  double completeness_error;
  gboolean is_final;
} Found;

/* NULL with DERM_ERROR_MODEL if the map has a number that is not finite. */
G_GNUC_INTERNAL DermExplanation *derm_explanation_new (const Work *work, const Found *found, GError **error);

/* ---- explain-random.c ---- */

/* A network with the layers of `net` and random weights, all in one piece of memory. */
typedef struct {
  NnNet net;
  NnLayer *layers; /* owned */
  float *weights;  /* owned */
} RandomNet;

G_GNUC_INTERNAL RandomNet *derm_random_net_new (const NnNet *net, const NnShape *shapes, guint seed);
G_GNUC_INTERNAL void derm_random_net_free (RandomNet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RandomNet, derm_random_net_free)

/* Numbers that are the same everywhere: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) as a function of seed and place.
 */
G_GNUC_INTERNAL double derm_random_uniform (guint64 seed, guint64 place); /* 0 <= x < 1 */
G_GNUC_INTERNAL double derm_random_normal (guint64 seed, guint64 place);  /* the sum of twelve of those, less 6 */

/* ---- explain-task.c: on a thread of its own ---- */

/* What is asked of an input, and who answers: the object, or NULL with the error. */
typedef struct ExplainQuery ExplainQuery;
struct ExplainQuery {
  DermClassifier *classifier;
  DermInput *input;
  int choice; /* a view, or a class */
  gpointer (*run) (const ExplainQuery *query, GCancellable *cancellable, GError **error);
};

/* Asks it on a thread; the task returns the answer. */
G_GNUC_INTERNAL void derm_explain_run_query (GTask *task, const ExplainQuery *query);

/* object: (transfer full) (nullable) what the task returns; error: (transfer full) the reason where there is none. */
G_GNUC_INTERNAL void derm_explain_return (GTask *task, gpointer object, GError *error);

/* Emits the signal of the task's source with these arguments, without the explanation if that is NULL: in the task's
 * main context, in the order of the calls and before the task's callback if that is returned later; not once it is
 * cancelled. From any thread; never there and then. */
G_GNUC_INTERNAL void derm_explain_emit (GTask *task, guint signal, DermExplanation *explanation, double share);

G_END_DECLS
