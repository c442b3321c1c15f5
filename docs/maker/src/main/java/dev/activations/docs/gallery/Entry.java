package dev.activations.docs.gallery;

import java.util.List;

/**
 * A section of the gallery.
 *
 * @param id its anchor
 * @param title its heading
 * @param java how to get it
 * @param texts the words
 * @param facts the figures
 * @param drawings the pictures, the most telling first
 */
record Entry(String id, String title, String java, Texts texts, List<Fact> facts, List<Drawing> drawings) {}
