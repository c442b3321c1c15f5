package dev.activations;

import java.util.function.DoubleUnaryOperator;

/**
 * A function of one number, applied to each element: {@code y[i] = f(x[i])}.
 *
 * <p>It is a {@link DoubleUnaryOperator}, so it drops into streams. The scalar methods {@link #value} and
 * {@link #derivative} define the function; every array method gives the same bits.
 *
 * {@snippet file="dev/activations/examples/snippets/PointwiseActivationSnippets.java" region="training":
 * Activations.SILU.valueAndDerivative(x, y, d);        // one pass; later dx[i] = dy[i] * d[i]
 *
 * double sum = DoubleStream.of(x).map(Activations.TANH).sum();
 * }
 *
 * <p>Formula, range, special values, source and use of each function are with its constant in {@link Activations}. The
 * built-in ones are within 2 ulp in values and 3 ulp in derivatives, immutable and thread-safe. Output has the shape of
 * the input: n numbers for n. The rules for arguments, overlap and threads are those of {@link Activation}.
 *
 * <h2>Your own function</h2>
 *
 * <p>Only {@link #name}, {@link #value} and {@link #derivative} are abstract; the array forms follow from them.
 * {@link #of} makes one from two lambdas. An implementation must be a pure function of its argument, immutable and
 * thread-safe; its accuracy is its own affair. If {@code value} or {@code derivative} throws, the array method stops
 * there, and elements before it may have been written.
 */
