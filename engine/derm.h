/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* All that the engine can do. A file or texture becomes a DermImage; a DermRecipe makes the DermInput of it, the very
 * bytes that the network gets; a DermClassifier (a DermModel and its worker threads) turns it into a DermPrediction.
 * Why it says that, a DermExplainer asks, and DermActivations have every number of one pass; whether it says so of a
 * slightly different image, a DermShaker asks. A DermAtlas lays many images beside each other as the network sees them.
 */

#include "derm-error.h"
#include "derm-text.h"
#include "derm-file.h"
#include "derm-sha256.h"
#include "derm-json.h"
#include "derm-version.h"
#include "derm-figure-evaluation.h"
#include "derm-figure.h"
#include "derm-gate.h"
#include "derm-image.h"
#include "derm-image-format.h"
#include "derm-input.h"
#include "derm-recipe.h"
#include "derm-walk.h"
#include "derm-classifier.h"
#include "derm-labels.h"
#include "derm-model.h"
#include "derm-prediction.h"
#include "derm-explanation.h"
#include "derm-explainer.h"
#include "derm-agreement.h"
#include "derm-activations.h"
#include "derm-change.h"
#include "derm-shaker.h"
#include "derm-stability.h"
#include "derm-lesson.h"
#include "derm-atlas.h"
#include "derm-twins.h"
#include "derm-truth.h"
#include "derm-table.h"
#include "derm-comparison.h"
#include "derm-curve.h"
#include "derm-evaluation-set.h"
#include "derm-evaluation.h"
#include "derm-evaluation-report.h"
#include "derm-intervals.h"
#include "derm-metrics.h"
#include "derm-recalibration.h"
#include "derm-samples.h"
#include "derm-audit.h"
#include "derm-trained-on.h"
#include "derm-features.h"
#include "derm-record-fields.h"
#include "derm-records.h"
