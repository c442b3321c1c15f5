package dev.activations.accuracy;

import dev.activations.accuracy.ExactFunctions.Exact;
import java.math.BigDecimal;

/** The value or the gradient of softmax or log-softmax as the references know it, and the error of a result. */
record SoftmaxSide(SoftmaxCase function, boolean backward) {

  /** Whether the error of entry i has a limit. */
  boolean isMeasured(FastSoftmax row, int i) {
    return !backward || row.isNormal(i);
  }

  /** The results in double-double; g is ignored for values. */
  FastResult[] fast(FastSoftmax row, double[] g) {
    if (backward) {
      return function.isLog() ? row.logSoftmaxBackward(g) : row.softmaxBackward(g);
    }
    return function.isLog() ? row.logSoftmax() : row.softmax();
  }

  /** The results to 50 digits and more. A null entry stands for -∞. */
  Exact[] exact(double[] x, double[] g) {
    ExactSoftmax exact = new ExactSoftmax(FunctionCase.PRECISION, x, function.temperature());
    if (backward) {
      return function.isLog() ? exact.logSoftmaxBackward(g) : exact.softmaxBackward(g);
    }
    BigDecimal[] values = function.isLog() ? exact.logSoftmax() : exact.softmax();
    Exact[] results = new Exact[values.length];
    for (int i = 0; i < values.length; i++) {
      results[i] = values[i] == null ? null : Exact.of(values[i]);
    }
    return results;
  }

  /** The error of {@code got} in ulp. */
  double error(double got, FastResult want) {
    if (Double.isInfinite(want.hi())) {
      return Ulp.identical(got, want.hi());
    }
    if (backward) {
      return Ulp.error(got, want.hi(), want.lo(), want.exponent(), want.summand());
    }
    return Ulp.error(signed(got, want.hi()), want.hi(), want.lo(), want.exponent());
  }

  /** The error of {@code got} in ulp. */
  double error(double got, Exact want) {
    if (want == null) {
      return Ulp.identical(got, Double.NEGATIVE_INFINITY);
    }
    return backward ? Ulp.error(got, want.value(), want.summand())
        : Ulp.error(signed(got, want.value().signum()), want.value());
  }

  /** The contract leaves open whether a logarithm that underflows is 0.0 or -0.0; a probability is 0.0. */
  private double signed(double got, double want) {
    return got == 0 && function.isLog() ? Math.copySign(got, want) : got;
  }
}
