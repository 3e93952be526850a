/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The insides of a trace plan: what trace-plan.c builds, and what trace.c and trace-back.c run. Slot 0 is the input,
 * slot i + 1 the output of layer i; in a trace the slots of one image follow each other. */

#include "plan.h"

typedef struct {
  NnShape shape;
  int stride;         /* floats from pixel to pixel of the activations; of the derivatives it is align_channels (c) */
  size_t values;      /* where its activations are, in floats from those of the image */
  size_t derivatives; /* likewise */
} Slot;

typedef struct {
  NnOp op;
  int out;       /* of an average pool */
  bool has_step; /* a convolution, linear or pooling step of the plan, without what is done on storing */
  Step step;
  int reads;          /* the slot that the step reads */
  Step back;          /* of convolutions and linear layers: a layer with the weights turned round */
  const float *scale; /* of batch norms */
  const float *shift;
} TraceLayer;

struct NnTracePlan {
  const NnPlan *plan; /* borrowed */
  NnPlan back;        /* its steps are those of the way back, in the order of the layers */
  int n_layers;
  TraceLayer *layers;
  Slot *slots;       /* n_layers + 1 */
  float *norms;      /* all scales and shifts */
  size_t value_size; /* floats of one image */
  size_t derivative_size;
};

struct NnTrace {
  int n;              /* images of the last pass */
  float *values;      /* [image][slot] */
  float *derivatives; /* [image][slot] */
  float *work;
  float *memory; /* what the pointers above point into */
};

/* The way back through an op without weights, from the derivatives of slot `layer` + 1 to those of slot `layer`, of one
 * image. */
void nn_trace_op_back (const NnTracePlan *plan, int layer, const float *values, float *derivatives);
