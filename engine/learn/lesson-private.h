/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* A lesson in pieces: lines and sections (lesson-lines.c), texts in several languages (lesson-texts.c), what is painted
 * (lesson-paint.c), claims (lesson-claims.c), their kinds (lesson-kinds.c, lesson-network.c), what they are measured
 * with (lesson-lab.c), and what is made of the sections (lesson-build.c). */

#include "derm-activations.h"
#include "derm-change.h"
#include "derm-explainer.h"
#include "derm-lesson.h"

G_BEGIN_DECLS

/* ---- lines ---- */

typedef struct {
  char *key, *language, *value; /* owned; language: NULL for the first */
  int line;
} LessonEntry;

typedef struct {
  char *kind, *name;  /* owned; name: NULL if there is none */
  GPtrArray *entries; /* owned, of LessonEntry */
  int line;
} LessonSection;

/* %DERM_ERROR with "line N: …". */
void lesson_set_error (GError **error, int line, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* (transfer full) Of LessonSection; NULL with the error. */
GPtrArray *lesson_read_sections (const char *text, GError **error);

/* Whether the words are a name: letters, digits and dashes. */
gboolean lesson_is_name (const char *text);

/* ---- texts ---- */

/* One or several paragraphs, or answers, in the languages of the lesson. */
typedef struct {
  GPtrArray *languages; /* owned, of char *: "" for the first */
  GPtrArray *texts;     /* owned, of GPtrArray of char *, by language */
} LessonTexts;

void lesson_texts_free (LessonTexts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LessonTexts, lesson_texts_free)

/* All entries of that key. most: how many there may be in one language; 0: they may be missing. */
LessonTexts *lesson_texts_read (const LessonSection *section, const char *key, guint most, GError **error);
guint lesson_texts_get_n (const LessonTexts *self);

/* ---- claims ---- */

typedef struct {
  char *name;   /* owned */
  char **words; /* owned: what is measured, and of what */
  char *is;     /* owned: as it is written in the file */
  double value, within;
  gboolean is_text; /* is is no number */
  int line;
} LessonClaim;

void lesson_claim_free (LessonClaim *self);

/* before: GPtrArray of LessonClaim, to which it may refer. */
LessonClaim *lesson_claim_read (const LessonSection *section, GPtrArray *before, GError **error);
LessonClaim *lesson_claim_find (GPtrArray *claims, const char *name);
/* (transfer full) As people read it. */
char *lesson_claim_format (const LessonClaim *self);

/* Whether all {names} are claims, there is no other number, and all languages state the same. */
gboolean lesson_texts_check (const LessonTexts *self, GPtrArray *claims, int line, GError **error);
/* (transfer full) In the user's language, with numbers. */
char *lesson_texts_dup (const LessonTexts *self, guint index, GPtrArray *claims);
char **lesson_texts_list (const LessonTexts *self, GPtrArray *claims);

/* ---- paint ---- */

typedef struct {
  char *name;    /* owned */
  GArray *boxes; /* owned, of LessonBox */
} LessonPaint;

typedef struct {
  guint8 rgb[3];
  int left, top, right, bottom; /* all of them painted */
} LessonBox;

void lesson_paint_free (LessonPaint *self);
LessonPaint *lesson_paint_read (const LessonSection *section, GError **error);
DermInput *lesson_paint_apply (const LessonPaint *self, DermInput *input, GError **error);
/* How many pixels of an input of that size. */
int lesson_paint_count (const LessonPaint *self, int width, int height);

/* ---- the lesson ---- */

typedef struct {
  LessonTexts *texts;   /* owned */
  LessonTexts *answers; /* owned; NULL: no question */
  LessonTexts *reveal;  /* owned; NULL: no question */
  int right;
  char **covers; /* owned; NULL: nothing */
  DermLessonScene *scene;
  int line;
} LessonStep;

struct _DermLesson {
  GObject parent_instance;

  char *path;
  LessonTexts *title;
  GPtrArray *claims; /* of LessonClaim */
  GPtrArray *paints; /* of LessonPaint */
  GPtrArray *steps;  /* of LessonStep */
};

void lesson_step_free (LessonStep *self);
LessonPaint *lesson_find_paint (DermLesson *self, const char *name);
gboolean lesson_build (DermLesson *self, GPtrArray *sections, GError **error);

/* Of one checking: what was made for one claim serves the next. */
typedef struct _LessonLab LessonLab;

struct _LessonLab {
  DermLesson *lesson; /* borrowed, as the next two */
  DermClassifier *classifier;
  GCancellable *cancellable;
  GHashTable *kept;   /* owned; by words: inputs, predictions, explanations, activations */
  GHashTable *values; /* owned; measured numbers (double) by claim */
};

gboolean lesson_read_int (const char *text, int least, int most, int *number, GError **error);
/* "column,row" */
gboolean lesson_read_place (const char *text, int *x, int *y, GError **error);

/* (transfer none) What the words of a claim say; NULL with the error. */
DermActivations *lesson_lab_trace (LessonLab *self, char **words, const char *image, GError **error);
DermExplanation *lesson_lab_explain (LessonLab *self, char **words, const char *image, GError **error);

/* What the claim is about: a number, or *text (transfer full). */
gboolean lesson_lab_measure (LessonLab *self, const LessonClaim *claim, double *value, char **text, GError **error);
/* (transfer none) What is predicted of an image by the words of a claim; NULL with the error. */
DermPrediction *lesson_lab_predict (LessonLab *self, char **words, const char *image, GError **error);
DermInput *lesson_lab_make_input (LessonLab *self, char **words, const char *image, GError **error);

/* The kind of measurement, or NULL; and how many words it takes besides. */
typedef struct _LessonKind LessonKind;
struct _LessonKind {
  const char *name;
  int n_words; /* that follow, without options */
  gboolean is_text;
  gboolean is_derived; /* the words are names of claims */
  gboolean (*measure) (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error);
};

const LessonKind *lesson_kind_find (const char *name);
/* FALSE, with a %DERM_ERROR_OPTION. */
gboolean lesson_fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean lesson_find_class (DermPrediction *prediction, const char *code, int *index, GError **error);
/* Kinds: lesson-network.c. */
gboolean lesson_measure_cell (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error);
gboolean lesson_measure_terms (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error);
gboolean lesson_measure_part (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error);
gboolean lesson_measure_term (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error);
gboolean lesson_measure_hidden (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error);
gboolean lesson_measure_strongest (LessonLab *lab, const LessonClaim *claim, double *value, char **text,
                                   GError **error);
gboolean lesson_measure_fewest (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error);

G_END_DECLS
