package dev.activations.accuracy;

import dev.activations.Activation;
import dev.activations.accuracy.ExactFunctions.Exact;
import java.math.BigDecimal;
import java.util.SplittableRandom;

/** Softmax or log-softmax, forward or backward; a point is an entry of a row. */
final class SoftmaxTask extends AccuracyTask {
  private static final HighPrecision PRECISION = FunctionCase.PRECISION;

  private final SoftmaxCase function;
  private final boolean backward;

  SoftmaxTask(SoftmaxCase function, boolean backward) {
    super(
        function.name(), backward ? "backward" : "value",
        backward ? Limits.of(function.name()).derivative() : Limits.of(function.name()).value());
    this.function = function;
    this.backward = backward;
  }

  /** Takes the entries of one row. */
  private interface Visitor {
    void visit(double[] x, double[] g);
  }

  private void rows(SplittableRandom random, int count, Visitor visitor) {
    for (int left = count; left > 0;) {
      double[] x = function.row(random, left);
      visitor.visit(x, function.gradient(random, x.length));
      left -= x.length;
    }
  }

  @Override
  void measure(SplittableRandom random, int count, Stats stats) {
    rows(random, count, (x, g) -> measureRow(x, g, false, stats));
  }

  @Override
  void measureEdges(Stats stats) {
    SplittableRandom random = new SplittableRandom(23);
    for (double[] x : SoftmaxCase.edges()) {
      measureRow(x, function.gradient(random, x.length), false, stats);
    }
  }

  @Override
  void measureExactly(SplittableRandom random, int count, Stats stats) {
    rows(random, count, (x, g) -> measureRow(x, g, true, stats));
  }

  private void measureRow(double[] x, double[] g, boolean exactly, Stats stats) {
    Activation activation = function.activation();
    double[] got = backward ? activation.backward(x, g) : activation.forward(x);
    FastSoftmax fast = new FastSoftmax(x, function.temperature());
    FastResult[] want = fast(fast, g);
    Exact[] exact = null;
    for (int i = 0; i < x.length; i++) {
      if (backward && !fast.isNormal(i)) {
        continue;
      }
      double error = error(got[i], want[i]);
      if (exactly || isDoubtful(error, stats)) {
        exact = exact == null ? exact(x, g) : exact;
        error = error(got[i], exact[i]);
      }
      stats.add(x[i], got[i], want[i].toDouble(), error);
    }
  }

  private FastResult[] fast(FastSoftmax fast, double[] g) {
    if (backward) {
      return function.isLog() ? fast.logSoftmaxBackward(g) : fast.softmaxBackward(g);
    }
    return function.isLog() ? fast.logSoftmax() : fast.softmax();
  }

  /** A null entry stands for -∞. */
  private Exact[] exact(double[] x, double[] g) {
    ExactSoftmax exact = new ExactSoftmax(PRECISION, x, function.temperature());
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

  private double error(double got, FastResult want) {
    if (Double.isInfinite(want.hi())) {
      return Ulp.identical(got, want.hi());
    }
    if (backward) {
      return Ulp.error(got, want.hi(), want.lo(), want.exponent(), want.summand());
    }
    return Ulp.error(signed(got, want.hi()), want.hi(), want.lo(), want.exponent());
  }

  private double error(double got, Exact want) {
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

  @Override
  double discrepancy(SplittableRandom random, int count) {
    double[] max = {0};
    rows(random, count, (x, g) -> {
      FastSoftmax fast = new FastSoftmax(x, function.temperature());
      FastResult[] results = fast(fast, g);
      Exact[] exact = exact(x, g);
      for (int i = 0; i < x.length; i++) {
        if (exact[i] == null || (backward && !fast.isNormal(i))) {
          continue;
        }
        max[0] = Math.max(max[0], Math.abs(difference(results[i], exact[i])));
      }
    });
    return max[0];
  }

  private double difference(FastResult fast, Exact exact) {
    return Ulp.difference(fast.toBigDecimal(), exact.value(), backward ? exact.summand() : exact.value());
  }
}
