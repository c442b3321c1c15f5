package dev.activations.accuracy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** The search over rows; a bin is a length, and all rows too long to be kept in a file share the last. */
final class RowSearch extends Search {
  private static final int BINS = RowSubject.LONGEST + 2;
  private static final int KEPT = 3;

  private final RowSubject subject;
  private final RowMutation mutation;
  private final double[][] worstRow = new double[BINS][];
  private final double[][] worstGradient = new double[BINS][];
  private final double[] worstError = new double[BINS];

  RowSearch(RowSubject subject, long seed, LongConsumer progress) {
    super(subject, seed, progress);
    this.subject = subject;
    mutation = new RowMutation(subject, random);
    Arrays.fill(worstError, -1);
  }

  private double error(double[] x, double[] g) {
    if (!subject.isInside(x)) {
      return -1;
    }
    double error = subject.error(x, g);
    int bin = Math.min(x.length, BINS - 1);
    if (error > worstError[bin]) {
      worstError[bin] = error;
      worstRow[bin] = x;
      worstGradient[bin] = g;
    }
    count(x.length, error, x, g);
    return error;
  }

  @Override
  void tryKnown(Pin known) {
    error(known.x(), subject.isBackward() ? known.g() : new double[known.x().length]);
  }

  @Override
  void tryEdges() {
    for (double[] x : SoftmaxCase.edges()) {
      error(x, subject.rows().gradient(random, x.length));
    }
  }

  @Override
  void tryFresh(long limit) {
    // Half of the rows are short: those can be kept, and there are more of them to a million points.
    boolean isShort = !subject.isLibrary() || random.nextBoolean();
    int longest = (int) Math.min(limit, isShort ? RowSubject.LONGEST : Integer.MAX_VALUE);
    double[] x = subject.rows().row(random, longest);
    double reach = subject.reach();
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.abs(x[i]) <= reach ? x[i] : random.nextDouble(-reach, reach);
    }
    error(x, subject.rows().gradient(random, x.length));
  }

  @Override
  List<Runnable> starts(int count, long budget) {
    // Few bins: several climbs from each of the better half.
    int[] bins = worstBins(Math.min(count, BINS / 2));
    List<Runnable> starts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int bin = bins[i % bins.length];
      starts.add(() -> climb(worstRow[bin], worstGradient[bin], budget));
    }
    return starts;
  }

  private int[] worstBins(int count) {
    return IntStream.range(0, BINS).filter(bin -> worstError[bin] >= 0).boxed()
        .sorted(Comparator.comparingDouble((Integer bin) -> -worstError[bin])).limit(count)
        .mapToInt(Integer::intValue).toArray();
  }

  private void climb(double[] start, double[] gradient, long budget) {
    double[] x = start;
    double[] g = gradient;
    double best = subject.error(x, g);
    for (long end = tried() + budget; tried() < end;) {
      RowMutation.Row next = mutation.of(x, g);
      double error = error(next.x(), next.g());
      if (error >= best) {
        x = next.x();
        g = next.g();
        best = error;
      }
    }
  }

  @Override
  List<Pin> worst() {
    List<Pin> pins = new ArrayList<>();
    for (int bin : worstBins(BINS)) {
      if (pins.size() < KEPT && (bin < BINS - 1 || pins.isEmpty())) {
        Pin pin = subject.pin(worstRow[bin], worstGradient[bin], tried());
        // The same numbers with an entry more or less are one find.
        if (pins.stream().noneMatch(p -> p.got() == pin.got() && p.want() == pin.want())) {
          pins.add(pin);
        }
      }
    }
    pins.sort(Comparator.comparingDouble(pin -> -pin.error()));
    return pins;
  }
}
