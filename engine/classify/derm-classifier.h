/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-prediction.h"
#include "derm-image.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_TYPE_CLASSIFIER (derm_classifier_get_type ())
G_DECLARE_FINAL_TYPE (DermClassifier, derm_classifier, DERM, CLASSIFIER, GObject)

/* A model, compiled for this CPU, and a bounded pool of worker threads. All calls may come from any thread. */

/**
 * DERM_CLASSIFIER_MAX_BYTES:
 *
 * Memory that the passes of all threads together may take, beside the weights: 1 GiB. SkinCNN takes 2 MiB a thread.
 */
#define DERM_CLASSIFIER_MAX_BYTES ((gsize) 1 << 30)

/**
 * derm_classifier_new:
 * @isa: (nullable): a CPU level by name; %NULL takes the environment's NN_ISA or else the best there is
 * @n_threads: worker threads, at most 256, 0 for as many as there are processors; a network for which so many would need more than
 *   %DERM_CLASSIFIER_MAX_BYTES gets fewer
 *
 * Returns: (transfer full): the classifier, or %NULL with @error set (%DERM_ERROR_LEVEL; %DERM_ERROR_MODEL if one
 * thread alone would need more)
 */
DermClassifier *derm_classifier_new (DermModel *model, const char *isa, int n_threads, GError **error);

/**
 * derm_classifier_get_model:
 *
 * Returns: (transfer none): the model
 */
DermModel  *derm_classifier_get_model (DermClassifier *self);
const char *derm_classifier_get_isa (DermClassifier *self); /* "avx2" */
int         derm_classifier_get_n_threads (DermClassifier *self);

/**
 * derm_classifier_predict:
 *
 * The forward pass, here and now, on the calling thread; the views of the input's recipe are one batch.
 *
 * Returns: (transfer full): the prediction, or %NULL with %DERM_ERROR_RECIPE if the input's recipe does not fit the
 * model
 */
DermPrediction *derm_classifier_predict (DermClassifier *self, DermInput *input, GError **error);

/**
 * derm_classifier_predict_batch:
 * @inputs: (array length=n_inputs): what to predict
 *
 * The forward pass of many inputs with all their views, here and now, shared out between the calling thread and up to
 * n_threads - 1 others. The results have the same bits as those of derm_classifier_predict(). Each prediction's time is
 * its share of the whole.
 *
 * Returns: (transfer container) (element-type DermPrediction): as many predictions, in order, or %NULL with @error set
 */
GPtrArray *derm_classifier_predict_batch (DermClassifier *self, DermInput *const *inputs, int n_inputs, GError **error);

/**
 * DermRequest:
 *
 * What is to be opened, how, and how soon.
 */
typedef struct _DermRequest DermRequest;

#define DERM_TYPE_REQUEST (derm_request_get_type ())
GType derm_request_get_type (void);

/**
 * derm_request_new:
 * @file: (nullable): what to read and decode; exactly one of @file and @image is given
 * @image: (nullable): an image at hand
 * @recipe: (nullable): %NULL for the model's own
 * @priority: of two that wait, the lower number goes first (%G_PRIORITY_DEFAULT and so on)
 *
 * Returns: (transfer full) (nullable): the request, or %NULL if not exactly one of @file and @image is given
 */
DermRequest *derm_request_new (GFile *file, DermImage *image, DermRecipe *recipe, int priority);

/**
 * derm_request_ref: (skip)
 *
 * Returns: (transfer full): the same request
 */
DermRequest *derm_request_ref (DermRequest *self);

/**
 * derm_request_unref: (skip)
 */
void derm_request_unref (DermRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DermRequest, derm_request_unref)

/**
 * derm_classifier_open_async:
 * @request: (transfer full): what to open
 * @cancellable: (nullable): looked at between decoding, resizing and the pass
 *
 * Reads, decodes, makes the input and runs the network on a worker; @callback comes in the caller's main context.
 * No more images are decoded at one time than there are workers. From %G_PRIORITY_LOW on, which is for folders, the
 * inputs of several requests wait for each other and go through the network together, and images are not kept.
 */
void derm_classifier_open_async (DermClassifier *self, DermRequest *request, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);

/**
 * derm_classifier_open_finish:
 * @image: (out) (optional) (nullable) (transfer full): the decoded image; %NULL if it was not kept
 *
 * A caller that wants the decoded image to be freed on the worker passes %NULL.
 *
 * Returns: (transfer full): the prediction, or %NULL with @error set
 */
DermPrediction *derm_classifier_open_finish (DermClassifier *self, GAsyncResult *result, DermImage **image,
                                             GError **error);

/**
 * derm_classifier_preview_async:
 * @request: (transfer full): what to open
 * @max_side: of the thumbnail, in pixels
 *
 * Like derm_classifier_open_async(), for lists: the image is given up on the worker and only a thumbnail that fits into
 * @max_side × @max_side is kept.
 */
void derm_classifier_preview_async (DermClassifier *self, DermRequest *request, int max_side, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);

/**
 * derm_classifier_preview_finish:
 * @thumbnail: (out) (transfer full): the small image
 *
 * Returns: (transfer full): the prediction, or %NULL with @error set
 */
DermPrediction *derm_classifier_preview_finish (DermClassifier *self, GAsyncResult *result, DermImage **thumbnail,
                                                GError **error);

#pragma GCC visibility pop
G_END_DECLS
