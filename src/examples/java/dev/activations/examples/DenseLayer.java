package dev.activations.examples;

import dev.activations.Activation;
import dev.activations.Activations;
import dev.activations.Initializer;
import dev.activations.Initializers;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A dense layer, {@code y = a(xW + b)}, forward and backward, with any activation and an initialiser chosen by name.
 *
 * <p>Matrices are row-major, one example a row: x is rows × inputs, W inputs × units, y rows × {@link #outputs()}. A
 * gated activation halves the units: 128 units give 64 outputs.
 */
public final class DenseLayer {

  private final int inputs;
  private final int units;
  private final Activation activation;
  private final double[] weights;
  private final double[] bias;
  private final double[] weightGradient;
  private final double[] biasGradient;

  private double[] x = {};       // of the last forward pass
  private double[] z = {};       // xW + b of the last forward pass

  /**
   * Makes a layer with random weights and zero bias.
   *
   * @param initializer {@code random}, {@code xavier}, {@code he} or another name that
   *     {@link Initializers#byName} knows
   * @throws IllegalArgumentException if there is no such initialiser; the message lists the names
   */
  public DenseLayer(int inputs, int units, Activation activation, String initializer, RandomGenerator random) {
    this(inputs, units, activation, Initializers.byName(initializer), random);
  }

  /** Makes a layer with random weights and zero bias. */
  public DenseLayer(int inputs, int units, Activation activation, Initializer initializer, RandomGenerator random) {
    this.inputs = inputs;
    this.units = units;
    this.activation = activation;
    this.weights = initializer.weights(inputs, units, random);
    this.bias = new double[units];
    this.weightGradient = new double[weights.length];
    this.biasGradient = new double[units];
    activation.outputSize(units);                         // refuses an odd number of units for a gated activation
  }

  /** Returns how many numbers an output row has. */
  public int outputs() {
    return activation.outputSize(units);
  }

  /** Returns y for a batch. Keeps x (not a copy) for {@link #backward}. */
  public double[] forward(double[] x, int rows) {
    if (rows < 1 || x.length != rows * inputs) {
      throw new IllegalArgumentException(
          "x has " + x.length + " numbers, but " + rows + " rows of " + inputs + " are " + rows * inputs);
    }
    this.x = x;
    z = new double[rows * units];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(bias, 0, z, row * units, units);
    }
    Matrices.addProduct(x, weights, z, rows, inputs, units);
    double[] y = new double[rows * outputs()];
    activation.forwardRows(z, y, rows);
    return y;
  }

  /** Returns dX for the batch of the last forward pass, and sets {@link #weightGradient} and {@link #biasGradient}. */
  public double[] backward(double[] dy) {
    int rows = z.length / units;
    if (rows == 0 || dy.length != rows * outputs()) {
      throw new IllegalArgumentException(
          "dy has " + dy.length + " numbers, but the last forward pass gave " + rows * outputs());
    }
    double[] dz = new double[z.length];
    activation.backwardRows(z, dy, dz, rows);

    Arrays.fill(weightGradient, 0);
    Matrices.addTransposedProduct(x, dz, weightGradient, rows, inputs, units);
    Arrays.fill(biasGradient, 0);
    for (int i = 0; i < dz.length; i++) {
      biasGradient[i % units] += dz[i];
    }
    double[] dx = new double[x.length];
    Matrices.addProductTransposed(dz, weights, dx, rows, units, inputs);
    return dx;
  }

  /** Returns z = xW + b of the last forward pass itself: what the activation was given. */
  public double[] preActivations() {
    return z;
  }

  /** Returns W itself, so that an optimiser can change it. */
  public double[] weights() {
    return weights;
  }

  /** Returns b itself. */
  public double[] bias() {
    return bias;
  }

  /** Returns dW of the last backward pass. */
  public double[] weightGradient() {
    return weightGradient;
  }

  /** Returns db of the last backward pass. */
  public double[] biasGradient() {
    return biasGradient;
  }

  /** Takes a batch of 32 × 128 to 32 × 64 and back, once for each initialiser, and checks dW by finite differences. */
  public static void main(String[] args) {
    int rows = 32;
    SplittableRandom random = new SplittableRandom(1);
    double[] x = Initializers.normal(0, 1).weights(rows, 128, random);
    double[] dy = Initializers.normal(0, 1).weights(rows, 64, random);
    for (String initializer : new String[] {"random", "xavier", "he"}) {
      DenseLayer layer = new DenseLayer(128, 64, Activations.GELU, initializer, random);
      double[] y = layer.forward(x, rows);
      double[] dx = layer.backward(dy);
      double[] dw = layer.weightGradient().clone();
      double error = GradientCheck.worstError(
          () -> GradientCheck.dot(layer.forward(x, rows), dy), layer.weights(), dw, 101);
      System.out.printf(Locale.ROOT, "%-7s mean y*y %.6f, mean dx*dx %.6f, dW against finite differences %.0e%n",
          initializer, GradientCheck.dot(y, y) / y.length, GradientCheck.dot(dx, dx) / dx.length, error);
    }
    try {
      new DenseLayer(128, 64, Activations.GELU, "zeros", random);
    } catch (IllegalArgumentException e) {
      System.out.println("zeros:  " + e.getMessage());
    }
  }
}
