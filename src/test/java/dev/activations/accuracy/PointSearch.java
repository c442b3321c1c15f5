package dev.activations.accuracy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** The search over functions of one number; a bin is the sixteenth of a binade. */
final class PointSearch extends Search {
  private static final int BIN_BITS = 48;
  private static final int BINS = 1 << (Long.SIZE - BIN_BITS);
  private static final int FRESH = 10_000;
  private static final int KEPT = 6;
  /** Points in the wider neighbourhood of each point of the edge set. */
  private static final int ROUND_EDGES = 24;

  private final PointSubject subject;
  private final double[] worstInput = new double[BINS];
  private final double[] worstError = new double[BINS];

  PointSearch(PointSubject subject, long seed, LongConsumer progress) {
    super(subject, seed, progress);
    this.subject = subject;
    Arrays.fill(worstError, -1);
  }

  /** Returns the error at x, -1 if it isn't to be tried. */
  private double error(double x) {
    if (!subject.isInside(x)) {
      return -1;
    }
    double error = subject.error(x);
    int bin = (int) (Double.doubleToRawLongBits(x) >>> BIN_BITS);
    if (error > worstError[bin]) {
      worstError[bin] = error;
      worstInput[bin] = x;
    }
    count(1, error, new double[] {x}, null);
    return error;
  }

  @Override
  void tryKnown(Pin known) {
    error(known.x()[0]);
  }

  @Override
  void tryEdges() {
    for (double x : Points.edges(subject.points())) {
      error(x);
      for (int i = 0; i < ROUND_EDGES && Double.isFinite(x); i++) {
        error(near(x));
      }
    }
  }

  @Override
  void tryFresh(long limit) {
    double[] points = Points.random(subject.points(), random, (int) Math.min(limit, FRESH));
    for (double x : points) {
      double reach = subject.reach();
      error(Math.abs(x) <= reach || reach == Double.POSITIVE_INFINITY ? x : random.nextDouble(-reach, reach));
    }
  }

  @Override
  List<Runnable> starts(int count, long budget) {
    List<Runnable> starts = new ArrayList<>();
    for (int bin : worstBins(count)) {
      starts.add(() -> climb(worstInput[bin], budget));
    }
    return starts;
  }

  private int[] worstBins(int count) {
    // Of equal errors the smaller input; an error of zero is no hill.
    return IntStream.range(0, BINS).filter(bin -> worstError[bin] > 0).boxed()
        .sorted(Comparator.comparingDouble((Integer bin) -> -worstError[bin])).limit(count)
        .mapToInt(Integer::intValue).toArray();
  }

  /** Goes to any better neighbour; a step that was good is doubled and tried again, one that wasn't is halved. */
  private void climb(double start, long budget) {
    double x = start;
    double best = subject.error(x);
    long step = 0;
    for (long i = 0; i < budget; i++) {
      boolean repeated = step != 0;
      double next = repeated ? moved(x, step) : neighbour(x);
      double error = error(next);
      if (error > best) {
        long made = Double.doubleToRawLongBits(next) - Double.doubleToRawLongBits(x);
        step = Math.abs(made) < 1L << BIN_BITS ? 2 * made : 0;
        x = next;
        best = error;
      } else {
        step /= 2;
      }
    }
  }

  /** Mostly near by, now and then in another binade or of the other sign. */
  private double neighbour(double x) {
    return switch (random.nextInt(16)) {
      case 0 -> near(Math.scalb(x, random.nextInt(-2, 3)));
      case 1 -> near(-x);
      default -> near(x);
    };
  }

  /** Any distance from an ulp to a few binades, small ones as likely as large ones. */
  private double near(double x) {
    int size = random.nextInt(BIN_BITS + 5);
    long step = 1L << size | random.nextLong(1L << size);
    return moved(x, random.nextBoolean() ? step : -step);
  }

  private static double moved(double x, long ulps) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x) + ulps);
  }

  @Override
  List<Pin> worst() {
    List<Pin> pins = new ArrayList<>();
    for (int bin : worstBins(KEPT)) {
      pins.add(subject.pin(new double[] {worstInput[bin]}, null, tried()));
    }
    if (pins.isEmpty()) {
      // An exact function: its most ordinary point stands for all.
      pins.add(subject.pin(new double[] {1}, null, tried()));
    }
    pins.sort(Comparator.comparingDouble(pin -> -pin.error()));
    return pins;
  }
}
