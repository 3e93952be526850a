/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The plan's insides: what plan.c builds and forward.c runs. */

#include "kernels.h"

/* Layers are fused into steps: one kind of work, then what is done on storing. */
typedef enum {
  STEP_NOTHING,  /* only what is done on storing */
  STEP_CONV,     /* tap by tap, straight from the map */
  STEP_PATCH,    /* convolution of few channels: a 3×3 patch is three runs of rows that have a border of zeros */
  STEP_WINOGRAD, /* convolution of many channels, through Winograd's transforms */
  STEP_LINEAR,
  STEP_AVGPOOL,
  STEP_FLATTEN, /* maps of more than one pixel into PyTorch's order */
} StepKind;

typedef struct {
  StepKind kind;
  int layer; /* the first of its layers: the one that is its work, if it has any */
  int reads; /* the layer whose input it reads: an earlier one where a batch norm is folded into it */
  NnShape in;
  NnShape raw;               /* before storing: rows and columns that the pool would drop are not computed */
  NnShape out;               /* after storing */
  int in_stride, out_stride; /* floats from pixel to pixel: channels rounded up */
  int n_blocks;              /* of 2 · lanes output channels */
  int k;                     /* inputs of one tap (conv), one row of a patch, or the vector */
  int block_stride;          /* floats from block to block of weights */
  int m;                     /* Winograd: outputs per tile and side, 2 or 4 */
  const float *weights;      /* [block][tap][k][2 · lanes]; Winograd: [position][block][k][2 · lanes] */
  const float *bias;         /* [out_stride] */
  NnPost post;
} Step;

/* The pass runs in phases. Each takes its steps with so many images of a batch at once: one where activations fill the
 * cache, more where weights weigh more than activations, so that a weight that was fetched serves several images. */
enum { NN_PHASES = 3 };

enum { NN_SMALL_MAP = 16 }; /* pixels of a map whose weights weigh more than its activations */

typedef struct {
  int images;
  int end;        /* the first step that is not in the phase */
  size_t in_size; /* floats of one image's activations as they come in */
  size_t size;    /* of the largest */
} Phase;

struct NnPlan {
  NnLevel level;
  const NnKernels *kernels;
  NnShape input, output;
  int input_stride; /* floats from pixel to pixel of the input as the first step reads it */
  int n_steps;
  int tap; /* the first linear step, whose input are the features; n_steps if there is none */
  Phase phases[NN_PHASES];
  size_t work_size; /* floats that one step needs beside its activations: patches, transformed tiles */
  float *arena;     /* all weights, biases, scales */
  Step steps[NN_MAX_LAYERS];
};

struct NnScratch {
  float *values[NN_PHASES][2]; /* images · size each */
  float *work;
  float *memory; /* what the pointers above point into */
};

static inline int
align_channels (int c)
{
  return (c + NN_CHANNEL_ALIGN - 1) / NN_CHANNEL_ALIGN * NN_CHANNEL_ALIGN;
}

/* What is put behind so many floats is aligned as these are, to a cache line and to the widest vector. */
static inline size_t
align_floats (size_t n)
{
  return (n + NN_CHANNEL_ALIGN - 1) / NN_CHANNEL_ALIGN * NN_CHANNEL_ALIGN;
}

static inline size_t
n_values (NnShape shape, int stride)
{
  return (size_t) shape.h * (size_t) shape.w * (size_t) stride;
}

static inline int
n_tiles (const Step *step)
{
  return (step->raw.h + step->m - 1) / step->m * ((step->raw.w + step->m - 1) / step->m);
}

/* Floats from one Winograd position to the next: a cache line more than the tiles need, lest all positions fall into
 * one set. */
static inline size_t
winograd_position (const Step *step, int n_images, int stride)
{
  return (size_t) n_images * (size_t) n_tiles (step) * (size_t) stride + 16;
}

/* Floats that the step needs beside its activations, for n images. */
size_t nn_step_work (const Step *step, int n);

/* Memory aligned to a cache line and to the widest vector; NULL if there is none. Freed by free(). */
float *nn_alloc_floats (size_t n);

/* Winograd (winograd.c): whether and with which m a convolution goes that way (0: directly). */
int nn_winograd_choose (NnShape in, NnShape raw);

/* u[position][lane] = G w Gᵀ for the 3×3 filters w[tap][lane] of n lanes, computed in double. */
void nn_winograd_filters (int m, int n, float w[9][NN_CHANNEL_ALIGN], float u[36][NN_CHANNEL_ALIGN]);

/* From [c][h][w] to [h][w][c], pixels `stride` floats apart, zeros behind the channels; and back, without those. */
void nn_spread_channels (NnShape shape, int stride, const float *x, float *y);
void nn_gather_channels (NnShape shape, int stride, const float *x, float *y);

/* A step that runs on n images, which are `image` floats apart in x and in y. */
typedef struct {
  const NnPlan *plan;
  const Step *step;
  int n;
  const float *x;
  float *y;
  ptrdiff_t image;
  float *work;
  const NnParallel *parallel; /* NULL: all on this thread */
  bool is_sparse;             /* many values of x are 0, and often in the same place of all images */
} Run;

/* Parts of a step: they write to different places and may run at the same time. */
typedef void (*PartFunc) (const Run *run, int part, int n_parts);

enum { NN_MAX_PARTS = 16 };

/* Does all parts of the step, at most n_useful. */
void nn_share (const Run *run, int n_useful, PartFunc func);

/* What is the first of n things for a part; the next part's first is its end. */
static inline int
first_of_part (int n, int part, int n_parts)
{
  return (int) ((long long) n * part / n_parts);
}

/* Floats of one part's work space. */
size_t nn_patch_work (const Step *step);

void nn_run_step (const Run *run);
void nn_winograd_step (const Run *run);

/* The products that the step has left in its work space, of one image. */
void nn_winograd_products (const Run *run, float *products);
