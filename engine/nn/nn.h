/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The numeric ground floor: a small sequential network, its forward pass on every kind of CPU with the same bits,
 * and the resampler that makes its input. libc and libm only. No file, no thread, no changing global: every function
 * may be called from any thread, and objects that are `const` in a call may be shared between threads. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- CPU levels ------------------------------------------------------------------------------------------------ */

/* One level is one compilation of kernels.c. Results have the same bits on all of them. */
typedef enum {
  NN_LEVEL_PLAIN,  /* any CPU; correctly rounded fmaf() where there is no FMA instruction: exact and slow */
  NN_LEVEL_AVX2,   /* x86-64 with AVX2 and FMA */
  NN_LEVEL_AVX512, /* x86-64 with AVX-512 F, VL, BW, DQ */
  NN_LEVEL_NEON,   /* AArch64 */
  NN_N_LEVELS
} NnLevel;

/* "plain", "avx2", "avx512", "neon"; never NULL for a valid level. */
const char *nn_level_name (NnLevel level);

/* The level of that name; false if there is none. */
bool nn_level_parse (const char *name, NnLevel *level);

/* Whether this build has the level and this CPU and its operating system can run it. */
bool nn_level_is_supported (NnLevel level);

/* The fastest supported level. Asks the CPU each time: keep the answer. */
NnLevel nn_level_detect (void);

/* ---- The network: a list of layers ------------------------------------------------------------------------------ */

/* Channels, rows, columns of one image's activations. */
typedef struct {
  int c, h, w;
} NnShape;

typedef enum {
  NN_CONV, /* 3×3, stride 1, padding 1: weight[out][c][3][3], bias[out] */
  NN_RELU,
  NN_MAXPOOL,   /* 2×2, stride 2, floor: an odd last row or column is dropped */
  NN_BATCHNORM, /* y = (x - mean[c]) / sqrt (var[c] + eps) * weight[c] + bias[c] */
  NN_AVGPOOL,   /* adaptive average pooling to out × out */
  NN_FLATTEN,   /* (c, h, w) -> (c·h·w, 1, 1), channels slowest, as PyTorch does */
  NN_LINEAR,    /* weight[out][c], bias[out]; wants (c, 1, 1) */
  NN_N_OPS
} NnOp;

/* "conv", "relu", "maxpool" ...: as in a model file. "?" for what is no op. */
const char *nn_op_name (NnOp op);

/* The op of that name; false if there is none. */
bool nn_op_parse (const char *name, NnOp *op);

/* One layer. Pointers are borrowed and in PyTorch's layout; those that the op does not name are NULL. */
typedef struct {
  NnOp op;
  int out;   /* conv, linear: output channels; avgpool: rows and columns of the output */
  float eps; /* batchnorm */
  const float *weight, *bias, *mean, *var;
} NnLayer;

typedef struct {
  NnShape input;
  int n_layers;
  const NnLayer *layers;
  bool is_checked; /* nn_net_check() was passed: all weights are there and finite, and need not be looked at again */
} NnNet;

/* What the plan can hold; a net beyond it is refused. */
enum { NN_MAX_LAYERS = 256, NN_MAX_CHANNELS = 4096, NN_MAX_SIDE = 1024 };
#define NN_MAX_VALUES ((size_t) 1 << 26) /* activations of one layer, and weights of one layer */

/* Checks every layer against the shape before it, and all weights for being finite (variances not negative too).
 * shapes: room for n_layers + 1 entries, or NULL; shapes[0] is the input, shapes[i + 1] the output of layer i.
 * Returns false with the reason in why[0..why_size). */
bool nn_net_check (const NnNet *net, NnShape *shapes, char *why, size_t why_size);

/* The shape that the layer makes of `in`, by its op alone: whether `in` suits it and its weights are there is for
 * nn_net_check(). False if nothing would be left or more than a plan can hold. */
bool nn_layer_output (const NnLayer *layer, NnShape in, NnShape *out);

/* Parameters (weights, biases, batch norm scale and shift) and multiply-adds (padding counted, as is customary) of
 * layer i. */
size_t nn_layer_n_parameters (const NnLayer *layer, NnShape in);
size_t nn_layer_n_macs (const NnLayer *layer, NnShape in);

/* The text to read: runs `layer` on one image in plain loops. in: [c][h][w] of shape `in`; out: likewise of the layer's
 * output shape. */
void nn_reference_layer (const NnLayer *layer, NnShape in, const float *x, float *y);

/* The whole net in plain loops: input [c][h][w] -> outputs of the last layer. Returns false if memory is out. */
bool nn_reference_forward (const NnNet *net, const float *x, float *y);

