package dev.activations.docs.gallery;

/** A row of the table that compares the pointwise activations; text, ready to print. */
record Glance(
    String id, String range, String slope, String mean, String gain, String valueError, String derivativeError,
    String portableCost, String vectorCost) {}
