/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* One class in some files: lens-window.c (construction, accessors), lens-window-layout.c (how its parts stand), lens-window-panes.c (how wide), lens-window-header.c,
 * lens-window-list.c (the list of images), lens-window-show.c (the selected image), lens-window-actions.c (actions,
 * drop, paste), lens-window-model.c (the model and its pages), lens-window-recipe.c (recipe, scores and decision),
 * lens-window-see.c (crop, input, undo), lens-window-gate.c, lens-window-present.c, lens-window-browse.c (folders,
 * progress), lens-window-notes.c, lens-window-truth.c, lens-window-remove.c, lens-window-drag.c, lens-window-take.c (copy,
 * print), lens-window-save.c (figure, input, results), lens-window-pair.c (two side by side), lens-window-settings.c (what is remembered),
 * lens-window-chooser.c (file dialogs), lens-window-recent.c, lens-window-help.c, lens-window-menus.c
 * (those of the panes). */

#include "lens-compare.h"
#include "lens-crop-tool.h"
#include "lens-empty.h"
#include "lens-history.h"
#include "lens-model-bar.h"
#include "lens-model-page.h"
#include "lens-browser.h"
#include "lens-note-bar.h"
#include "lens-notes.h"
#include "lens-pair.h"
#include "lens-queue.h"
#include "lens-run.h"
#include "lens-scan.h"
#include "lens-window.h"

G_BEGIN_DECLS

#define LENS_LIST_WIDTH 212 /* unless the user wants another */
#define LENS_RESULT_WIDTH 372
#define LENS_PRESENTER_SCALE 1.5 /* of the type, as in style.css, and what it needs */

typedef void (*LensModelChosen) (LensWindow *self, GFile *file);

struct _LensWindow {
  GtkApplicationWindow parent_instance;

  /* template */
  GtkLabel *title_label;
  GtkLabel *subtitle_label;
  GtkButton *open_button;
  GtkMenuButton *menu_button;
  GtkWidget *list_button;
  GtkWidget *header_buttons;
  GtkWidget *compare_button;
  GtkWidget *export_button;
  GMenu *recent_menu;
  GtkOverlay *overlay;
  GtkPaned *list_paned;
  GtkBox *sidebar;
  GtkWidget *list_edge;
  LensBrowser *browser;
  GtkScrolledWindow *scroller;
  GtkPaned *result_paned;
  GtkBox *content;
  GtkSeparator *pane_separator;
  GtkInfoBar *error_bar;
  GtkLabel *error_label;
  LensModelBar *model_bar;
  GtkInfoBar *offer_bar;
  GtkLabel *offer_label;
  LensNoteBar *note_bar;
  GtkStack *stack;
  LensEmpty *empty;
  LensCanvas *canvas;
  LensCompare *compare;
  LensPair *pair;
  LensModelPage *model_page;
  GtkLabel *failed_label;
  GtkLabel *no_model_label;
  LensResult *result;
  GtkWidget *footer_separator;
  GtkBox *footer;
  GtkLabel *research_label;
  GtkLabel *provenance_label;

  /* borrowed: children that lens-window-take.c makes */
  GtkInfoBar *notice_bar;
  GtkLabel *notice_label;
  GtkWidget *notice_cancel;
  GtkWidget *notice_undo;
  GtkWidget *failures_button; /* in the bar of errors */

  /* owned */
  DermClassifier *classifier; /* NULL: there is no model */
  DermClassifier *bundled;    /* the one that the window was made with; NULL: there was none */
  DermRecipe *recipe;         /* NULL: the model's own */
  char *model_error;
  GSettings *settings; /* NULL: nothing is remembered */
  GListStore *items;
  LensSelection *selection;
  GHashTable *by_key;     /* GFile -> LensItem, those in the list and those that wait for their place in it */
  GHashTable *last_opened; /* set of LensItem: whose failures the banner counts */
  GPtrArray *failed;       /* LensItem, those of them that could not be opened */
  GPtrArray *refused;      /* names and reasons of what was opened with them and is no image */
  LensQueue *queue;
  LensQueue *samples;    /* their thumbnails, which need no other model */
  GCancellable *loading; /* of a model */
  LensScan *scan;
  LensNotes *notes;
  LensItem *noted;        /* on screen, and with a file to note it by */
  DermTruth *truth;       /* NULL: none is known */
  GFile *truth_file;      /* the table that was read last, or NULL */
  GFile *truth_used;      /* the one that truth is of, or NULL */
  gboolean is_truth_early; /* taken while a folder was being read */
  GCancellable *opening;  /* of the selected image; a result that carries another one is late */
  GCancellable *transfer; /* of drop and paste */
  LensItem *shown;        /* on screen */
  LensItem *last_good;    /* to go back to if what is opened next cannot be shown */
  GtkFileChooserNative *chooser;
  GFile *save_folder; /* of the last file that was saved, or NULL */
  LensModelChosen model_chosen; /* what is done with the file, if it asks for a model */
  LensHistory *history;
  LensCropTool *crop_tool; /* NULL: there is no model */
  GCancellable *exporting; /* of results into a file */

