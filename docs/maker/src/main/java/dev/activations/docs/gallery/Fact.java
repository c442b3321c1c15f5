package dev.activations.docs.gallery;

/**
 * A line below a picture.
 *
 * @param label what
 * @param value in HTML
 */
record Fact(String label, String value) {}
