package dev.activations;

import dev.activations.internal.KernelLookup;
import dev.activations.internal.SoftmaxKernel;

/**
 * Softmax of a row, {@code y[i] = e^(x[i]/T) / Σ e^(x[j]/T)}, or its logarithm, with temperature {@code T}.
 *
 * <p>The largest entry is subtracted first, so nothing overflows. The rounding errors of that subtraction and of the
 * division by the temperature are carried, and the sum is compensated and taken in one fixed order, so a result is within
 * 2 ulp and has the same bits everywhere.
 *
 * <p>{@code backward} is the vector-Jacobian product: {@code dx[i] = s[i] (dy[i] - Σ dy[j] s[j]) / T} with {@code s} the
 * softmax, and {@code dx[i] = (dy[i] - s[i] Σ dy[j]) / T} for the logarithm. It computes {@code s} again from {@code x}.
 *
 * <p>Special rows: a row with a NaN or a +∞ is NaN as a whole, value and gradient; so is a row of -∞ alone. An entry of -∞
 * (a mask) has probability 0 and logarithm -∞. An empty row is empty. The log-softmax of a single finite entry is
 * {@code 0.0}.
 *
 * <pre>{@code
 * double[] p = Activations.SOFTMAX.forward(new double[] {9, 6, 3, 1});   // 0.950, 0.047, 0.002, 0.000
 * double[] logP = Activations.LOG_SOFTMAX.forward(logits);              // for cross-entropy: -logP[label]
 * }</pre>
 *
 * <p>Bridle (1990), "Probabilistic interpretation of feedforward classification network outputs".
 */
public final class Softmax implements Activation {

  private static final long serialVersionUID = 1L;

  private final transient double temperature;
  private final transient boolean log;
  private transient SoftmaxKernel kernel;

  Softmax(double temperature, boolean log) {
    this.temperature = temperature;
    this.log = log;
  }

  /** Racing threads may each make one; kernels are immutable and equal, so any of them will do. */
  private SoftmaxKernel kernel() {
    SoftmaxKernel found = kernel;
    if (found == null) {
      found = log ? KernelLookup.kernels().logSoftmax(temperature) : KernelLookup.kernels().softmax(temperature);
      kernel = found;
    }
    return found;
  }

  /**
   * Returns the temperature, which divides the inputs.
   *
   * @return a finite number above 0
   */
  public double temperature() {
    return temperature;
  }

  /**
   * Tells whether this is the logarithm of softmax.
   *
   * @return true for log-softmax
   */
  public boolean isLog() {
    return log;
  }

  @Override
  public String name() {
    String family = log ? "log_softmax" : "softmax";
    return temperature == 1 ? family : family + "(" + Names.number(temperature) + ")";
  }

  @Override
  public int outputSize(int inputSize) {
    if (inputSize < 0) {
      throw new IllegalArgumentException("inputSize must not be negative, got " + inputSize);
    }
    return inputSize;
  }

  /**
   * Returns the Jacobian of one row: {@code j[i][k] = ∂y[i] / ∂x[k]}. For softmax that is {@code s[i] (δ[i][k] - s[k]) / T},
   * for log-softmax {@code (δ[i][k] - s[k]) / T}.
   *
   * @param x the inputs
   * @return an {@code n × n} matrix
   * @throws NullPointerException if {@code x} is null
   */
  public double[][] jacobian(double[] x) {
    Checks.notNull(x, "x");
    int n = x.length;
    double[][] jacobian = new double[n][n];
    double[] unit = new double[n];
    for (int i = 0; i < n; i++) {
      unit[i] = 1;
      kernel().backward(x, 0, unit, 0, jacobian[i], 0, n);
      unit[i] = 0;
    }
    return jacobian;
  }

  @Override
  public void forward(double[] x, int xOffset, double[] y, int yOffset, int length) {
    forwardRows(x, xOffset, y, yOffset, 1, length);
  }

  @Override
  public void forwardRows(double[] x, int xOffset, double[] y, int yOffset, int rows, int columns) {
    Checks.notNull(x, "x");
    Checks.notNull(y, "y");
    long size = Checks.area(rows, columns);
    Checks.range("x", x, xOffset, size);
    Checks.range("y", y, yOffset, size);
    Checks.rows(rows);
    Checks.sameOrApart("y", y, yOffset, (int) size, "x", x, xOffset, (int) size);
    if (size > 0) {
      kernel().forward(x, xOffset, y, yOffset, rows, columns);
    }
  }

  @Override
  public void backward(double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    backwardRows(x, xOffset, dy, dyOffset, dx, dxOffset, 1, length);
  }

  @Override
  public void backwardRows(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int rows, int columns) {
    Checks.notNull(x, "x");
    Checks.notNull(dy, "dy");
    Checks.notNull(dx, "dx");
    long size = Checks.area(rows, columns);
    Checks.range("x", x, xOffset, size);
    Checks.range("dy", dy, dyOffset, size);
    Checks.range("dx", dx, dxOffset, size);
    Checks.rows(rows);
    Checks.sameOrApart("dx", dx, dxOffset, (int) size, "x", x, xOffset, (int) size);
    Checks.sameOrApart("dx", dx, dxOffset, (int) size, "dy", dy, dyOffset, (int) size);
    if (size > 0) {
      kernel().backward(x, xOffset, dy, dyOffset, dx, dxOffset, rows, columns);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Softmax that && temperature == that.temperature && log == that.log;
  }

  @Override
  public int hashCode() {
    return 31 * Double.hashCode(temperature) + Boolean.hashCode(log);
  }

  @Override
  public String toString() {
    return name();
  }

  private Object writeReplace() {
    return new SerialForm.Named(name());
  }

  private void readObject(java.io.ObjectInputStream in) throws java.io.InvalidObjectException {
    throw SerialForm.proxyRequired();
  }
}