  GPtrArray *pending; /* LensItem, not yet in the list */

  /* owned; what the selected image is compared with: one of the three, or nothing */
  LensItem *pinned;
  DermImage *pinned_image;
  DermRecipe *other_recipe;
  DermClassifier *other_classifier;
  GCancellable *pairing; /* loading of a model to compare with */

  LensHelp *help;     /* weak; NULL: it is not open */
  const char *page;   /* of the selected image */
  const char *detour; /* the page that is shown instead: "compare", "pair", "model" or NULL */
  DermDecision decision;
  gulong noted_id;
  guint pending_id;
  guint progress_id;
  LensRun run;
  guint n_truths; /* being read */
  guint busy_id;
  guint size_id;
  int width, height; /* for which the parts have their sizes */
  int list_width, result_width;   /* that the user wants */
  int list_before, result_before; /* when an edge began to move */
  gboolean is_busy;
  gboolean is_narrow;
  gboolean is_sidebar_wanted;
  gboolean is_sidebar_kept; /* what is wanted of a wide window, and remembered */
  gboolean is_result_wanted;
  gboolean is_moving_edge; /* of a pane */
  gboolean is_presenting;
  gboolean is_selecting;    /* the window itself selects, not the user */
  gboolean is_select_found; /* what a folder holds is to be shown, not only listed */
  gboolean is_auto;         /* the selection came that way: another may take its place if it fails */
};

/* lens-window-show.c */
void lens_window_show_selected (LensWindow *self);
void lens_window_show_place (LensWindow *self);
void lens_window_show_truth (LensWindow *self);
void lens_window_stop_opening (LensWindow *self);
/* Another prediction of the image on screen: nothing else changes. */
void lens_window_show_prediction (LensWindow *self, DermPrediction *prediction);

/* lens-window-failures.c */
void lens_window_install_failures (LensWindow *self);
void lens_window_report_failure (LensWindow *self, LensItem *item);
/* What was to be opened, and is neither image nor folder of images. */
void lens_window_refuse_file (LensWindow *self, const char *name, const char *reason);
void lens_window_forget_failure (LensWindow *self, LensItem *item);
/* Something else is going to be opened. */
void lens_window_forget_failures (LensWindow *self);

/* lens-window-actions.c */
void lens_window_install_actions (LensWindow *self);
void lens_window_install_drop (LensWindow *self);
void lens_window_update_actions (LensWindow *self);
void lens_window_set_enabled (LensWindow *self, const char *action, gboolean is_enabled);

/* lens-window-see.c */
void lens_window_install_see (LensWindow *self);
void lens_window_install_crop (LensWindow *self); /* needs the classifier */
void lens_window_update_see_actions (LensWindow *self);

/* lens-window-present.c */
void lens_window_set_presenting (LensWindow *self, gboolean is_presenting);
/* (transfer full) Name of an image; its place in the list where names are hidden. */
char *lens_window_dup_display_name (LensWindow *self, LensItem *item);

/* lens-window-model.c */
void lens_window_install_model_actions (LensWindow *self);
void lens_window_update_model_actions (LensWindow *self);
void lens_window_restart (LensWindow *self);
void lens_window_start_classifier (LensWindow *self);
GPtrArray *lens_window_open_models (LensWindow *self, GPtrArray *items);
DermRecipe *lens_window_get_recipe (LensWindow *self);
void lens_window_show_page (LensWindow *self);

/* Goes to a page by its name, or to that of the selected image (NULL). */
void lens_window_go (LensWindow *self, const char *page);
/* Asks for a file; chosen is called if one is chosen. */
void lens_window_choose_model (LensWindow *self, const char *title, LensModelChosen chosen);

/* lens-window-pair.c */
void lens_window_install_pair (LensWindow *self);
void lens_window_update_pair_actions (LensWindow *self);
void lens_window_show_pair (LensWindow *self);
void lens_window_end_pair (LensWindow *self);
/* The original that keys zoom and move. */
LensPicture *lens_window_get_picture (LensWindow *self);

/* lens-window-gate.c */
void lens_window_install_gate (LensWindow *self);
void lens_window_update_gate (LensWindow *self);

/* lens-window-recipe.c */
void lens_window_install_recipe_actions (LensWindow *self);
void lens_window_update_recipe_actions (LensWindow *self);

