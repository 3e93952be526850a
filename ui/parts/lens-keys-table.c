/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-keys.h"

#include <glib/gi18n.h>

/* In the order of the window that lists the keys. Escape has one action, which leaves what was entered last; what it
 * leaves is only listed. */

const char *const lens_keys_groups[LENS_KEYS_N_GROUPS] = {
  [LENS_KEYS_IMAGES] = N_ ("Images"), [LENS_KEYS_LIST] = N_ ("List"),        [LENS_KEYS_NOTES] = N_ ("Notes"),
  [LENS_KEYS_VIEW] = N_ ("View"),     [LENS_KEYS_CROP] = N_ ("Crop"),        [LENS_KEYS_INPUT] = N_ ("Network input"),
  [LENS_KEYS_MODEL] = N_ ("Model"),   [LENS_KEYS_OUTPUT] = N_ ("Take Away"), [LENS_KEYS_OTHER] = N_ ("Window"),
};

const LensKeys lens_keys[] = {
  { LENS_KEYS_APPLICATION, LENS_KEYS_IMAGES, N_ ("Open images"), "win.open", "<Control>o" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_IMAGES, N_ ("Open a folder"), "win.open-folder", "<Control><Alt>o" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_IMAGES, N_ ("Open a table of truth"), "win.open-truth", "<Control>t" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_IMAGES, N_ ("Choose its columns"), "win.truth-columns", "<Control><Shift>t" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_IMAGES, N_ ("Start page, with the samples"), "win.start-page", "<Alt>Home" },
  { LENS_KEYS_WIDGET, LENS_KEYS_IMAGES, N_ ("Select more images, in the list"), NULL, "<Shift>Up|<Shift>Down" },
  { LENS_KEYS_WINDOW, LENS_KEYS_IMAGES, N_ ("Select all images"), "browse.select-all", "<Control>a" },
  { LENS_KEYS_WINDOW, LENS_KEYS_IMAGES, N_ ("Select only the shown image"), "browse.select-one", "<Control><Shift>a" },
  { LENS_KEYS_WINDOW, LENS_KEYS_IMAGES, N_ ("Remove from the list"), "win.remove", "Delete", "KP_Delete" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_IMAGES, N_ ("Paste an image or files"), "win.paste", "<Control>v" },
  { LENS_KEYS_WINDOW, LENS_KEYS_IMAGES, N_ ("Next image"), "win.arrow::right", "Right", NULL, TRUE },
  { LENS_KEYS_WINDOW, LENS_KEYS_IMAGES, N_ ("Next image"), "win.next", "Down|Page_Down" },
  { LENS_KEYS_WINDOW, LENS_KEYS_IMAGES, N_ ("Previous image"), "win.arrow::left", "Left", NULL, TRUE },
  { LENS_KEYS_WINDOW, LENS_KEYS_IMAGES, N_ ("Previous image"), "win.previous", "Up|Page_Up" },
  { LENS_KEYS_WINDOW, LENS_KEYS_IMAGES, N_ ("First image"), "win.first", "Home", "KP_Home" },
  { LENS_KEYS_WINDOW, LENS_KEYS_IMAGES, N_ ("Last image"), "win.last", "End", "KP_End" },
  { LENS_KEYS_WINDOW, LENS_KEYS_IMAGES, N_ ("Sort the scores"), "win.sort-bars", "s" },

  { LENS_KEYS_APPLICATION, LENS_KEYS_LIST, N_ ("Find by name, folder, note or class"), "browse.find", "<Control>f" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_LIST, N_ ("Choose which images are shown"), "browse.filter-menu",
    "<Control><Shift>f" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_LIST, N_ ("Sort"), "browse.menu", "<Control>l" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_LIST, N_ ("List or grid"), "browse.grid", "<Control>g" },
  { LENS_KEYS_WIDGET, LENS_KEYS_LIST, N_ ("Larger or smaller tiles, in the grid"), NULL,
    "<Control>plus|<Control>minus" },
  { LENS_KEYS_WIDGET, LENS_KEYS_LIST, N_ ("Stop opening"), "win.stop", "Escape" },

  { LENS_KEYS_WINDOW, LENS_KEYS_NOTES, N_ ("Flag the image"), "win.edit-flag", "f" },
  { LENS_KEYS_WINDOW, LENS_KEYS_NOTES, N_ ("Give the right class"), "win.edit-label", "l" },
  { LENS_KEYS_WINDOW, LENS_KEYS_NOTES, N_ ("Write a note"), "win.edit-note", "n" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_NOTES, N_ ("Undo"), "win.undo", "<Control>z" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_NOTES, N_ ("Redo"), "win.redo", "<Control><Shift>z" },

  { LENS_KEYS_APPLICATION, LENS_KEYS_VIEW, N_ ("Image"), "win.aspect::image", "<Alt>1" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_VIEW, N_ ("What changes a score"), "win.aspect::explain", "<Alt>2" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_VIEW, N_ ("Paint on the input"), "win.aspect::pixels", "<Alt>3" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_VIEW, N_ ("Every number of the pass"), "win.aspect::network", "<Alt>4" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_VIEW, N_ ("Lessons"), "win.learn", "<Alt>7" },
  { LENS_KEYS_WINDOW, LENS_KEYS_VIEW, N_ ("Zoom in"), "win.zoom-in", "plus",
    "equal|KP_Add|<Control>plus|<Control>equal|<Control>KP_Add" },
  { LENS_KEYS_WINDOW, LENS_KEYS_VIEW, N_ ("Zoom out"), "win.zoom-out", "minus",
    "KP_Subtract|<Control>minus|<Control>KP_Subtract" },
  { LENS_KEYS_WINDOW, LENS_KEYS_VIEW, N_ ("Fit into the window"), "win.zoom-fit", "0", "KP_0|<Control>0" },
  { LENS_KEYS_WINDOW, LENS_KEYS_VIEW, N_ ("Show at 100 %"), "win.zoom-one", "1", "KP_1|<Control>1" },
  { LENS_KEYS_WINDOW, LENS_KEYS_VIEW, N_ ("Move the image left or right"), "win.pan::left", "<Shift>Left" },
  { LENS_KEYS_WINDOW, LENS_KEYS_VIEW, N_ ("Move the image left or right"), "win.pan::right", "<Shift>Right" },
  { LENS_KEYS_WINDOW, LENS_KEYS_VIEW, N_ ("Move the image up or down"), "win.pan::up", "<Shift>Up" },
  { LENS_KEYS_WINDOW, LENS_KEYS_VIEW, N_ ("Move the image up or down"), "win.pan::down", "<Shift>Down" },
  { LENS_KEYS_WINDOW, LENS_KEYS_VIEW, N_ ("Crisp or smooth pixels"), "win.crisp", "x" },
  { LENS_KEYS_WINDOW, LENS_KEYS_VIEW, N_ ("Pin the image, and compare it with others"), "win.pin", "p" },
  { LENS_KEYS_WINDOW, LENS_KEYS_VIEW, N_ ("Zoom two originals together"), "win.link-zoom", "z" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_VIEW, N_ ("Present: full screen, large type, no file names"), "win.present",
    "F5" },

  { LENS_KEYS_WINDOW, LENS_KEYS_CROP, N_ ("Crop, or use the whole image"), "win.crop", "c" },
  { LENS_KEYS_WINDOW, LENS_KEYS_CROP, N_ ("Keep the crop square"), "win.crop-square", "<Shift>c" },
  { LENS_KEYS_WIDGET, LENS_KEYS_CROP, N_ ("Move the crop"), NULL, "Left|Right|Up|Down" },
  { LENS_KEYS_WIDGET, LENS_KEYS_CROP, N_ ("Change its size"), NULL, "<Shift>Left|<Shift>Right|<Shift>Up|<Shift>Down" },
  { LENS_KEYS_WIDGET, LENS_KEYS_CROP, N_ ("By ten pixels at a time"), NULL, "<Control>Left|<Control><Shift>Left" },
  { LENS_KEYS_AGAIN, LENS_KEYS_CROP, N_ ("Undo"), "win.undo", NULL },
  { LENS_KEYS_AGAIN, LENS_KEYS_CROP, N_ ("Redo"), "win.redo", NULL },

  { LENS_KEYS_WINDOW, LENS_KEYS_INPUT, N_ ("Lines between the pixels"), "win.input-grid", "g" },
  { LENS_KEYS_WIDGET, LENS_KEYS_INPUT, N_ ("Next pixel and its value"), NULL, "Left|Right|Up|Down" },
  { LENS_KEYS_WIDGET, LENS_KEYS_INPUT, N_ ("First and last pixel of the row"), NULL, "Home|End" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_INPUT, N_ ("Copy the view as a picture"), "win.copy-input", "<Control><Shift>c" },

  { LENS_KEYS_APPLICATION, LENS_KEYS_MODEL, N_ ("Open a model"), "win.open-model", "<Control><Shift>o" },
  { LENS_KEYS_WINDOW, LENS_KEYS_MODEL, N_ ("The model’s card"), "win.model-card", "m" },
  { LENS_KEYS_WINDOW, LENS_KEYS_MODEL, N_ ("Compare recipes"), "win.compare-recipes", "k" },
  { LENS_KEYS_WINDOW, LENS_KEYS_MODEL, N_ ("Compare with a second model"), "win.compare-model", "<Shift>m" },
  { LENS_KEYS_WINDOW, LENS_KEYS_MODEL, N_ ("Back to the model’s recipe"), "win.reset-recipe", "r" },
  { LENS_KEYS_WIDGET, LENS_KEYS_MODEL, N_ ("Back to the image"), "win.back", "Escape" },

  { LENS_KEYS_WINDOW, LENS_KEYS_OUTPUT, N_ ("Copy the image"), "win.copy-image", "<Control>c" },
  { LENS_KEYS_WINDOW, LENS_KEYS_OUTPUT, N_ ("Copy the result as text"), "win.copy-text", "<Control><Alt>c" },
  { LENS_KEYS_WINDOW, LENS_KEYS_OUTPUT, N_ ("Save the figure"), "win.save-figure", "<Control>s" },
  { LENS_KEYS_WINDOW, LENS_KEYS_OUTPUT, N_ ("Export all results"), "win.export-all", "<Control>e" },
  { LENS_KEYS_WINDOW, LENS_KEYS_OUTPUT, N_ ("Export the selected results"), "win.export-selected", "<Control><Alt>e" },
  { LENS_KEYS_WINDOW, LENS_KEYS_OUTPUT, N_ ("Export the filtered results"), "win.export-filtered",
    "<Control><Shift>e" },
  { LENS_KEYS_WINDOW, LENS_KEYS_OUTPUT, N_ ("Print"), "win.print", "<Control>p" },

  { LENS_KEYS_APPLICATION, LENS_KEYS_OTHER, N_ ("List of images"), "win.toggle-sidebar", "F9" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_OTHER, N_ ("Input and scores"), "win.toggle-result", "<Control>F9" },
  { LENS_KEYS_WIDGET, LENS_KEYS_OTHER, N_ ("Move the edge of a pane, then with arrow keys"), NULL, "F8" },
  { LENS_KEYS_WIDGET, LENS_KEYS_OTHER, N_ ("Main menu"), "main-menu", "F10" },
  { LENS_KEYS_WIDGET, LENS_KEYS_OTHER, N_ ("Menu of the part with the focus"), "pane-menu", "Menu|<Shift>F10" },
  { LENS_KEYS_WINDOW, LENS_KEYS_OTHER, N_ ("Go back one step"), "win.leave", "Escape" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_OTHER, N_ ("Help on the part with the focus"), "win.help", "F1" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_OTHER, N_ ("Keyboard shortcuts"), "app.shortcuts", "<Control>question" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_OTHER, N_ ("Preferences"), "win.preferences", "<Control>comma" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_OTHER, N_ ("Close the window"), "win.close", "<Control>w" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_OTHER, N_ ("New window"), "app.new-window", "<Control>n" },
  { LENS_KEYS_APPLICATION, LENS_KEYS_OTHER, N_ ("Quit"), "app.quit", "<Control>q" },

  { LENS_KEYS_WIDGET, LENS_KEYS_UNLISTED, NULL, "win.stop-presenting", "Escape" },
};

const guint lens_n_keys = G_N_ELEMENTS (lens_keys);
