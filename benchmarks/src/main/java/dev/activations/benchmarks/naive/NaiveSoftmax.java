package dev.activations.benchmarks.naive;

/** What people write for softmax by rows: subtract the row's maximum, {@code Math.exp}, a plain sum, divide. */
public final class NaiveSoftmax {

  private final boolean log;

  private NaiveSoftmax(boolean log) {
    this.log = log;
  }

  /** Returns the naive loops of {@code "softmax"} or {@code "log_softmax"}. */
  public static NaiveSoftmax of(String name) {
    return switch (name) {
      case "softmax" -> new NaiveSoftmax(false);
      case "log_softmax" -> new NaiveSoftmax(true);
      default -> throw new IllegalArgumentException("no naive loop for '" + name + "'; add one");
    };
  }

  /** Each row of {@code columns} entries on its own. */
  public void forwardRows(double[] x, double[] y, int columns) {
    for (int from = 0; from < x.length; from += columns) {
      if (log) {
        logRow(x, y, from, from + columns);
      } else {
        row(x, y, from, from + columns);
      }
    }
  }

  /** The gradient from x: softmax again, then the usual formula. */
  public void backwardRows(double[] x, double[] dy, double[] dx, int columns) {
    for (int from = 0; from < x.length; from += columns) {
      int to = from + columns;
      row(x, dx, from, to);
      if (log) {
        logGradient(dy, dx, from, to);
      } else {
        gradient(dy, dx, from, to);
      }
    }
  }

  private static void row(double[] x, double[] y, int from, int to) {
    double max = max(x, from, to);
    double sum = 0;
    for (int i = from; i < to; i++) {
      y[i] = Math.exp(x[i] - max);
      sum += y[i];
    }
    for (int i = from; i < to; i++) {
      y[i] /= sum;
    }
  }

  private static void logRow(double[] x, double[] y, int from, int to) {
    double max = max(x, from, to);
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.exp(x[i] - max);
    }
    double shift = max + Math.log(sum);
    for (int i = from; i < to; i++) {
      y[i] = x[i] - shift;
    }
  }

  /** {@code dx = s (dy - Σ dy s)}, with s in dx. */
  private static void gradient(double[] dy, double[] dx, int from, int to) {
    double dot = 0;
    for (int i = from; i < to; i++) {
      dot += dy[i] * dx[i];
    }
    for (int i = from; i < to; i++) {
      dx[i] *= dy[i] - dot;
    }
  }

  /** {@code dx = dy - s Σ dy}, with s in dx. */
  private static void logGradient(double[] dy, double[] dx, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += dy[i];
    }
    for (int i = from; i < to; i++) {
      dx[i] = dy[i] - dx[i] * sum;
    }
  }

  private static double max(double[] x, int from, int to) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }
}
