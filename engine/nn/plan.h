/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The plan's insides: what plan.c builds and forward.c runs. */

#include "kernels.h"

/* Layers are fused into steps: one kind of work, then what is done on storing. */
typedef enum {
  STEP_NOTHING, /* only what is done on storing */
  STEP_CONV,    /* tap by tap, straight from the map */
  STEP_PATCH,   /* convolution of few channels: the 3×3 patch is gathered first, zeros outside the map */
  STEP_LINEAR,
  STEP_AVGPOOL,
  STEP_FLATTEN, /* maps of more than one pixel into PyTorch's order */
} StepKind;

typedef struct {
  StepKind kind;
  NnShape in;
  NnShape raw;               /* before storing: rows and columns that the pool would drop are not computed */
  NnShape out;               /* after storing */
  int in_stride, out_stride; /* floats from pixel to pixel: channels rounded up */
  int n_blocks;              /* of 2 · lanes output channels */
  int k;                     /* inputs of one tap (conv), patch or vector */
  int block_stride;          /* floats from block to block of weights */
  const float *weights;      /* [block][tap][k][2 · lanes] */
  const float *bias;         /* [out_stride] */
  NnPost post;
} Step;

/* Images of a batch that go together through the steps on small maps, where weights weigh more than activations. */
enum { NN_CHUNK = 24 };

struct NnPlan {
  NnLevel level;
  const NnKernels *kernels;
  NnShape input, output;
  int input_stride; /* floats from pixel to pixel of the input as the first step reads it */
  int n_steps;
  int n_alone;          /* steps that take one image at a time; the rest takes a chunk */
  size_t alone_size;    /* floats of the largest activation of one image, first part */
  size_t together_size; /* likewise, second part, of one image */
  size_t patch_size;    /* floats of one row of patches */
  float *arena;         /* all weights, biases, scales */
  Step steps[NN_MAX_LAYERS];
};

struct NnScratch {
  float *alone[2];    /* alone_size each */
  float *together[2]; /* NN_CHUNK · together_size each */
  float *patches;
  float *memory; /* what the pointers above point into */
};

static inline int
align_channels (int c)
{
  return (c + NN_CHANNEL_ALIGN - 1) / NN_CHANNEL_ALIGN * NN_CHANNEL_ALIGN;
}

static inline size_t
n_values (NnShape shape, int stride)
{
  return (size_t)shape.h * (size_t)shape.w * (size_t)stride;
}

/* Memory aligned to a cache line and to the widest vector; NULL if there is none. Freed by free(). */
float *nn_alloc_floats (size_t n);