public non-sealed interface PointwiseActivation extends Activation, DoubleUnaryOperator {

  /**
   * Returns f(x).
   *
   * @param x any double
   * @return f(x); NaN for NaN
   */
  double value(double x);

  /**
   * Returns f'(x), the derivative with respect to {@code x}, as a function of {@code x}.
   *
   * @param x any double
   * @return f'(x); NaN for NaN
   */
  double derivative(double x);

  /**
   * The same as {@link #value}.
   *
   * @param x any double
   * @return f(x)
   */
  @Override
  default double applyAsDouble(double x) {
    return value(x);
  }

  @Override
  default int outputSize(int inputSize) {
    if (inputSize < 0) {
      throw new IllegalArgumentException("inputSize must not be negative, got " + inputSize);
    }
    return inputSize;
  }

  @Override
  default void forward(double[] x, int xOffset, double[] y, int yOffset, int length) {
    Checks.notNull(x, "x");
    Checks.notNull(y, "y");
    Checks.range("x", x, xOffset, length);
    Checks.range("y", y, yOffset, length);
    Checks.sameOrApart("y", y, yOffset, length, "x", x, xOffset, length);
    Pointwise.kernel(this).value(x, xOffset, y, yOffset, length);
  }

  @Override
  default void forwardRows(double[] x, int xOffset, double[] y, int yOffset, int rows, int columns) {
    Checks.notNull(x, "x");
    Checks.notNull(y, "y");
    long size = Checks.area(rows, columns);
    Checks.range("x", x, xOffset, size);
    Checks.range("y", y, yOffset, size);
    Checks.rows(rows);
    forward(x, xOffset, y, yOffset, (int) size);
  }

  /**
   * Returns the derivatives at each {@code x[i]} as a new array.
   *
   * @param x the inputs
   * @return {@code f'(x[i])} for each {@code i}
   * @throws NullPointerException if {@code x} is null
   */
  default double[] derivative(double[] x) {
    Checks.notNull(x, "x");
    double[] d = new double[x.length];
    derivative(x, 0, d, 0, x.length);
    return d;
  }

  /**
   * Computes {@code d[i] = f'(x[i])}.
   *
   * @param x the inputs
   * @param d receives the derivatives; as long as {@code x}
   * @throws NullPointerException if an array is null
   * @throws IllegalArgumentException if the lengths differ
   */
  default void derivative(double[] x, double[] d) {
    Checks.notNull(x, "x");
    Checks.notNull(d, "d");
    Checks.sameSize("x.length", x.length, "d.length", d.length);
    derivative(x, 0, d, 0, x.length);
  }

  /**
   * Computes {@code d[dOffset + i] = f'(x[xOffset + i])} for {@code 0 <= i < length}.
   *
   * @param x holds the inputs
   * @param xOffset where they start
   * @param d receives the derivatives
   * @param dOffset where they start
   * @param length how many
   * @throws NullPointerException if an array is null
   * @throws IndexOutOfBoundsException if a range is not inside its array
   * @throws IllegalArgumentException if the ranges overlap without being the same
   */
  default void derivative(double[] x, int xOffset, double[] d, int dOffset, int length) {
    Checks.notNull(x, "x");
    Checks.notNull(d, "d");
    Checks.range("x", x, xOffset, length);
    Checks.range("d", d, dOffset, length);
    Checks.sameOrApart("d", d, dOffset, length, "x", x, xOffset, length);
    Pointwise.kernel(this).derivative(x, xOffset, d, dOffset, length);
  }

  /**
   * Computes {@code y[i] = f(x[i])} and {@code d[i] = f'(x[i])} in one pass, which shares the exponentials. For
   * training: keep {@code d} and multiply it by the incoming gradient in the backward step.
   *
   * @param x the inputs
   * @param y receives the values; as long as {@code x}
   * @param d receives the derivatives; as long as {@code x}
   * @throws NullPointerException if an array is null
   * @throws IllegalArgumentException if the lengths differ, or {@code y} and {@code d} are the same array
   */
  default void valueAndDerivative(double[] x, double[] y, double[] d) {
    Checks.notNull(x, "x");
    Checks.notNull(y, "y");
    Checks.notNull(d, "d");
    Checks.sameSize("x.length", x.length, "y.length", y.length);
    Checks.sameSize("x.length", x.length, "d.length", d.length);
    valueAndDerivative(x, 0, y, 0, d, 0, x.length);
  }

  /**
   * Computes {@code y[yOffset + i] = f(x[xOffset + i])} and {@code d[dOffset + i] = f'(x[xOffset + i])} for
   * {@code 0 <= i < length}. One of the outputs may be exactly the input.
   *
   * @param x holds the inputs
   * @param xOffset where they start
   * @param y receives the values
   * @param yOffset where they start
   * @param d receives the derivatives
   * @param dOffset where they start
   * @param length how many
   * @throws NullPointerException if an array is null
   * @throws IndexOutOfBoundsException if a range is not inside its array
   * @throws IllegalArgumentException if an output overlaps the input without being the same range, or the outputs
   *     overlap
   */
  default void valueAndDerivative(
      double[] x, int xOffset, double[] y, int yOffset, double[] d, int dOffset, int length) {
    Checks.notNull(x, "x");
    Checks.notNull(y, "y");
    Checks.notNull(d, "d");
    Checks.range("x", x, xOffset, length);
    Checks.range("y", y, yOffset, length);
    Checks.range("d", d, dOffset, length);
    Checks.sameOrApart("y", y, yOffset, length, "x", x, xOffset, length);
    Checks.sameOrApart("d", d, dOffset, length, "x", x, xOffset, length);
    Checks.apart("y", y, yOffset, length, "d", d, dOffset, length);
    Pointwise.kernel(this).valueAndDerivative(x, xOffset, y, yOffset, d, dOffset, length);
  }

  /**
   * Computes {@code dx[i] = dy[i] * f'(x[i])}, one multiplication an element.
   */
  @Override
  default void backward(double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int length) {
    Checks.notNull(x, "x");
    Checks.notNull(dy, "dy");
    Checks.notNull(dx, "dx");
    Checks.range("x", x, xOffset, length);
    Checks.range("dy", dy, dyOffset, length);
    Checks.range("dx", dx, dxOffset, length);
    Checks.sameOrApart("dx", dx, dxOffset, length, "x", x, xOffset, length);
    Checks.sameOrApart("dx", dx, dxOffset, length, "dy", dy, dyOffset, length);
    Pointwise.kernel(this).backward(x, xOffset, dy, dyOffset, dx, dxOffset, length);
  }

  @Override
  default void backwardRows(
      double[] x, int xOffset, double[] dy, int dyOffset, double[] dx, int dxOffset, int rows, int columns) {
    Checks.notNull(x, "x");
    Checks.notNull(dy, "dy");
    Checks.notNull(dx, "dx");
    long size = Checks.area(rows, columns);
    Checks.range("x", x, xOffset, size);
    Checks.range("dy", dy, dyOffset, size);
    Checks.range("dx", dx, dxOffset, size);
    Checks.rows(rows);
    backward(x, xOffset, dy, dyOffset, dx, dxOffset, (int) size);
  }

  /**
   * Makes an activation from a function and its derivative.
   *
   * {@snippet file="dev/activations/examples/snippets/PointwiseActivationSnippets.java" region="custom":
   * PointwiseActivation softsign = PointwiseActivation.of(
   *     "softsign", x -> x / (1 + Math.abs(x)), x -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x))));
   * }
   *
   * <p>Two of these are equal only if they have the same name and the same two function objects. One is serialisable
   * only if both functions are.
   *
   * @param name the name; not one that {@link Activations#byName(String)} knows
   * @param f the function
   * @param df its derivative
   * @return the activation
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if {@code name} is blank or belongs to a built-in activation
   */
  static PointwiseActivation of(String name, DoubleUnaryOperator f, DoubleUnaryOperator df) {
    return new CustomActivation(name, f, df);
  }
}