/* The way back through one layer in plain loops: from gy, the derivative of some number by each output, to gx, the
 * derivative of the same number by each input. x: the layer's input; layouts as above. Where a maximum is
 * taken twice, the first of equals has it all, as PyTorch has it. */
void nn_reference_layer_back (const NnLayer *layer, NnShape in, const float *x, const float *gy, float *gx);

/* ---- The plan: the net compiled for a CPU level ------------------------------------------------------------------ */

typedef struct NnPlan NnPlan;

/* Threads are lent by the caller: run() does func (part, data) for all parts 0 … n_parts - 1, on whatever threads it
 * has, the calling one among them, and returns when they are done. */
typedef struct {
  void (*run) (void *context, int n_parts, void (*func) (int part, void *data), void *data);
  void *context;
  int n_threads; /* that are worth making parts for */
} NnParallel;

/* Checks and compiles `net` for `level`. Weights are copied and packed: `net` may be freed. NULL with the reason in
 * `why` (bad net, level not supported, no memory). A plan is read-only and may be used by many threads at once. */
NnPlan *nn_plan_new (const NnNet *net, NnLevel level, char *why, size_t why_size);

/* The same, with threads that the caller lends sharing the work. */
NnPlan *nn_plan_new_shared (const NnNet *net, NnLevel level, const NnParallel *parallel, char *why, size_t why_size);
void nn_plan_free (NnPlan *plan);

NnLevel nn_plan_level (const NnPlan *plan);
NnShape nn_plan_input (const NnPlan *plan);
NnShape nn_plan_output (const NnPlan *plan);

/* Features: the values that the first linear layer reads, before a batch norm right in front of it (which a plan makes
 * part of the layer). 0 if there is none. */
int nn_plan_n_features (const NnPlan *plan);

/* Scratch for one call at a time: about 1 MB for SkinCNN whatever the batch. NULL if memory is out. */
typedef struct NnScratch NnScratch;
size_t nn_scratch_size (const NnPlan *plan); /* its bytes */
NnScratch *nn_scratch_new (const NnPlan *plan);
void nn_scratch_free (NnScratch *scratch);

/* The forward pass. x: [batch][c][h][w]; y: [batch][outputs]. Any batch >= 0. Allocates nothing. The bits of an image's
 * outputs depend neither on the level nor on its place in the batch. */
void nn_forward (const NnPlan *plan, NnScratch *scratch, int batch, const float *x, float *y);

/* One image's pass, each step shared between threads. The same bits as nn_forward(). Some 20 calls of run() with parts
 * of a few microseconds: it pays if another core is idle and its thread awake. */
void nn_forward_shared (const NnPlan *plan, NnScratch *scratch, const NnParallel *parallel, const float *x, float *y);

/* Images on their way through a plan. */
typedef struct {
  int n;
  const float *x;  /* [n][c][h][w] */
  float *y;        /* [n][outputs] */
  float *features; /* [n][nn_plan_n_features ()], or NULL */
} NnBatch;

/* The same with the features of each image. parallel: NULL, or for a batch of one. */
void nn_forward_features (const NnPlan *plan, NnScratch *scratch, const NnParallel *parallel, const NnBatch *batch);

/* ---- Changed copies of one image -----------------------------------------------------------------------------------
 */

/* An image's pass with what its changed copies can use of it. Read-only; may be used by many threads at once. */
typedef struct NnOriginal NnOriginal;

/* Whether the plan can do that: it has convolutions on maps of more than a few pixels, and no map of more than 64 a
 * side. */
bool nn_plan_has_copies (const NnPlan *plan);

/* The pass of x, [c][h][w], in a scratch of the plan's, which must outlive the result. parallel: NULL, or threads that
 * share the work. NULL if memory is out or the plan has no copies. */
NnOriginal *nn_original_new (const NnPlan *plan, NnScratch *scratch, const NnParallel *parallel, const float *x);
void nn_original_free (NnOriginal *original);

/* Room for some copies on their way together, for one call at a time: about 3 MB for SkinCNN. NULL if memory is out. */
typedef struct NnCopies NnCopies;
size_t nn_copies_size (const NnPlan *plan); /* bytes of the room and of the original */
NnCopies *nn_copies_new (const NnOriginal *original);
void nn_copies_free (NnCopies *copies);

/* The forward pass of n images that differ from the original in few cells, x: [n][c][h][w]: the bits of nn_forward(),
 * of which only what the differences reach is computed. Which cells differ is found by comparing. It pays most where
 * images that follow each other differ in cells near each other. */
void nn_forward_copies (NnCopies *copies, NnScratch *scratch, int n, const float *x, float *y);

/* ---- The way back ------------------------------------------------------------------------------------------------ */

