package dev.activations.examples.guide;

import dev.activations.Activation;
import dev.activations.Activations;
import dev.activations.Initializers;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** One activation, shared by all threads, each with rows of its own. */
public final class ParallelRows {

  private ParallelRows() {}

  // @start region="rows"
  static void forwardRowsInParallel(Activation a, double[] x, double[] y, int rows, int rowsPerTask) {
    int columns = x.length / rows;
    int outputs = a.outputSize(columns);                          // half of the columns for a gated activation
    int tasks = (rows + rowsPerTask - 1) / rowsPerTask;
    IntStream.range(0, tasks).parallel().forEach(task -> {
      int from = task * rowsPerTask;
      int count = Math.min(rowsPerTask, rows - from);
      a.forwardRows(x, from * columns, y, from * outputs, count, columns);
    });
  }
  // @end

  public static void main(String[] args) {
    // @start region="use"
    int rows = 1000;
    double[] x = Initializers.normal(0, 1).weights(rows, 256, new SplittableRandom(1));
    for (Activation a : new Activation[] {Activations.SOFTMAX, Activations.SWIGLU}) {
      double[] once = new double[rows * a.outputSize(256)];
      a.forwardRows(x, once, rows);
      double[] inParallel = new double[once.length];
      forwardRowsInParallel(a, x, inParallel, rows, 64);
      System.out.println(a + ": " + (Arrays.equals(once, inParallel) ? "the same bits" : "other numbers"));
    }
    // @end
  }
}
