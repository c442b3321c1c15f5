package consumer;

import java.util.SplittableRandom;

/** The data: row {@code id} has 1 to 40 features, the same wherever it is made. */
final class Inputs {

  static final long ROWS = 60_000;

  private static final double[] RARE = {
    0.0, -0.0, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -Double.MIN_NORMAL, -745.2, 709.9, 1e300
  };

  private Inputs() {}

  static double[] row(long id) {
    SplittableRandom random = new SplittableRandom(id);
    double[] x = new double[1 + (int) (id % 40)];
    // The first entry is finite, so that no row is -∞ throughout; every softmax is then a number.
    x[0] = random.nextDouble(-30, 30);
    for (int i = 1; i < x.length; i++) {
      x[i] = random.nextInt(50) == 0 ? RARE[random.nextInt(RARE.length)] : random.nextDouble(-30, 30);
    }
    return x;
  }
}