/* A plan's pass with all activations kept, and the way back through it. */
typedef struct NnTracePlan NnTracePlan;

/* Packs the weights of `net` for the way back. `plan` was made of that net, is used by the result and must outlive it;
 * `net` may be freed. parallel: NULL, or threads that share the work. NULL if memory is out. Read-only then, like a
 * plan. */
NnTracePlan *nn_trace_plan_new (const NnPlan *plan, const NnNet *net, const NnParallel *parallel);
void nn_trace_plan_free (NnTracePlan *plan);

/* Activations and derivatives of up to n_images (1 to NN_TRACE_IMAGES) on their way together, for one call at a time:
 * about 2 MB each for SkinCNN. NULL if memory is out. */
typedef struct NnTrace NnTrace;
enum { NN_TRACE_IMAGES = 24 };
size_t nn_trace_size (const NnTracePlan *plan, int n_images); /* its bytes */
NnTrace *nn_trace_new (const NnTracePlan *plan, int n_images);
void nn_trace_free (NnTrace *trace);

/* The forward pass of n images, x: [n][c][h][w]. The same bits as nn_forward()'s, whatever n. */
void nn_trace_forward (const NnTracePlan *plan, NnTrace *trace, int n, const float *x);

/* The output of a layer, [c][h][w], of one of the images of the last pass; of the layer -1 the input. A batch norm
 * right in front of a linear layer is no part of the pass (it is part of that layer's weights): its output is computed
 * for this. */
void nn_trace_values (const NnTracePlan *plan, const NnTrace *trace, int image, int layer, float *y);

/* The way back through the last pass. For each of its n images there is a number whose derivatives by the outputs of
 * layer `from` are given, gy: [n][outputs of that layer]; its derivatives by the outputs of the layers below are
 * computed, down to layer `to`, -1 for the input. The same bits on every level, whatever n. */
void nn_trace_backward (const NnTracePlan *plan, NnTrace *trace, int from, const float *gy, int to);

/* The derivatives by the outputs of a layer from `from` down to `to`, of one image, [c][h][w]. */
void nn_trace_gradient (const NnTracePlan *plan, const NnTrace *trace, int image, int layer, float *gx);

/* Scores from logits: exp (x - max) / sum, by nn's own exp, so that the bits are the same everywhere. y may be x. */
void nn_softmax (int n, const float *x, float *y);

/* ---- The resampler ------------------------------------------------------------------------------------------------
 */

/* The order is Pillow's numbering of its filters sorted by support, not its numbers. */
typedef enum {
  NN_FILTER_NEAREST,
  NN_FILTER_BOX,
  NN_FILTER_BILINEAR,
  NN_FILTER_HAMMING,
  NN_FILTER_BICUBIC,
  NN_FILTER_LANCZOS,
  NN_N_FILTERS
} NnFilter;

/* "nearest" ... "lanczos"; "?" for what is no filter. */
const char *nn_filter_name (NnFilter filter);

/* The filter of that name; false if there is none. */
bool nn_filter_parse (const char *name, NnFilter *filter);

/* An 8-bit RGB image: h rows of w pixels, rows `stride` bytes apart. */
typedef struct {
  const uint8_t *pixels;
  int w, h;
  size_t stride;
} NnImage;

/* Where an 8-bit RGB image of w × h pixels goes, rows 3 · w bytes apart. */
typedef struct {
  uint8_t *pixels;
  int w, h;
} NnImageOut;

/* Byte for byte what Pillow 9-12's Image.resize ((dst->w, dst->h), filter, box) makes of an 8-bit RGB image.
 * box: left, upper, right, lower in pixels, may be fractional, inside the image and not empty; NULL is the whole image.
 * Returns false if memory is out, a side is beyond 2^24 or the arguments are not as said. */
bool nn_resample_rgb8 (const NnImage *src, const double box[4], NnFilter filter, const NnImageOut *dst);

/* The brightness, 0.30 R + 0.59 G + 0.11 B in 256ths, of src made w × h pixels small, in its rows one after the other;
 * neither side may be longer than src's. Each pixel is the mean of those that it stands for, or of 8 to 15 of them in
 * each direction where there are more, rounded down. Returns false if memory is out. */
bool nn_shrink_luma (const NnImage *src, uint8_t *luma, int w, int h);

/* How many numbers there are, their sum, and the sum of their squares. */
typedef struct {
  int64_t n, sum, squares;
} NnMoments;

enum { NN_LUMA_MAX_SIDE = 2048 }; /* of the images below */

/* Of the brightness; and of its Laplacian, of which an image of two rows or columns has none. */
NnMoments nn_luma_moments (const uint8_t *luma, int w, int h);
NnMoments nn_luma_laplacian (const uint8_t *luma, int w, int h);
