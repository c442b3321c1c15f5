package dev.activations.benchmarks;

import dev.activations.Activations;
import dev.activations.PointwiseActivation;
import dev.activations.benchmarks.naive.NaivePointwise;
import java.util.Arrays;

/** One pointwise activation, its naive loops, and arrays for both; used by JMH and by the guard alike. */
final class PointwiseWork {

  private static final double TOLERANCE = 1e-13;

  final PointwiseActivation activation;
  final NaivePointwise naive;
  final double[] x;
  final double[] y;
  final double[] d;
  final double[] dy;
  final double[] dx;

  PointwiseWork(String name, int n, String input) {
    activation = Activations.pointwise(name);
    naive = NaivePointwise.of(name);
    x = Inputs.make(input, n, Inputs.X);
    dy = Inputs.normal(n, Inputs.GRADIENT);
    y = new double[n];
    d = new double[n];
    dx = new double[n];
  }

  void forward() {
    activation.forward(x, y);
  }

  void derivative() {
    activation.derivative(x, d);
  }

  void valueAndDerivative() {
    activation.valueAndDerivative(x, y, d);
  }

  void backward() {
    activation.backward(x, dy, dx);
  }

  /** A training step's share: forward, then the gradient, which takes the place of the kept derivative. */
  void step() {
    activation.valueAndDerivative(x, y, d);
    multiplyInPlace();
  }

  private void multiplyInPlace() {
    for (int i = 0; i < d.length; i++) {
      d[i] *= dy[i];
    }
  }

  void naiveForward() {
    naive.forward(x, y);
  }

  void naiveDerivative() {
    naive.derivative(x, d);
  }

  void naiveValueAndDerivative() {
    naive.valueAndDerivative(x, y, d);
  }

  void naiveBackward() {
    naive.backward(x, dy, dx);
  }

  void naiveStep() {
    naive.valueAndDerivative(x, y, d);
    multiplyInPlace();
  }

  void copy() {
    System.arraycopy(x, 0, y, 0, x.length);
  }

  void copyTwice() {
    System.arraycopy(x, 0, y, 0, x.length);
    System.arraycopy(x, 0, d, 0, x.length);
  }

  void multiply() {
    for (int i = 0; i < x.length; i++) {
      dx[i] = dy[i] * x[i];
    }
  }

  void copyTwiceAndMultiply() {
    copyTwice();
    multiplyInPlace();
  }

  /** Every form against the scalar form, bit for bit, and against the naive loops. */
  void verify() {
    int n = x.length;
    double[] value = new double[n];
    double[] slope = new double[n];
    double[] gradient = new double[n];
    for (int i = 0; i < n; i++) {
      value[i] = activation.value(x[i]);
      slope[i] = activation.derivative(x[i]);
      gradient[i] = dy[i] * slope[i];
    }
    String name = activation.name();
    clear();
    forward();
    Verify.sameBits(name + " forward", value, y);
    clear();
    derivative();
    Verify.sameBits(name + " derivative", slope, d);
    clear();
    valueAndDerivative();
    Verify.sameBits(name + " valueAndDerivative, value", value, y);
    Verify.sameBits(name + " valueAndDerivative, derivative", slope, d);
    clear();
    backward();
    Verify.sameBits(name + " backward", gradient, dx);
    clear();
    step();
    Verify.sameBits(name + " step", gradient, d);
    clear();
    naiveForward();
    Verify.close(name + " naive forward", y, value, TOLERANCE);
    clear();
    naiveDerivative();
    Verify.close(name + " naive derivative", d, slope, TOLERANCE);
    clear();
    naiveValueAndDerivative();
    Verify.close(name + " naive valueAndDerivative, value", y, value, TOLERANCE);
    Verify.close(name + " naive valueAndDerivative, derivative", d, slope, TOLERANCE);
    clear();
    naiveBackward();
    Verify.close(name + " naive backward", dx, gradient, 10 * TOLERANCE);
    clear();
    naiveStep();
    Verify.close(name + " naive step", d, gradient, 10 * TOLERANCE);
  }

  /** So that no stale result passes. */
  private void clear() {
    Arrays.fill(y, Double.NaN);
    Arrays.fill(d, Double.NaN);
    Arrays.fill(dx, Double.NaN);
  }
}
