package dev.activations.accuracy;

import dev.activations.accuracy.ExactFunctions.Exact;

/** The value or gradient of softmax or log-softmax; the error of a row is that of its worst entry. */
final class RowSubject extends Subject {
  private static final double[] NONE = {};

  /** Takes a row and its gradient, which values ignore. */
  interface Implementation {
    double[] apply(double[] x, double[] g);
  }

  /** Longer rows don't fit a line of a file well; this library has its long rows searched all the same. */
  static final int LONGEST = 64;

  private final SoftmaxCase rows;
  private final SoftmaxSide reference;
  private final Implementation implementation;

  RowSubject(String by, SoftmaxCase function, boolean backward, double reach, Implementation implementation) {
    super(by, function.name(), backward ? "backward" : "value", reach);
    rows = function;
    reference = new SoftmaxSide(function, backward);
    this.implementation = implementation;
  }

  /** Where rows come from. */
  SoftmaxCase rows() {
    return rows;
  }

  boolean isBackward() {
    return reference.backward();
  }

  /** A row without a softmax has no error; beyond the reach it isn't asked for. */
  boolean isInside(double[] x) {
    for (double entry : x) {
      if (!(entry < Double.POSITIVE_INFINITY) || Math.abs(entry) > reach()) {
        return false;
      }
    }
    return x.length > 0 && (isLibrary() || x.length <= LONGEST) && Double.isFinite(ExactSoftmax.max(x));
  }

  /** The size of the largest error of the row against the fast reference. */
  double error(double[] x, double[] g) {
    double[] got = implementation.apply(x, g);
    FastSoftmax row = new FastSoftmax(x, rows.temperature());
    FastResult[] want = reference.fast(row, g);
    double max = 0;
    for (int i = 0; i < x.length; i++) {
      if (reference.isMeasured(row, i)) {
        max = Math.max(max, Math.abs(reference.error(got[i], want[i])));
      }
    }
    return max;
  }

  @Override
  Pin pin(double[] x, double[] g, long tried) {
    double[] got = implementation.apply(x, g);
    FastSoftmax row = new FastSoftmax(x, rows.temperature());
    Exact[] want = reference.exact(x, g);
    int worst = 0;
    double max = -1;
    for (int i = 0; i < x.length; i++) {
      double error = reference.isMeasured(row, i) ? Math.abs(reference.error(got[i], want[i])) : 0;
      if (error > max) {
        max = error;
        worst = i;
      }
    }
    return pin(x, g, worst, got[worst], want[worst], tried);
  }

  @Override
  Pin remeasured(Pin pin) {
    return pin(pin.x(), pin.g(), pin.entry(), pin.got(), reference.exact(pin.x(), pin.g())[pin.entry()], pin.tried());
  }

  private Pin pin(double[] x, double[] g, int entry, double got, Exact want, long tried) {
    double nearest = want == null ? Double.NEGATIVE_INFINITY : want.value().doubleValue();
    return new Pin(
        by(), function(), of(), reach(), Math.abs(reference.error(got, want)), tried, entry, got, nearest, x,
        isBackward() ? g : NONE);
  }
}