/* lens-window-browse.c */
void lens_window_install_browsing (LensWindow *self);
void lens_window_start_browsing (LensWindow *self);
void lens_window_stop_browsing (LensWindow *self);
void lens_window_update_progress (LensWindow *self);
void lens_window_update_browse_actions (LensWindow *self);
/* What is noted and known of an image that comes to the list. */
void lens_window_adopt (LensWindow *self, LensItem *item);
/* A file of which the name does not tell whether it is an image or a folder. */
void lens_window_scan (LensWindow *self, GFile *file);
void lens_window_offer_folder (LensWindow *self, GFile *file);
/* By the document portal: it gives a sandboxed program single files, each in a folder of its own without a name. */
gboolean lens_window_is_lent (GFile *file);
typedef void (*LensWindowChosen) (LensWindow *self, GFile *file);
/* Asks for a file or folder; chosen is called if one is chosen. */
void lens_window_choose (LensWindow *self, const char *title, GtkFileChooserAction action, LensWindowChosen chosen);

/* lens-window-notes.c */
void lens_window_install_notes (LensWindow *self);
void lens_window_stop_notes (LensWindow *self);
void lens_window_update_note_actions (LensWindow *self);
void lens_window_show_note (LensWindow *self);
void lens_window_apply_note (LensWindow *self, LensItem *item);
/* The image on screen, if there can be a note on it: a pasted picture has no file by which it would be found again. */

/* lens-window-truth.c */
void lens_window_install_truth (LensWindow *self);
void lens_window_apply_truth (LensWindow *self, LensItem *item);
void lens_window_check_truth (LensWindow *self);
GStrv lens_window_dup_labels (LensWindow *self); /* the classes of the model */

/* lens-window-take.c */
void lens_window_install_take (LensWindow *self);
void lens_window_update_take_actions (LensWindow *self);
/* What is on screen, which may have another recipe or crop than the row in the list. Each may be NULL. */
DermImage *lens_window_shown_image (LensWindow *self);
DermPrediction *lens_window_shown_prediction (LensWindow *self);
const char *lens_window_shown_truth (LensWindow *self); /* the class that the image is known to show */
/* In the bar that tells of files; while something is running it can be cancelled there. */
void lens_window_show_notice (LensWindow *self, const char *text, gboolean is_running);
/* Of what was done last, which can be undone there until something else is done. */
void lens_window_show_undoable (LensWindow *self, const char *text);

/* lens-window-save.c */
void lens_window_install_save (LensWindow *self);
void lens_window_update_save_actions (LensWindow *self);

/* lens-window-notify.c */
void lens_window_install_notify (LensWindow *self);
/* Called whenever that may have changed. */
void lens_window_follow_run (LensWindow *self, gboolean is_working);

/* lens-window-settings.c */
void lens_window_install_settings (LensWindow *self);
void lens_window_keep_sidebar (LensWindow *self);
void lens_window_keep_panes (LensWindow *self);
void lens_window_keep_notes_file (LensWindow *self, GFile *file);

/* lens-window-chooser.c */
/* The dialog goes. (transfer full) (nullable) What was chosen. */
GListModel *lens_window_end_chooser (LensWindow *self, int response);
GFile *lens_window_end_chooser_for_one (LensWindow *self, int response);
/* (transfer full) NULL also, and the bar says so, for a file that has no path. */
char *lens_window_end_chooser_for_path (LensWindow *self, int response);
/* Makes a dialog that proposes that name; the caller adds filters and shows it. FALSE: another dialog is open. */
gboolean lens_window_ask_for_file (LensWindow *self, const char *title, const char *name, GCallback on_answer);
void lens_window_add_filter (LensWindow *self, const char *name, const char *suffix);

/* lens-window-recent.c */
void lens_window_install_recent (LensWindow *self);
void lens_window_update_recent (LensWindow *self);
/* Nothing of them is kept unless the user wants it. */
void lens_window_remember_file (LensWindow *self, GFile *file);
void lens_window_remember_items (LensWindow *self, GPtrArray *items);

/* lens-window-help.c */
void lens_window_install_help (LensWindow *self);
void lens_window_close_help (LensWindow *self);

/* lens-window-menus.c */
void lens_window_install_menus (LensWindow *self);

/* lens-window-list.c */
void lens_window_install_list (LensWindow *self);
void lens_window_add_found (LensWindow *self, GPtrArray *items);
void lens_window_select (LensWindow *self, guint position);
/* What is in the list, and what will be. */
void lens_window_for_each_item (LensWindow *self, void (*apply) (LensWindow *self, LensItem *item));

/* lens-window-drag.c */
void lens_window_install_drag (LensWindow *self);

/* lens-window-remove.c */
void lens_window_install_remove (LensWindow *self);

/* lens-window-layout.c */
void lens_window_lay_out_soon (LensWindow *self);
void lens_window_follow_size (LensWindow *self, int width, int height);
void lens_window_update_sidebar (LensWindow *self);
void lens_window_update_layout (LensWindow *self);

/* lens-window-header.c */
void lens_window_install_header (LensWindow *self);

/* lens-window-panes.c */
void lens_window_install_panes (LensWindow *self);
void lens_window_place_panes (LensWindow *self);
void lens_window_show_result (LensWindow *self);

G_END_DECLS
