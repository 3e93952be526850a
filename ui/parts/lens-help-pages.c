/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-help-pages.h"

#include <glib/gi18n.h>

/* The words of the help: one page for each pane of the window, short enough to be read. An action in braces stands for
 * its key. */

const LensHelpPage lens_help_pages[] = {
  { "list",
    N_ ("Images and folders"),
    { N_ ("Open images or a folder from the menu, drop them on the window, or paste them. The list fills while they "
          "are read, and you can work meanwhile; the button beside the count pauses it, {win.stop} stops it."),
      N_ ("Each row shows a small picture, the class that the network answers, its score as a number, and the "
          "score as a bar. An image that cannot be read stays in the list with the reason."),
      N_ ("{browse.menu} sorts. The margin is the distance between the two highest scores: where it is "
          "small, the network can hardly decide. Sort by margin to see these images first, or by entropy, which "
          "counts all scores."),
      N_ ("{browse.find} finds images by words in the name, the folder or the note, and in the code or the name of the "
          "class that is answered, known or noted. All words must be there, in any order; \"words in quotes\" stay "
          "together. {browse.grid} changes between list and grid. {win.toggle-sidebar} hides the list."),
      N_ ("{browse.filter-menu} chooses which images are shown: by answer, score, doubts, flag and folder, and with a "
          "table of truth by truth, by both together, by right and wrong answers, and by its other columns. Each "
          "condition stands above the list until it is removed, and all of them must hold. The numbers say how many "
          "images there are beside the other conditions."),
      N_ ("When one image was opened, the window offers its folder. “Include subfolders” in the preferences "
          "({win.preferences}) opens folders with all that is below them. {app.new-window} opens another window with a "
          "list of its own; notes are the same in all."),
      N_ ("{win.start-page} shows the start page with the samples; a sample that is chosen there comes with all "
          "others, "
          "beside the images that are open. {win.back} goes back to these.") } },
  { "notes",
    N_ ("Notes"),
    { N_ ("{win.edit-flag} flags the image with a reason: a wrong answer, a poor image, an artefact, a duplicate, or "
          "no skin at all. {win.edit-label} gives it another class. {win.edit-note} writes a note."),
      N_ ("{win.undo} undoes each change, {win.redo} does it again."),
      N_ ("Notes are kept in one file, a line of JSON for each image, and never in an image. It is written "
          "within a second of each change, and always as a whole."),
      N_ ("The preferences ({win.preferences}) name that file and choose another. Beside the images it can move "
          "together "
          "with them.") } },
  { "image",
    N_ ("Image and crop"),
    { N_ ("This is the original, turned upright if the file says how the camera was held; the step Orientation below "
          "can leave it as it is stored. Turn the wheel, pinch, or press {win.zoom-in} and {win.zoom-out} to magnify "
          "it about the pointer; drag it or press Shift with an arrow to move it. {win.zoom-fit} fits it into the "
          "window, {win.zoom-one} shows it at 100 %."),
      N_ ("Below the image are the place and the colour of the pixel under the pointer. Above 200 %, pixels have "
          "sharp edges; {win.crisp} makes them smooth."),
      N_ ("{win.crop} crops: the network then gets only that part, and input and scores follow while you drag it. "
          "{win.crop-square} keeps it a square. With the crop in focus, arrows move it, Shift with an arrow changes "
          "its size, Ctrl does both in steps of ten pixels."),
      N_ ("The network was trained on whole images. Its answer for a crop is an experiment, not a better answer.") } },
  { "input",
    N_ ("Network input"),
    { N_ ("The network does not get the image but these few pixels, 28 × 28 with the bundled model. What cannot "
          "be seen here, it cannot see."),
      N_ ("Point at a pixel, or walk with the arrows, to read its numbers. The buttons show one colour alone, or the "
          "planes as the network reads them. {win.input-grid} draws lines between the pixels."),
      N_ ("The steps below lead from the file to the input. Choose another filter or layout there, and the scores "
          "are those of that input; a step that is not the model’s own is marked. {win.reset-recipe} brings the "
          "model’s own back."),
      N_ ("Point at the size beside the heading for the fingerprint of these bytes. The same fingerprint means "
          "the same input, on any computer.") } },
  { "scores",
    N_ ("Scores"),
    { N_ ("Each bar is one class. The sign before its name says whether it is malignant, pre-malignant or benign. "
          "{win.sort-bars} puts the highest first; otherwise each class keeps its place. {win.toggle-result} hides "
          "input "
          "and scores, and shows them again."),
      N_ ("Scores always add up to one, whatever the image shows: a picture of a cat gets a class too. They are "
          "not the probability of a disease."),
      N_ ("Calibrated scores were fitted on images of known class, so that answers with a score of 0.8 are right for "
          "about eight of ten such images. Plain scores are the network’s own and usually too confident. Logits are "
          "what it computes before they become scores."),
      N_ ("“Likely” answers with the highest score. “Balanced” weighs the scores by how rare the classes are: it "
          "finds more of the rare ones, among them melanomas, and is wrong more often with the frequent ones."),
      /* xgettext:no-c-format */
      N_ ("The sentence says how sure the answer is. Where two scores are close, it says between which classes the "
          "network wavers. “Classes with 90 % of the score” are the fewest that together hold so much of it: the more "
          "there are, the less is decided. If an image may show no lesion, the sentence says that first."),
      /* xgettext:no-c-format */
      N_ ("A calibration from a file may bring a “set with 90 % coverage”: of images like those it was fitted on, "
          "nine of ten have their class in the set. That holds on the average over all images, not for each class, "
          "and not for images from elsewhere. A set without any class says that no class fits well.") } },
  { "explain",
    N_ ("What changes a score"),
    { N_ ("The map shows what changes the score of one class. Occlusion hides a patch and asks the network again: "
          "inside "
          "solid lines hiding lowers the score, inside dashed lines it raises it. Purple is for the class, green "
          "against "
          "it, and the legend has the numbers."),
      N_ ("Choose the class above the image or by its score. Point at a place, or walk with the arrows: the scores "
          "then "
          "say what they would be with that patch hidden. While Space is held, the image is seen without the map."),
      N_ ("The cards below are other methods. “agrees” is the rank correlation of two maps: from 0.6 on they are "
          "alike, "
          "below 0.4 they are different ones. The last card is the network with random weights: where its map is the "
          "same, the map shows the image and not what was learned."),
      N_ ("“Shake” turns, shifts, brightens, blurs and compresses the image a little, and tells how far the scores "
          "move "
          "and how often the answer changes."),
      N_ ("A map says what moves a number of this network. It does not say what a physician would see there.") } },
  { "pixels",
    N_ ("Paint on the input"),
    { N_ ("The scores follow what you paint; a tick stays where each was. Only a copy is painted on: the file is never "
          "changed, and the list and all figures stay those of the untouched image."),
      N_ ("On “Original” a stroke is painted on its own pixels, and the recipe makes the input of it: a thin one "
          "changes "
          "the input as little as a hair does. The brush has sizes in its pixels there."),
      N_ ("{win.pixels-tool::brush} is the brush, {win.pixels-tool::restore} brings untouched pixels back, "
          "{win.pixels-tool::pick} picks a colour, {win.pixels-tool::fill} fills like neighbours. By keys: arrows move "
          "the cursor, Enter paints. {win.undo} undoes each stroke, and a card below goes back to its step."),
      N_ ("“Smallest Change” looks for few pixels that change the answer. All that it finds are needed; another, "
          "smaller "
          "set may exist. Explain and Network show the painted input, and say so.") } },
  { "network",
    N_ ("Every number of the pass"),
    { N_ ("Each column is a layer, each small picture one of its maps. The layer in the frame shows all of its maps, "
          "the "
          "others their strongest. One scale holds for a layer: purple is positive, green negative. "
          "{win.next-layer} and {win.previous-layer} go from layer to layer."),
      N_ ("{win.play-layers} plays them one after the other, and pauses. With a clicker, Page Down and Page Up go from "
          "layer to layer while you present."),
      N_ ("Choose a map and a cell in it: below stand the part of the image that the cell can depend on, the sums that "
          "make its value, and one of them as values times kernel. The name of a map in the sums leads back one "
          "layer."),
      N_ ("The scores are the mean of the recipe’s views; the layers show one view at a time.") } },
  { "atlas",
    N_ ("Atlas"),
    { N_ ("All images that are open as points. Those that look alike to the network lie near each other: the map is "
          "made "
          "of the numbers that its first dense layer reads, not of what a physician would see."),
      N_ ("With the lasso you enclose images: they become a filter of the list. A row of the legend hides the images "
          "of its class; the mouse wheel enlarges the map."),
      N_ ("Below stand the images that are most like the chosen one, by all numbers and not by this map. {win.similar} "
          "lists more of them, in any view."),
      N_ ("Near on this map means alike; empty space means nothing.") } },
  { "evaluate",
    N_ ("Evaluate"),
    { N_ ("How good the answers are, over all open images that have a truth and a result, whatever the list shows of "
          "them."),
      N_ ("The truth is a table of text (CSV) with a column of names or ids of images, like image_id, and one of their "
          "classes, like dx, by code or name; or with a column of zeros and ones for each class, as ISIC has it. Other "
          "columns, like sex and age, part the images; lesion_id tells which of them show one lesion. Or each image "
          "is in a folder that is called like its class. {win.open-truth} opens one."),
      N_ ("Images that the model was trained on say nothing of how good it is: they are left out. If all are, every "
          "figure and every report is headed TRAINING DATA."),
      N_ ("Rows of the matrix are what images are known to show, columns what they are called. A cell, a row or a "
          "column that is chosen filters the list; {win.leave} lets it go."),
      N_ ("The interval behind a figure says between what it would lie in 95 of 100 such sets. It is found by drawing "
          "lesions, or images where no lesion is known, again and again; with few of them it is wide."),
      N_ ("The curve shows what every threshold for the score of a class finds, and what false alarms it makes. In the "
          "reliability diagram answers with a score of 0.8 should be right in 80 of 100 images.") } },
  { "learn",
    N_ ("Lessons"),
    { N_ ("Each lesson is one page beside this window and drives it. Nothing in the window is locked: try what the "
          "lesson "
          "says at once, also with an image of your own. “Set Up Again” puts back what it speaks of."),
      N_ ("What a question asks for is covered until you have guessed or skipped. Guesses are kept on this computer "
          "only."),
      N_ ("A lesson is one text file. Put your own into the folder dermlens/lessons of your data folder; a mistake in "
          "it "
          "is named with its line.") } },
  { "compare",
    N_ ("Side by side"),
    { N_ ("{win.pin} pins the image: the others that you choose stand beside it, with their inputs, their scores and "
          "the differences of both. The menu compares two recipes or two models on one image in the same way."),
      N_ ("A recipe is all that turns an image into the input and the outputs into named scores: filter, layout, "
          "names, one view of the image or the mean over several."),
      N_ ("{win.compare-recipes} shows what the network says of the image on screen with each recipe, with its crop. "
          "The one in use has a frame; a button on each of the others uses that one."),
      N_ ("If the answer changes with the filter alone, the image lies near a border between classes. If only another "
          "layout or numbering gives sensible answers, the model was trained with that.") } },
  { "model",
    N_ ("Models and their cards"),
    { N_ ("{win.model-card} shows the card of the model: what it is for, what it was trained on, how good it is, its "
          "classes and limits. A file without a card is described by what is in it, and the card says what had to be "
          "assumed."),
      N_ ("Open a model from the menu or drop it: files of PyTorch (.pth, .pt) and .safetensors. They are read "
          "as data; nothing in them is run."),
      N_ ("All images are read again with the new model. “Bundled Model” in the menu goes back to the one that "
          "comes with Dermlens."),
      N_ ("A figure on a card holds for images like those it was measured on. Elsewhere it may be much lower.") } },
  { "truth",
    N_ ("Truth"),
    { N_ ("Drop a table of what the images are known to show, or open it with {win.open-truth}: "
          "HAM10000_metadata.csv, the tables of ISIC, or any CSV file with a column of names and a column of classes."),
      N_ ("The known class then stands beside the answer. {browse.filter-menu} shows the wrong answers only, or those "
          "of "
          "one kind, like melanomas that are called nevi."),
      N_ ("Below the list stands how many answers are right, the mean of the classes’ recalls (balanced accuracy), and "
          "how many melanomas were found; press it for the intervals. {win.undo} takes the table away, and says so."),
      N_ ("A model does much better on the images that it was trained on than on others. Judge it by images, and "
          "patients, that it has not seen. It is known which images the bundled model has seen: then a warning comes "
          "first.") } },
  { "export",
    N_ ("Copy, save, print"),
    { N_ ("Copy puts the image, the network’s input, the chart, or the result as text on the clipboard. Save "
          "Figure makes one picture of image, input and scores, as PNG, SVG or PDF."),
      N_ ("Export writes the results of all images, of the selected ones, or of those that the filter shows, in the "
          "order of the list and with the filter in the last column, as a CSV table or as lines of JSON."),
      N_ ("“Hide File Names”, in the same menu, writes a code instead of each name, always the same for the same name. "
          "Whoever has the names can still tell which is which."),
      N_ ("A file is saved where the last one was saved, at first among your documents, and never beside the images "
          "unless you go there. The proposed names have “dermlens” in them: none is taken for an original."),
      N_ ("All of these name the program, the model with its fingerprint, the recipe and the input, so that the "
          "numbers can be found again. “Copy Command Line” copies the call that makes the same numbers in a terminal."),
      N_ ("Nothing that the camera wrote into the file leaves with them: no place, no date, no name.") } },
  { "presenter",
    N_ ("Presenter"),
    { N_ ("{win.present} is for the class room: the whole screen, large type, and no names of files, neither shown "
          "nor read aloud. {win.stop-presenting} or {win.present} ends it."),
      N_ ("Keys work as usual, except {win.edit-flag}, {win.edit-label} and {win.edit-note}: arrows change the "
          "image, {win.crop} crops, {win.sort-bars} sorts, {win.zoom-in} and {win.zoom-out} magnify.") } },
  { "privacy",
    N_ ("Privacy and limits"),
    { N_ ("Dermlens is for research and teaching. It is no medical device and makes no diagnosis."),
      N_ ("It never uses the network, and never changes an image. Recent files, and the folder in which "
          "a file was saved last, are not remembered unless you want it (“Remember recent files” in the preferences, "
          "{win.preferences}); “Forget Now” empties the list, and turning it off does so too."),
      N_ ("The bundled model knows seven diagnoses and answers with one of them, whatever the image shows. It "
          "was made for images of a dermatoscope, not of a phone, and mostly from light skin."),
      N_ ("Every number can be checked: the same image, model and recipe give the same bits on every computer.") } },
};

const guint lens_n_help_pages = G_N_ELEMENTS (lens_help_pages);
