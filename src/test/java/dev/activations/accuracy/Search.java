package dev.activations.accuracy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * A hunt for the worst errors of one subject. It tries the inputs known to be bad, the edge set, fresh random inputs,
 * and climbs from the worst of each bin; bins keep it from spending all its time on one hill. Errors are those against
 * the fast reference; each that is the largest so far is measured with 55 digits, and so is what is kept.
 * The same seed gives the same finds, on any number of cores.
 */
abstract class Search {
  /** How many climbs each of the rounds makes, from the worst bins; a round's points are shared evenly. */
  private static final int[] CLIMBS = {512, 128, 32, 8};
  private static final int REPORT = 1000;

  /**
   * How long to search.
   *
   * @param fresh random points
   * @param climb points of all climbs
   */
  record Effort(long fresh, long climb) {}

  private final Subject subject;
  private final LongConsumer progress;
  final SplittableRandom random;
  private double confirmed;
  private long tried;
  private long reported;

  Search(Subject subject, long seed, LongConsumer progress) {
    this.subject = subject;
    this.progress = progress;
    // A String's hash is part of its specification.
    random = new SplittableRandom(seed ^ (long) (subject.toString() + subject.reach()).hashCode() << 32);
  }

  static Search of(Subject subject, long seed, LongConsumer progress) {
    return subject instanceof PointSubject points ? new PointSearch(points, seed, progress)
        : new RowSearch((RowSubject) subject, seed, progress);
  }

  /** Searches, and returns the worst inputs found, the worst first. */
  final List<Pin> run(List<Pin> known, Effort effort) {
    known.forEach(this::tryKnown);
    tryEdges();
    for (long end = tried + effort.fresh(); tried < end && !isHopeless();) {
      tryFresh(end - tried);
    }
    for (int climbs : CLIMBS) {
      long budget = effort.climb() / CLIMBS.length / climbs;
      List<Runnable> starts = budget == 0 ? List.of() : starts(climbs, budget);
      for (Runnable start : starts) {
        if (!isHopeless()) {
          start.run();
        }
      }
    }
    progress.accept(effort.fresh() + effort.climb() - reported);
    return worst();
  }

  /** No error is larger than that of a wrong kind of result. */
  private boolean isHopeless() {
    return confirmed == Double.POSITIVE_INFINITY;
  }

  final long tried() {
    return tried;
  }

  /** Counts points, and has an error measured with all digits if it is the worst so far. */
  final void count(long points, double error, double[] x, double[] g) {
    tried += points;
    if (error > confirmed) {
      double exact = subject.pin(x, g, 0).error();
      if (!(error == exact || Math.abs(error - exact) <= FastReferenceTest.TOLERANCE * Math.max(1, exact))) {
        throw new IllegalStateException(
            subject + ": the references disagree, " + error + " and " + exact + " ulp at " + Double.toHexString(x[0]));
      }
      confirmed = error;
    }
    if (tried - reported >= REPORT) {
      progress.accept(tried - reported);
      reported = tried;
    }
  }

  abstract void tryKnown(Pin known);

  abstract void tryEdges();

  /** Tries some random inputs, {@code limit} points at most. */
  abstract void tryFresh(long limit);

  /** Climbs from the worst inputs of the {@code count} worst bins, of {@code budget} points each. */
  abstract List<Runnable> starts(int count, long budget);

  abstract List<Pin> worst();
}
