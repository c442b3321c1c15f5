package dev.activations.examples;

import dev.activations.GradientClipping;
import dev.activations.Initializer;
import dev.activations.Initializers;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Trains a network of ten hidden layers, whose weights start too large, on {@link Digits}: gradient descent with
 * momentum on random batches of 16, with one of the cures or none.
 */
final class LabTraining {

  /** A run whose loss passes this has diverged. */
  static final double GIVE_UP = 1e6;
  /** Hidden layers. */
  static final int DEPTH = 10;

  private static final int WIDTH = Digits.PIXELS;
  private static final int BATCH = 16;
  private static final double RATE = 0.02;
  private static final double MOMENTUM = 0.9;

  private final LabCase network;
  private final LabCure cure;
  private final long seed;
  private final SplittableRandom random;
  private final DeepNetwork layers = DeepNetwork.plain();
  private final double[][] parameters = new double[2 * DEPTH + 2][];
  private final double[][] gradients = new double[2 * DEPTH + 2][];
  private final double[][] velocities = new double[2 * DEPTH + 2][];

  private LabTraining(LabCase network, LabCure cure, long seed) {
    this.network = network;
    this.cure = cure;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    Initializer large =
        Initializers.lecunNormal().scaled(network.scale() * Initializers.gain(network.hidden()));
    for (int l = 0; l < DEPTH; l++) {
      layers.add(new DenseLayer(WIDTH, WIDTH, network.hidden(), large, random));
    }
    layers.add(new DenseLayer(WIDTH, Digits.CLASSES, network.output(), Initializers.lecunNormal(), random));
    for (int l = 0; l <= DEPTH; l++) {
      DenseLayer layer = layers.layers().get(l);
      parameters[2 * l] = layer.weights();
      parameters[2 * l + 1] = layer.bias();
      gradients[2 * l] = layer.weightGradient();
      gradients[2 * l + 1] = layer.biasGradient();
    }
    for (int p = 0; p < parameters.length; p++) {
      velocities[p] = new double[parameters[p].length];
    }
  }

  /** Cures share the seed's first weights and batches. */
  static LabRun run(LabCase network, LabCure cure, Digits training, Digits heldOut, int steps, long seed) {
    return new LabTraining(network, cure, seed).train(training, heldOut, steps);
  }

  private LabRun train(Digits training, Digits heldOut, int steps) {
    double[] losses = new double[steps];
    double[] norms = new double[steps];
    int done = 0;
    boolean diverged = false;
    while (done < steps && !diverged) {
      Digits batch = training.batch(draw(training.size()), 0, BATCH);
      losses[done] = gradient(batch);
      norms[done] = GradientClipping.byNorm(Double.POSITIVE_INFINITY, gradients);
      diverged = !(losses[done] <= GIVE_UP) || !(norms[done] < Double.POSITIVE_INFINITY);
      step();
      done++;
    }
    return new LabRun(network, cure, seed, Arrays.copyOf(losses, done), Arrays.copyOf(norms, done), diverged,
        100.0 * correct(heldOut) / heldOut.size(), flat(), weight());
  }

  private double gradient(Digits batch) {
    double[] outputs = layers.forward(batch.pixels(), BATCH);
    double[] dy = new double[outputs.length];
    double loss = network.loss(outputs, batch.labels(), dy);
    layers.backward(dy);
    return loss;
  }

  private void step() {
    cure.apply(gradients, parameters);
    for (int p = 0; p < parameters.length; p++) {
      for (int i = 0; i < parameters[p].length; i++) {
        velocities[p][i] = MOMENTUM * velocities[p][i] - RATE * gradients[p][i];
        parameters[p][i] += velocities[p][i];
      }
    }
  }

  /** The remainder's bias, below 2^-50, does not matter here. */
  private int[] draw(int size) {
    int[] images = new int[BATCH];
    for (int i = 0; i < BATCH; i++) {
      images[i] = (int) Long.remainderUnsigned(random.nextLong(), size);
    }
    return images;
  }

  /** Of the last forward pass. */
  private double flat() {
    double limit = LabTrial.flatBelow(network.hidden());
    double sum = 0;
    for (int l = 0; l < DEPTH; l++) {
      sum += LabTrial.flat(network.hidden(), layers.layers().get(l).preActivations(), limit);
    }
    return sum / DEPTH;
  }

  private double weight() {
    double sum = 0;
    for (int l = 0; l < DEPTH; l++) {
      double[] weights = layers.layers().get(l).weights();
      sum += GradientCheck.dot(weights, weights) / weights.length;
    }
    return Math.sqrt(sum / DEPTH);
  }

  private int correct(Digits digits) {
    double[] y = layers.forward(digits.pixels(), digits.size());
    int correct = 0;
    for (int row = 0; row < digits.size(); row++) {
      int best = 0;
      for (int c = 1; c < Digits.CLASSES; c++) {
        if (y[row * Digits.CLASSES + c] > y[row * Digits.CLASSES + best]) {
          best = c;
        }
      }
      correct += best == digits.labels()[row] ? 1 : 0;
    }
    return correct;
  }
}
