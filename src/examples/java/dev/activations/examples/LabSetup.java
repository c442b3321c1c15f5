package dev.activations.examples;

import dev.activations.PointwiseActivation;

/** One network of {@link GradientLab}: {@code depth} layers of one width. */
public record LabSetup(
    PointwiseActivation activation, LabInitializer initializer, LabConnection connection, int depth) {}
