package dev.activations.benchmarks;

import dev.activations.Activation;
import dev.activations.Activations;
import dev.activations.benchmarks.naive.NaiveSoftmax;
import java.util.Arrays;

/** Softmax or log-softmax of about 65 536 entries in rows, its naive loops, and arrays for both. */
final class SoftmaxWork {

  private static final int ENTRIES = 65_536;
  private static final double TOLERANCE = 1e-12;

  final Activation activation;
  final NaiveSoftmax naive;
  final int rows;
  final int columns;
  final double[] x;
  final double[] y;
  final double[] dy;
  final double[] dx;

  SoftmaxWork(String name, int columns) {
    activation = Activations.byName(name);
    naive = NaiveSoftmax.of(name);
    this.columns = columns;
    rows = ENTRIES / columns;
    x = Inputs.normal(rows * columns, Inputs.X);
    dy = Inputs.normal(rows * columns, Inputs.GRADIENT);
    y = new double[rows * columns];
    dx = new double[rows * columns];
  }

  void forward() {
    activation.forwardRows(x, y, rows);
  }

  void backward() {
    activation.backwardRows(x, dy, dx, rows);
  }

  void naiveForward() {
    naive.forwardRows(x, y, columns);
  }

  void naiveBackward() {
    naive.backwardRows(x, dy, dx, columns);
  }

  /** Rows against single rows, bit for bit, and against the naive loops. */
  void verify() {
    double[] value = new double[x.length];
    double[] gradient = new double[x.length];
    for (int row = 0; row < rows; row++) {
      int from = row * columns;
      activation.forward(x, from, value, from, columns);
      activation.backward(x, from, dy, from, gradient, from, columns);
    }
    String name = activation.name();
    clear();
    forward();
    Verify.sameBits(name + " forwardRows", value, y);
    clear();
    backward();
    Verify.sameBits(name + " backwardRows", gradient, dx);
    clear();
    naiveForward();
    Verify.close(name + " naive forward", y, value, TOLERANCE);
    clear();
    naiveBackward();
    Verify.close(name + " naive backward", dx, gradient, TOLERANCE);
  }

  /** So that no stale result passes. */
  private void clear() {
    Arrays.fill(y, Double.NaN);
    Arrays.fill(dx, Double.NaN);
  }
}
