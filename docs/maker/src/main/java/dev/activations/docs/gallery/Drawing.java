package dev.activations.docs.gallery;

import dev.activations.docs.Picture;
import java.nio.file.Path;

/**
 * A picture of the gallery.
 *
 * @param file its name in the folder of pictures
 * @param caption what to look at, in HTML
 * @param picture what is drawn
 */
record Drawing(String file, String caption, Picture picture) {

  static final String FOLDER = "pictures";

  void write(Path docs) {
    picture.svg(docs.resolve(FOLDER).resolve(file));
  }

  public String path() {
    return FOLDER + "/" + file;
  }

  public String alt() {
    return picture.description();
  }
}
