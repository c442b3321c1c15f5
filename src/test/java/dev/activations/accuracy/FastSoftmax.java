package dev.activations.accuracy;

import dev.activations.accuracy.FastExp.Scaled;

/** The same as {@link ExactSoftmax} in double-double; gradients and 1/T are to be within 2<sup>±100</sup>. */
final class FastSoftmax {
  private final DoubleDouble temperature;
  /** (x - max)/T, hi = -∞ where that is the value. */
  private final DoubleDouble[] shifted;
  private final Scaled[] exponential;
  private final DoubleDouble sum;
  private final Scaled others;

  FastSoftmax(double[] x, double temperature) {
    this.temperature = DoubleDouble.of(temperature);
    double max = ExactSoftmax.finiteMax(x);
    shifted = new DoubleDouble[x.length];
    exponential = new Scaled[x.length];
    int skipped = -1;
    int largest = Integer.MIN_VALUE;
    for (int i = 0; i < x.length; i++) {
      shifted[i] = difference(x[i], max, this.temperature);
      exponential[i] = Math.abs(shifted[i].hi()) < FastExp.MAX_ARGUMENT ? FastExp.exp(shifted[i])
          : x[i] - max == Double.NEGATIVE_INFINITY ? Scaled.ZERO
              : FastExp.exp(DoubleDouble.of(-FastExp.MAX_ARGUMENT));
      if (skipped < 0 && x[i] == max) {
        skipped = i;
      } else if (exponential[i] != Scaled.ZERO) {
        largest = Math.max(largest, exponential[i].exponent());
      }
    }
    others = sumBut(skipped, largest);
    sum = others.unscaled().plus(1);
  }

  private static DoubleDouble difference(double x, double max, DoubleDouble temperature) {
    // Where it is small, to 2^-1074 only: the logarithm it is added to is then about ln(2) or more.
    double rounded = (x - max) / temperature.hi();
    return Double.isInfinite(rounded) ? DoubleDouble.of(rounded) : DoubleDouble.sum(x, -max).over(temperature);
  }

  /** The sum of all exponentials but one, in the scale of its largest term. */
  private Scaled sumBut(int skipped, int largest) {
    DoubleDouble total = DoubleDouble.ZERO;
    for (int i = 0; i < exponential.length; i++) {
      Scaled e = exponential[i];
      if (i != skipped && e != Scaled.ZERO) {
        total = total.plus(new Scaled(e.m(), e.exponent() - largest).unscaled());
      }
    }
    return total.hi() == 0 ? Scaled.ZERO : new Scaled(total, largest);
  }

  /** The size of sᵢ: below 2^-1022 its gradient has no stated error. */
  boolean isNormal(int i) {
    return exponential[i] != Scaled.ZERO
        && Math.getExponent(exponential[i].m().over(sum).hi()) + exponential[i].exponent() >= Double.MIN_EXPONENT;
  }

  FastResult[] softmax() {
    FastResult[] s = new FastResult[exponential.length];
    for (int i = 0; i < s.length; i++) {
      s[i] = FastResult.of(exponential[i].m().over(sum), exponential[i].exponent());
    }
    return s;
  }

  /** All of log softmax; an infinite hi stands for -∞. */
  FastResult[] logSoftmax() {
    Scaled log = FastExp.log1p(others);
    FastResult[] y = new FastResult[shifted.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = shifted[i].hi() == 0 ? FastResult.of(DoubleDouble.ZERO.minus(log.m()), log.exponent())
          : Double.isInfinite(shifted[i].hi()) ? FastResult.of(shifted[i], 0)
              : FastResult.of(shifted[i].minus(log.unscaled()), 0);
    }
    return y;
  }

  FastResult[] softmaxBackward(double[] g) {
    // Σ gⱼsⱼ in the scale of its largest term: next to a gradient of zero it is the result, however small.
    int largest = Integer.MIN_VALUE;
    for (int i = 0; i < g.length; i++) {
      if (g[i] != 0 && exponential[i] != Scaled.ZERO) {
        largest = Math.max(largest, exponential[i].exponent());
      }
    }
    DoubleDouble dot = DoubleDouble.ZERO;
    double size = 0;
    DoubleDouble inverse = DoubleDouble.ONE.over(sum);
    for (int i = 0; i < g.length; i++) {
      if (g[i] != 0 && exponential[i] != Scaled.ZERO) {
        Scaled e = new Scaled(exponential[i].m(), exponential[i].exponent() - largest);
        DoubleDouble term = e.unscaled().times(inverse).times(g[i]);
        dot = dot.plus(term);
        size += Math.abs(term.hi());
      }
    }
    DoubleDouble unscaledDot = new Scaled(dot, largest).unscaled();
    double unscaledSize = new Scaled(DoubleDouble.of(size), largest).unscaled().hi();
    FastResult[] dx = new FastResult[g.length];
    for (int i = 0; i < g.length; i++) {
      DoubleDouble factor = exponential[i].m().times(inverse).over(temperature);
      int exponent = exponential[i].exponent();
      dx[i] = g[i] != 0
          ? FastResult.of(
              factor.times(unscaledDot.negated().plus(g[i])), exponent,
              factor.hi() * (Math.abs(g[i]) + unscaledSize))
          : FastResult.of(factor.times(dot.negated()), dot.hi() == 0 ? 0 : exponent + largest, factor.hi() * size);
    }
    return dx;
  }

  FastResult[] logSoftmaxBackward(double[] g) {
    DoubleDouble total = DoubleDouble.ZERO;
    double size = 0;
    for (double gi : g) {
      total = total.plus(gi);
      size += Math.abs(gi);
    }
    FastResult[] dx = new FastResult[g.length];
    for (int i = 0; i < g.length; i++) {
      DoubleDouble m = exponential[i].m().over(sum);
      int exponent = exponential[i].exponent();
      if (g[i] == 0) {
        // Nothing but -sᵢΣ gⱼ: however small, it is the result.
        dx[i] = FastResult.of(
            m.times(total).negated().over(temperature), exponent, m.hi() * size / temperature.hi());
        continue;
      }
      DoubleDouble s = new Scaled(m, exponent).unscaled();
      dx[i] = FastResult.of(
          s.times(total).negated().plus(g[i]).over(temperature), 0,
          (Math.abs(g[i]) + s.hi() * size) / temperature.hi());
    }
    return dx;
  }
}
