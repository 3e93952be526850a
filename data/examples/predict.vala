/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* predict IMAGE…: what the bundled model answers.
 *
 *     vapigen --library derm --pkg gio-2.0 --pkg cairo --pkg pango Derm-0.gir
 *     valac --vapidir . --pkg derm predict.vala */

int main (string[] args) {
    try {
        var model = new Derm.Model.bundled ();
        var classifier = new Derm.Classifier (model, null, 0);
        foreach (unowned string path in args[1:args.length]) {
            var image = new Derm.Image.from_file (File.new_for_commandline_arg (path), null);
            var prediction = classifier.predict (new Derm.Input (image, model.get_recipe ()));
            stdout.printf ("%s: %s\n", path, prediction.describe ());
        }
    } catch (Error error) {
        stderr.printf ("%s\n", error.message);
        return 1;
    }
    stderr.printf ("%s\n", Derm.research_line ());
    return 0;
}
