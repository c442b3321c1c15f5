package dev.activations.examples;

import dev.activations.Initializer;
import dev.activations.Initializers;
import dev.activations.PointwiseActivation;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One network with one seed: a batch of normal deviates goes forward, a gradient of normal deviates comes back, and
 * each layer is looked at. The same seed gives all kinds of networks the same batch and the same gradient.
 */
final class LabTrial {

  private static final double FLAT = 0.01;

  private final PointwiseActivation activation;
  private final int rows;
  private final int width;
  private final double flatBelow;
  private final DeepNetwork network;

  private LabTrial(LabSetup setup, int rows, int width) {
    this.activation = setup.activation();
    this.rows = rows;
    this.width = width;
    this.flatBelow = flatBelow(activation);
    this.network = setup.connection().network(setup.depth());
  }

  /** Returns each measure by layer, the first layer at 0. */
  static Map<LabMeasure, double[]> run(LabSetup setup, int rows, int width, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = Initializers.normal(0, 1).weights(rows, width, random);
    double[] dy = Initializers.normal(0, 1).weights(rows, width, random);
    divide(dy, rootMeanSquare(dy));
    LabTrial trial = new LabTrial(setup, rows, width);
    Initializer first = setup.initializer().of(setup.activation(), width, true);
    Initializer later = setup.initializer().of(setup.activation(), width, false);
    for (int l = 0; l < setup.depth(); l++) {
      trial.network.add(new DenseLayer(width, width, setup.activation(), l == 0 ? first : later, random));
    }
    trial.network.forward(x, rows);
    trial.network.backward(dy);
    return trial.measures(setup.depth());
  }

  private Map<LabMeasure, double[]> measures(int depth) {
    Map<LabMeasure, double[]> measures = new EnumMap<>(LabMeasure.class);
    for (LabMeasure measure : LabMeasure.values()) {
      double[] layers = new double[depth];
      for (int l = 0; l < depth; l++) {
        layers[l] = measure(measure, l);
      }
      measures.put(measure, layers);
    }
    return measures;
  }

  private double measure(LabMeasure measure, int layer) {
    double[] y = network.outputs().get(layer);
    double[] z = network.layers().get(layer).preActivations();
    return switch (measure) {
      case MEAN -> mean(y, 0, 1, y.length);
      case SQUARE -> GradientCheck.dot(y, y) / y.length;
      case TYPICAL -> typical(y);
      case VARIANCE -> variance(y, 0, 1, y.length);
      case SIGNAL -> signal(y);
      case GRADIENT -> rootMeanSquare(network.gradients().get(layer));
      case WEIGHT_GRADIENT -> rootMeanSquare(network.layers().get(layer).weightGradient());
      case DEAD -> dead(z);
      case FLAT -> flat(activation, z, flatBelow);
    };
  }

  private double signal(double[] y) {
    double sum = 0;
    for (int unit = 0; unit < width; unit++) {
      sum += variance(y, unit, width, rows);
    }
    return sum / width;
  }

  private double dead(double[] z) {
    double[] y = activation.forward(z);
    int dead = 0;
    for (int unit = 0; unit < width; unit++) {
      int row = 0;
      while (row < rows && y[row * width + unit] == 0) {
        row++;
      }
      dead += row == rows ? 1 : 0;
    }
    return (double) dead / width;
  }

  /** The share of z at which the slope of a is below the limit. */
  static double flat(PointwiseActivation a, double[] z, double limit) {
    int flat = 0;
    for (double slope : a.derivative(z)) {
      flat += Math.abs(slope) < limit ? 1 : 0;
    }
    return (double) flat / z.length;
  }

  /** A hundredth of the greatest slope; of 2 001 slopes between -10 and 10, which is near enough for a limit. */
  static double flatBelow(PointwiseActivation a) {
    double greatest = 0;
    for (int i = -1000; i <= 1000; i++) {
      greatest = Math.max(greatest, Math.abs(a.derivative(i / 100.0)));
    }
    return FLAT * greatest;
  }

  /** The median over the examples of the mean square of one example's outputs. */
  private double typical(double[] y) {
    double[] squares = new double[rows];
    for (int i = 0; i < y.length; i++) {
      squares[i / width] += y[i] * y[i] / width;
    }
    return LabSpread.of(squares).median();
  }

  private static double mean(double[] y, int from, int step, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += y[from + i * step];
    }
    return sum / count;
  }

  private static double variance(double[] y, int from, int step, int count) {
    double mean = mean(y, from, step, count);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double d = y[from + i * step] - mean;
      sum += d * d;
    }
    return sum / count;
  }

  private static double rootMeanSquare(double[] y) {
    return Math.sqrt(GradientCheck.dot(y, y) / y.length);
  }

  private static void divide(double[] y, double by) {
    for (int i = 0; i < y.length; i++) {
      y[i] /= by;
    }
  }
}
