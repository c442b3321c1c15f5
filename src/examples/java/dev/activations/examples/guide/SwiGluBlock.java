package dev.activations.examples.guide;

import dev.activations.Activations;
import dev.activations.Halves;
import dev.activations.Initializers;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** LLaMA's feed-forward block, (swish(xW) ⊗ xV) W₂, with separate and with joined projections. */
public final class SwiGluBlock {

  private SwiGluBlock() {}

  // @start region="block"
  /** y = (silu(x W) ⊗ x V) W₂ for one x; W and V are model × hidden, W₂ is hidden × model, all row-major. */
  static double[] feedForward(double[] x, double[] w, double[] v, double[] w2, int hidden) {
    double[] gate = times(x, w, hidden);
    double[] value = times(x, v, hidden);
    double[] h = new double[hidden];
    Activations.SWIGLU.forward(gate, value, h);
    return times(h, w2, x.length);
  }

  static double[] times(double[] x, double[] matrix, int columns) {
    double[] y = new double[columns];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < columns; j++) {
        y[j] += x[i] * matrix[i * columns + j];
      }
    }
    return y;
  }
  // @end

  public static void main(String[] args) {
    // @start region="joined"
    int model = 4;
    int hidden = 6;
    RandomGenerator random = new SplittableRandom(1);
    double[] w = Initializers.xavierUniform().weights(model, hidden, random);
    double[] v = Initializers.xavierUniform().weights(model, hidden, random);
    double[] w2 = Initializers.xavierUniform().weights(hidden, model, random);
    double[] x = {1, -2, 0.5, 3};
    double[] y = feedForward(x, w, v, w2, hidden);

    double[] wv = new double[model * 2 * hidden];               // one matrix [W V], model × 2·hidden: gate first
    for (int i = 0; i < model; i++) {
      System.arraycopy(w, i * hidden, wv, i * 2 * hidden, hidden);
      System.arraycopy(v, i * hidden, wv, i * 2 * hidden + hidden, hidden);
    }
    double[] row = times(x, wv, 2 * hidden);                    // gate, then value
    double[] joined = times(Activations.SWIGLU.forward(row), w2, model);
    double[] swapped = times(Activations.SWIGLU.withHalves(Halves.VALUE_FIRST).forward(row), w2, model);
    System.out.println("joined, gate first:  " + (Arrays.equals(y, joined) ? "the same bits" : "other numbers"));
    System.out.println("joined, value first: " + (Arrays.equals(y, swapped) ? "the same bits" : "other numbers"));
    // @end
  }
}
