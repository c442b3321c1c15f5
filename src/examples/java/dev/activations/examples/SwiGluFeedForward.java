package dev.activations.examples;

import dev.activations.Activations;
import dev.activations.Initializers;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The feed-forward block of LLaMA-like transformers, {@code y = (swish(xW) ⊗ xV) W₂}, with the gradients of x, W, V and
 * W₂.
 *
 * <p>Shows the two-array form of a gated activation: gate and value are matrices of their own, so no convention about
 * the halves of a joined row is needed. Row-major; x and y are rows × model, W and V model × hidden, W₂ hidden × model.
 * N. Shazeer, "GLU variants improve transformer", 2020.
 */
public final class SwiGluFeedForward {

  /** The gradients of one batch, each shaped like what it belongs to. */
  public record Gradients(double[] dx, double[] dw, double[] dv, double[] dw2) {}

  private final int model;
  private final int hidden;
  private final double[] w;
  private final double[] v;
  private final double[] w2;

  public SwiGluFeedForward(int model, int hidden, RandomGenerator random) {
    this.model = model;
    this.hidden = hidden;
    w = Initializers.xavierUniform().weights(model, hidden, random);
    v = Initializers.xavierUniform().weights(model, hidden, random);
    w2 = Initializers.xavierUniform().weights(hidden, model, random);
  }

  /** Returns y. */
  public double[] forward(double[] x, int rows) {
    return product(gatedHidden(product(x, w, rows, model, hidden), product(x, v, rows, model, hidden)),
        w2, rows, hidden, model);
  }

  /** Returns all gradients, given x and the gradient with respect to y. */
  public Gradients backward(double[] x, double[] dy, int rows) {
    double[] gate = product(x, w, rows, model, hidden);
    double[] value = product(x, v, rows, model, hidden);
    double[] h = gatedHidden(gate, value);

    double[] dw2 = new double[w2.length];
    Matrices.addTransposedProduct(h, dy, dw2, rows, hidden, model);
    double[] dh = new double[rows * hidden];
    Matrices.addProductTransposed(dy, w2, dh, rows, model, hidden);

    double[] dGate = new double[gate.length];
    double[] dValue = new double[value.length];
    Activations.SWIGLU.backward(gate, value, dh, dGate, dValue);

    double[] dw = new double[w.length];
    double[] dv = new double[v.length];
    double[] dx = new double[x.length];
    Matrices.addTransposedProduct(x, dGate, dw, rows, model, hidden);
    Matrices.addTransposedProduct(x, dValue, dv, rows, model, hidden);
    Matrices.addProductTransposed(dGate, w, dx, rows, hidden, model);
    Matrices.addProductTransposed(dValue, v, dx, rows, hidden, model);
    return new Gradients(dx, dw, dv, dw2);
  }

  private static double[] gatedHidden(double[] gate, double[] value) {
    double[] h = new double[gate.length];
    Activations.SWIGLU.forward(gate, value, h);
    return h;
  }

  private static double[] product(double[] a, double[] b, int n, int k, int m) {
    double[] c = new double[n * m];
    Matrices.addProduct(a, b, c, n, k, m);
    return c;
  }

  /** Returns the largest errors of dx, dW, dV and dW₂ against finite differences, in this order. */
  static double[] checkGradients(int rows, int model, int hidden, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SwiGluFeedForward block = new SwiGluFeedForward(model, hidden, random);
    double[] x = Initializers.normal(0, 1).weights(rows, model, random);
    double[] dy = Initializers.normal(0, 1).weights(rows, model, random);
    Gradients g = block.backward(x, dy, rows);
    double[][] parameters = {x, block.w, block.v, block.w2};
    double[][] gradients = {g.dx, g.dw, g.dv, g.dw2};
    double[] errors = new double[4];
    for (int i = 0; i < 4; i++) {
      errors[i] = GradientCheck.worstError(
          () -> GradientCheck.dot(block.forward(x, rows), dy), parameters[i], gradients[i], 1);
    }
    return errors;
  }

  public static void main(String[] args) {
    double[] errors = checkGradients(4, 8, 16, 1);
    String[] names = {"dx", "dW", "dV", "dW2"};
    System.out.println("SwiGLU block, 4 rows, 8 -> 16 -> 8: largest error against finite differences");
    for (int i = 0; i < names.length; i++) {
      System.out.printf(Locale.ROOT, "%-4s %.1e%n", names[i], errors[i]);
    }
  }
}
