package dev.activations.accuracy;

import dev.activations.accuracy.ExactFunctions.Exact;
import java.math.BigDecimal;

/**
 * softmax(x/T) of one row, its logarithm, and their vector-Jacobian products, to the digits of a
 * {@link HighPrecision}. T is an exact double. Entries may be -∞; a difference to the row's maximum that overflows
 * counts as -∞ too, as stated in the contract. Rows with a NaN, +∞ or no finite entry are refused.
 */
final class ExactSoftmax {
  private final HighPrecision p;
  private final BigDecimal temperature;
  /** (x - max)/T; null for -∞. */
  private final BigDecimal[] shifted;
  private final BigDecimal[] exponential;
  private final BigDecimal sum;
  /** The sum of all exponentials but one of the largest. */
  private final BigDecimal others;

  ExactSoftmax(HighPrecision precision, double[] x, double temperature) {
    this(precision, decimals(x), temperature);
  }

  /** A row of numbers; null stands for -∞. */
  ExactSoftmax(HighPrecision precision, BigDecimal[] x, double temperature) {
    p = precision;
    this.temperature = p.number(temperature);
    shifted = new BigDecimal[x.length];
    exponential = new BigDecimal[x.length];
    int largest = largest(x);
    BigDecimal rest = BigDecimal.ZERO;
    for (int i = 0; i < x.length; i++) {
      if (x[i] == null) {
        exponential[i] = BigDecimal.ZERO;
        continue;
      }
      shifted[i] = p.over(x[i].subtract(x[largest], p.context()), this.temperature);
      exponential[i] = p.exp(shifted[i]);
      if (i != largest) {
        rest = p.plus(rest, exponential[i]);
      }
    }
    others = rest;
    sum = p.plus(rest, BigDecimal.ONE);
  }

  private static BigDecimal[] decimals(double[] x) {
    double max = finiteMax(x);
    BigDecimal[] decimals = new BigDecimal[x.length];
    for (int i = 0; i < x.length; i++) {
      decimals[i] = x[i] - max == Double.NEGATIVE_INFINITY ? null : new BigDecimal(x[i]);
    }
    return decimals;
  }

  private static int largest(BigDecimal[] x) {
    int largest = -1;
    for (int i = 0; i < x.length; i++) {
      if (x[i] != null && (largest < 0 || x[i].compareTo(x[largest]) > 0)) {
        largest = i;
      }
    }
    return largest;
  }

  /** The largest entry of a row that has a softmax. */
  static double finiteMax(double[] x) {
    double max = max(x);
    if (!Double.isFinite(max)) {
      throw new IllegalArgumentException("the row has no softmax, its maximum is " + max);
    }
    return max;
  }

  static double max(double[] x) {
    double max = Double.NEGATIVE_INFINITY;
    for (double v : x) {
      max = Math.max(max, v);
    }
    return max;
  }

  BigDecimal[] softmax() {
    BigDecimal[] s = new BigDecimal[exponential.length];
    for (int i = 0; i < s.length; i++) {
      s[i] = p.over(exponential[i], sum);
    }
    return s;
  }

  /** Null stands for -∞. */
  BigDecimal[] logSoftmax() {
    BigDecimal log = p.log1p(others);
    BigDecimal[] y = new BigDecimal[shifted.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = shifted[i] == null ? null : p.plus(shifted[i], log.negate());
    }
    return y;
  }

  /** sᵢ(gᵢ - Σ gⱼsⱼ)/T, measured in the ulp of sᵢ(|gᵢ| + Σ |gⱼ|sⱼ)/T. */
  Exact[] softmaxBackward(double[] g) {
    BigDecimal[] s = softmax();
    BigDecimal dot = BigDecimal.ZERO;
    BigDecimal size = BigDecimal.ZERO;
    for (int i = 0; i < s.length; i++) {
      BigDecimal term = p.times(s[i], p.number(g[i]));
      dot = p.plus(dot, term);
      size = p.plus(size, term.abs());
    }
    Exact[] dx = new Exact[s.length];
    for (int i = 0; i < s.length; i++) {
      BigDecimal factor = p.over(s[i], temperature);
      BigDecimal gi = p.number(g[i]);
      dx[i] = new Exact(
          p.times(factor, p.plus(gi, dot.negate())), p.times(factor, p.plus(gi.abs(), size)));
    }
    return dx;
  }

  /** (gᵢ - sᵢΣ gⱼ)/T, measured in the ulp of (|gᵢ| + sᵢΣ |gⱼ|)/T. */
  Exact[] logSoftmaxBackward(double[] g) {
    BigDecimal[] s = softmax();
    BigDecimal total = BigDecimal.ZERO;
    BigDecimal size = BigDecimal.ZERO;
    for (double gi : g) {
      total = p.plus(total, p.number(gi));
      size = p.plus(size, p.number(gi).abs());
    }
    Exact[] dx = new Exact[s.length];
    for (int i = 0; i < s.length; i++) {
      BigDecimal gi = p.number(g[i]);
      dx[i] = new Exact(
          p.over(p.plus(gi, p.times(s[i], total).negate()), temperature),
          p.over(p.plus(gi.abs(), p.times(s[i], size)), temperature));
    }
    return dx;
  }
}
