/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"

G_BEGIN_DECLS

#define LENS_VERDICT_RIGHT "right"
#define LENS_VERDICT_WRONG "wrong"
#define LENS_GATE_FINE "fine"

/* What a condition is about. All but the ranges and LENS_ABOUT_ITEMS are sets of values: an image fits if it has one of
 * them. "" stands for none: no truth is known, there is no answer yet, no flag, an empty cell. */
typedef enum {
  LENS_ABOUT_TRUTH,   /* code of the class that the image is known to show */
  LENS_ABOUT_ANSWER,  /* code of the leading class */
  LENS_ABOUT_PAIR,    /* lens_pair(): both */
  LENS_ABOUT_VERDICT, /* LENS_VERDICT_RIGHT, LENS_VERDICT_WRONG */
  LENS_ABOUT_SCORE,   /* a range; calibrated, of the leading class, or of the one with the code `name` */
  LENS_ABOUT_GATE,    /* lens_gate_get_id(), LENS_GATE_FINE for none of them */
  LENS_ABOUT_FLAG,    /* lens_flag_get_id() */
  LENS_ABOUT_FOLDER,  /* path of a folder: the images in it and below it; "" pasted ones */
  LENS_ABOUT_VALUE,   /* what stands in the column `name` of the table of truth */
  LENS_ABOUT_NUMBER,  /* a range; the number in the column `name` */
  LENS_ABOUT_ITEMS,   /* exactly these images, under a name that says which they are */
  LENS_N_ABOUTS
} LensAbout;

/**
 * LensTopic:
 * @name: the column, the class or the images' name; "" for all others
 */
typedef struct {
  LensAbout about;
  const char *name;
} LensTopic;

#define LENS_TYPE_CONDITION (lens_condition_get_type ())
typedef struct _LensCondition LensCondition;

/* One thing that holds for an image or does not. Immutable. */
GType lens_condition_get_type (void);
LensCondition *lens_condition_ref (LensCondition *self);
void lens_condition_unref (LensCondition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LensCondition, lens_condition_unref)

/* values: at least one, NULL at the end; in any order, and each counts once. */
LensCondition *lens_condition_new (LensTopic topic, const char *const *values);
LensCondition *lens_condition_new_value (LensTopic topic, const char *value);
/* Both ends belong to it; -INFINITY and INFINITY are open ends. NULL if no number is in it. */
LensCondition *lens_condition_new_range (LensTopic topic, double from, double to);
/* items: (element-type LensItem): kept by their keys, so that they are the same when their files are opened again. */
LensCondition *lens_condition_new_items (const char *name, GPtrArray *items);

LensTopic lens_condition_get_topic (LensCondition *self);
gboolean lens_condition_is_about (LensCondition *self, LensTopic topic);
gboolean lens_condition_is_equal (LensCondition *self, LensCondition *other);
/* In their order; NULL for ranges and images. */
const char *const *lens_condition_get_values (LensCondition *self);
gboolean lens_condition_has_value (LensCondition *self, const char *value);
void lens_condition_get_range (LensCondition *self, double *from, double *to);
guint lens_condition_get_n_items (LensCondition *self);

gboolean lens_condition_matches (LensCondition *self, LensItem *item);

/* For other programs, the same in every language: `truth=mel,bcc`, `score[mel]=0.2..0.6`. is_hiding_names: nothing in
 * it tells of files and folders. */
char *lens_condition_format (LensCondition *self, gboolean is_hiding_names);
/* In that format: "…", with its own quotes doubled. */
void lens_append_quoted (GString *text, const char *value);

/* ---- what images are like ---- */

gboolean lens_about_is_range (LensAbout about);
gboolean lens_topic_is_equal (LensTopic a, LensTopic b);
/* Interned: "mel" and "nv" for melanomas that are called nevi. */
const char *lens_pair (const char *truth, const char *answer);
/* FALSE if that is no pair. (transfer full) */
gboolean lens_pair_split (const char *pair, char **truth, char **answer);

enum { LENS_MAX_VALUES = 16 };
/* The reasons of DermGate from 0 on, interned, as derm_gate_format() has them; NULL behind the last. */
const char *lens_gate_get_id (guint place);
/* What an image has of it, at most LENS_MAX_VALUES; they last as long as the image is as it is. Returns how many. Of
 * the folders it is the one that the image is in. */
guint lens_topic_list_values (LensTopic topic, LensItem *item, const char **values);
/* FALSE if the image has none. */
gboolean lens_topic_get_number (LensTopic topic, LensItem *item, double *number);
/* Whether a folder is that one or below it, by their paths. */
gboolean lens_folder_is_in (const char *folder, const char *above);
/* Whether all of it is a number, with a point or a comma. */
gboolean lens_cell_get_number (const char *cell, double *number);

G_END_DECLS
