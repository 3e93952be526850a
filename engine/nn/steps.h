/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* What the files of steps share: steps.c, convolve.c. */

#include "region.h"

/* Blocks of output channels per round: the weights of one tap of a group stay in the first-level cache while the pixels
 * pass by. */
enum { GROUP = 2 };

/* Blocks of output channels, from first to end. */
typedef struct {
  int first, end;
} Blocks;

/* The groups of blocks of one part. */
static inline Blocks
blocks_of_part (const Step *step, int part, int n_parts)
{
  int n_groups = (step->n_blocks + GROUP - 1) / GROUP, end = first_of_part (n_groups, part + 1, n_parts) * GROUP;

  return (Blocks){ first_of_part (n_groups, part, n_parts) * GROUP, end < step->n_blocks ? end : step->n_blocks };
}

/* Convolutions that are done directly, in parts. */
void nn_conv_part (const Run *run, int part, int n_parts);
void nn_patch_part (const Run *run, int part, int n_parts);

/* Rows of a convolution that are stored at a time: two if they are pooled, so that the raw sums never leave the cache.
 */
static inline int
rows_at_a_time (const Step *step)
{
  return step->post.is_pool ? 2 : 1;
}
