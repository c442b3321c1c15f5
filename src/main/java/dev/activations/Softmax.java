package dev.activations;

import dev.activations.internal.KernelLookup;
import dev.activations.internal.SoftmaxKernel;

/**
 * Softmax of a row, {@code y[i] = e^(x[i]/T) / Σ e^(x[j]/T)}, or its logarithm, with temperature {@code T}.
 *
 * {@snippet file="dev/activations/examples/snippets/SoftmaxSnippets.java" region="classes":
 * double[] x = {9, 6, 3, 1};
 * double[] p = Activations.SOFTMAX.forward(x);          // 0.950, 0.047, 0.002, 0.000
 * double[] flat = Activations.softmax(4).forward(x);    // 0.546, 0.258, 0.122, 0.074
 * x[2] = Double.NEGATIVE_INFINITY;                      // a mask
 * double[] q = Activations.SOFTMAX.forward(x);          // 0.952, 0.047, 0, 0.000
 * }
 *
 * <p><img src="doc-files/softmax-temperature.svg" width="410" alt="softmax of four numbers at several temperatures">
 * <img src="doc-files/log_softmax-temperature.svg" width="410" alt="its logarithm">
 * <ul>
 *   <li><b>Range</b> [0, 1], adding up to 1 but for rounding; for the logarithm [-∞, 0]. n outputs for n inputs. Smooth. Adding one
 *       number to the whole row changes nothing but rounding.
 *   <li><b>Temperature</b> below 1 sharpens towards the largest entry, above 1 flattens towards 1/n.
 *   <li><b>Gradient</b> {@code dx[i] = s[i] (dy[i] - Σ dy[j] s[j]) / T} with {@code s} the softmax; for the logarithm
 *       {@code dx[i] = (dy[i] - s[i] Σ dy[j]) / T}. {@code backward} computes {@code s} again from {@code x}.
 *   <li><b>Special values</b> A row with a NaN or a +∞ is NaN as a whole, value and gradient; so is a row of -∞
 *       alone. An entry of -∞ (a mask) has probability 0 and logarithm -∞. An empty row is empty. The log-softmax of
 *       a single finite entry is {@code 0.0}.
 *   <li><b>Error</b> 2 ulp (softmax 1.50 found, log-softmax 1.58). Gradients: 8 ulp (3.74 and 2.41 found) of
 *       {@code s[i] (|dy[i]| + Σ |dy[j]| s[j]) / T}, for the logarithm of {@code (|dy[i]| + s[i] Σ |dy[j]|) / T}. Nothing
 *       overflows: the exponentials are relative to the largest one, or to the power of two beside it. Rounding errors in front of
 *       an exponential are carried, and the sum is compensated, for rows of any length, and taken in one fixed order. Softmax of one
 *       entry, or of one beside masks, is 1, and two equal ones are ½ each.
 *   <li><b>Choose it</b> for one of n exclusive classes and for attention weights. For classes that do not exclude each
 *       other take {@link Activations#SIGMOID} for each.
 *   <li><b>Beware</b> Where one entry leads by far it saturates, and its gradient vanishes. To train, take the
 *       logarithm, whose gradient does not: {@code log(softmax(x))} in two steps is -∞ where the probability
 *       underflows.
 *   <li><b>Source</b> J. S. Bridle (1990), "Probabilistic interpretation of feedforward classification network
 *       outputs, with relationships to statistical pattern recognition"; temperature: G. Hinton, O. Vinyals, J. Dean
 *       (2015), "Distilling the knowledge in a neural network".
 * </ul>
 *
 * <p>The loss of a classifier, cross-entropy, and its gradient:
 *
 * {@snippet file="dev/activations/examples/snippets/SoftmaxSnippets.java" region="cross-entropy":
 * double[] logP = Activations.LOG_SOFTMAX.forward(logits);
 * double loss = -logP[label];
 * double[] dLogP = new double[logits.length];
 * dLogP[label] = -1;
 * double[] dLogits = Activations.LOG_SOFTMAX.backward(logits, dLogP);   // p - 1 at the label, else p
 * }
 *
 * <p>Instances come from {@link Activations#SOFTMAX}, {@link Activations#LOG_SOFTMAX} and the factories beside them;
 * they are immutable and may be shared by threads. Arguments and overlap: {@link Activation}.
 */
public final class Softmax implements Activation {

  private static final long serialVersionUID = 1L;

  /**
   * Divides the inputs.
   *
   * @serial not written, because a proxy is; not transient, for serializers that know of no proxies
   */
  private final double temperature;

  /**
   * True for the logarithm.
   *
   * @serial as {@code temperature}
   */
  private final boolean log;

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
   * Returns the Jacobian of one row: {@code j[i][k] = ∂y[i] / ∂x[k]}. For softmax that is
   * {@code s[i] (δ[i][k] - s[k]) / T}, for log-softmax {@code (δ[i][k] - s[k]) / T}.
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

  /**
   * Writes the name in place of this object.
   *
   * @return a proxy that {@link Activations#byName(String)} resolves
   */
  private Object writeReplace() {
    return new SerialForm.Named(name());
  }

  /**
   * Refuses: only the proxy is ever read.
   *
   * @param in not read
   * @throws java.io.InvalidObjectException always
   */
  private void readObject(java.io.ObjectInputStream in) throws java.io.InvalidObjectException {
    throw SerialForm.proxyRequired();
  }
}
