package dev.activations.accuracy;

import dev.activations.Activation;
import dev.activations.accuracy.ExactFunctions.Exact;
import java.util.SplittableRandom;

/** Softmax or log-softmax, forward or backward; a point is an entry of a row. */
final class SoftmaxTask extends AccuracyTask {
  private final SoftmaxCase function;
  private final boolean backward;
  private final SoftmaxSide reference;

  SoftmaxTask(SoftmaxCase function, boolean backward) {
    super(
        function.name(), backward ? "backward" : "value",
        backward ? Limits.of(function.name()).derivative() : Limits.of(function.name()).value());
    this.function = function;
    this.backward = backward;
    reference = new SoftmaxSide(function, backward);
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
    FastResult[] want = reference.fast(fast, g);
    Exact[] exact = null;
    for (int i = 0; i < x.length; i++) {
      if (!reference.isMeasured(fast, i)) {
        continue;
      }
      double error = reference.error(got[i], want[i]);
      if (exactly || isDoubtful(error, stats)) {
        exact = exact == null ? reference.exact(x, g) : exact;
        error = reference.error(got[i], exact[i]);
      }
      stats.add(x[i], got[i], want[i].toDouble(), error);
    }
  }

  @Override
  double discrepancy(SplittableRandom random, int count) {
    double[] max = {0};
    rows(random, count, (x, g) -> {
      FastSoftmax fast = new FastSoftmax(x, function.temperature());
      FastResult[] results = reference.fast(fast, g);
      Exact[] exact = reference.exact(x, g);
      for (int i = 0; i < x.length; i++) {
        if (exact[i] == null || !reference.isMeasured(fast, i)) {
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
